import { makeStyles, tokens } from '@fluentui/react-components';

export const rowHeight = 40;

const cell = {
  boxSizing: 'border-box',
  minWidth: 0,
  padding: '0 10px',
  // What is written in a cell moves nothing outside of it, so that the browser lays out that cell alone. It is not cut
  // off where it is never too long: to cut off four hundred cells takes time in every frame.
  contain: 'size layout',
  whiteSpace: 'nowrap',
  // A cell that takes over anything from its row is styled anew with all others whenever the row moves, and browsers
  // let cells take over this.
  verticalAlign: 'baseline',
  fontWeight: 400,
  lineHeight: `${rowHeight - 1}px`,
  ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
} as const;

const cut = { overflow: 'clip', textOverflow: 'ellipsis' } as const;

/** Fluent's own is too bright in the dark for links on it. */
const pointedAt = `color-mix(in srgb, var(--cardBackground) 94%, ${tokens.colorNeutralForeground1})`;

const useGridStyles = makeStyles({
  row: {
    position: 'absolute',
    left: 0,
    display: 'grid',
    gridTemplateColumns: 'var(--columns)',
    gridTemplateRows: '100%',
    '&[hidden]': { display: 'none' },
    boxSizing: 'border-box',
    width: '100%',
    height: `${rowHeight}px`,
    // Nothing of a row reaches out of it: the browser lays out and paints it alone.
    contain: 'layout style',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: 'var(--cardBackground)',
    ':hover': { backgroundColor: pointedAt },
  },
  name: {
    ...cell,
    ...cut,
    // Thirty cells that stick cost time in every frame: they do only when somebody has scrolled to the side.
    '&:is([data-aside] *)': {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      backgroundColor: 'var(--cardBackground)',
    },
    '&:is([data-aside] :hover > *)': { backgroundColor: pointedAt },
    paddingLeft: '20px',
    textAlign: 'left',
  },
  drawing: cell,
  start: { ...cell, ...cut, textAlign: 'left' },
  end: { ...cell, textAlign: 'right' },
  link: {
    fontWeight: 600,
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
  health: { display: 'flex', alignItems: 'center', gap: '7px', height: '100%' },
  score: { minWidth: '20px', textAlign: 'right', fontWeight: 600, ':empty': { display: 'none' } },
  grade: { minWidth: '40px' },
  overdue: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '5px',
    color: 'var(--gradePoor)',
  },
});

export type GridStyles = ReturnType<typeof useCells>;

/** Classes of rows and cells, the same for all of them. */
export const useCells = useGridStyles;
