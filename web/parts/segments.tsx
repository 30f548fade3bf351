import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { notOnPaper, phone } from './layout.ts';

const useStyles = makeStyles({
  segments: {
    display: 'flex',
    margin: 0,
    padding: '3px',
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground5,
    ...notOnPaper,
  },
  full: {
    [phone]: {
      flexWrap: 'wrap',
      width: '100%',
      boxSizing: 'border-box',
      '& > *': { flex: '1 1 0' },
    },
  },
  segment: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    minHeight: '30px',
    padding: '0 14px',
    border: 'none',
    font: 'inherit',
    backgroundColor: 'transparent',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-pressed="true"]': {
      fontWeight: 600,
      color: tokens.colorNeutralForeground1,
      backgroundColor: 'var(--cardBackground)',
      boxShadow: tokens.shadow2,
    },
  },
  fullSegment: { [phone]: { padding: '0 4px' } },
  small: { minHeight: '26px', padding: '0 10px', fontSize: tokens.fontSizeBase200 },
});

type Props<Value> = {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: ReactNode }[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  /** Within a card; left out, it is for a page and takes the whole width of a phone. */
  readonly isSmall?: boolean;
};

/** One of a few, all of them to be seen. */
export function Segments<Value extends string | number>(props: Props<Value>) {
  const { label, options, chosen, onChoose, isSmall = false } = props;
  const styles = useStyles();
  return (
    <fieldset className={mergeClasses(styles.segments, !isSmall && styles.full)} aria-label={label}>
      {options.map(({ value, text }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          className={mergeClasses(styles.segment, isSmall ? styles.small : styles.fullSegment)}
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
