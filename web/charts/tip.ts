import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  tip: {
    position: 'absolute',
    zIndex: 3,
    boxSizing: 'border-box',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    pointerEvents: 'none',
    '@media print': { display: 'none' },
  },
});

/** The class of a box that tells of a point of a chart; where it stands is the chart's. */
export function useTip(): string {
  return useStyles().tip;
}
