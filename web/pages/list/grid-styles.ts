import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';

export const rowHeight = 40;

const cell = {
  boxSizing: 'border-box',
  minWidth: 0,
  padding: '0 10px',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  fontWeight: 400,
  lineHeight: `${rowHeight - 1}px`,
  ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
} as const;

const useGridStyles = makeStyles({
  row: {
    position: 'absolute',
    left: 0,
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    '&[hidden]': { display: 'none' },
    boxSizing: 'border-box',
    width: '100%',
    height: `${rowHeight}px`,
    // Nothing of a row reaches out of it: the browser lays out and paints it alone.
    contain: 'layout style',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: 'var(--cardBackground)',
    // Fluent's own is too bright in the dark for links on it.
    ':hover': {
      backgroundColor: `color-mix(in srgb, var(--cardBackground) 94%, ${tokens.colorNeutralForeground1})`,
    },
  },
  name: {
    ...cell,
    // Thirty cells that stick cost time in every frame: they do only when somebody has scrolled to the side.
    '&:is([data-aside] *)': { position: 'sticky', left: 0, zIndex: 1 },
    paddingLeft: '20px',
    textAlign: 'left',
    backgroundColor: 'inherit',
  },
  drawing: { ...cell, textOverflow: 'clip' },
  start: { ...cell, textAlign: 'left' },
  end: { ...cell, textAlign: 'right' },
  quiet: { color: tokens.colorNeutralForeground3 },
  link: {
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
  health: { display: 'flex', alignItems: 'center', gap: '7px', height: '100%' },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: '7px',
    height: '100%',
    color: tokens.colorNeutralForeground3,
  },
  score: { minWidth: '20px', textAlign: 'right', fontWeight: 600 },
  grade: { minWidth: '40px' },
  improving: { color: 'var(--gradeGood)' },
  declining: { color: 'var(--gradePoor)' },
  steady: { color: tokens.colorNeutralForeground3 },
  overdue: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '5px',
    color: 'var(--gradePoor)',
  },
});

export type GridStyles = Readonly<
  Record<
    | 'row'
    | 'name'
    | 'drawing'
    | 'start'
    | 'end'
    | 'startQuiet'
    | 'endQuiet'
    | 'link'
    | 'health'
    | 'state'
    | 'score'
    | 'grade'
    | 'improving'
    | 'declining'
    | 'steady'
    | 'overdue',
    string
  >
>;

/** Classes of rows and cells, put together once for all of them. */
export function useCells(): GridStyles {
  const styles = useGridStyles();
  return useMemo(
    () => ({
      ...styles,
      startQuiet: mergeClasses(styles.start, styles.quiet),
      endQuiet: mergeClasses(styles.end, styles.quiet),
    }),
    [styles],
  );
}
