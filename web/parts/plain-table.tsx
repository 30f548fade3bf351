import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Entries } from './entries.tsx';
import { onPaper, phoneQuery } from './layout.ts';
import { useMedia } from './use-media.ts';

const useStyles = makeStyles({
  frame: {
    overflowX: 'auto',
    scrollbarWidth: 'thin',
    [onPaper]: { overflow: 'visible' },
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  low: { maxHeight: '260px', overflowY: 'auto' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
    '& thead th': { fontWeight: 500, color: tokens.colorNeutralForeground2 },
    '& tbody th': { fontWeight: 400 },
  },
  plain: {
    '& th, & td': { padding: '9px 12px 9px 0', textAlign: 'left', verticalAlign: 'middle' },
    '& tbody tr:last-child > *': { borderBottom: 'none' },
    '& th:last-child, & td:last-child': { paddingRight: '2px' },
    '& thead th': { fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
    '& [data-figure]': { textAlign: 'right', whiteSpace: 'nowrap' },
    '& [data-figure] + :not([data-figure])': { paddingLeft: '12px' },
  },
  end: { '& th:last-child, & td:last-child': { textAlign: 'right', whiteSpace: 'nowrap' } },
  figures: {
    fontSize: tokens.fontSizeBase200,
    '& th, & td': { padding: '7px 10px', textAlign: 'right', whiteSpace: 'nowrap' },
    '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
    '& thead th': {
      position: 'sticky',
      top: 0,
      whiteSpace: 'normal',
      verticalAlign: 'bottom',
      backgroundColor: 'var(--cardBackground)',
    },
  },
});

type Row<Cell> = { readonly key: string; readonly cells: readonly Cell[] };

type PlainProps = {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row<ReactNode>[];
  /** The last column holds buttons. */
  readonly isEndAction?: boolean;
  /** Places of the columns that hold figures, which stand at the right. */
  readonly figures?: readonly number[];
};

/** Rows to be read across; the first cell of each names it. On a phone they are read downwards, one after another. */
export function PlainTable(props: PlainProps) {
  const isPhone = useMedia(phoneQuery);
  return isPhone && props.heads.length > 2 ? <Entries {...props} /> : <Across {...props} />;
}

function Across({ label, isEndAction = false, ...table }: PlainProps) {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    <Rows
      label={t`Table: ${label}`}
      frameClass={styles.frame}
      tableClass={mergeClasses(styles.table, styles.plain, isEndAction && styles.end)}
      {...table}
    />
  );
}

type FigureProps = {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly Row<string>[];
};

/** The figures of a chart in close rows; the first cell of each names it. */
export function FigureTable(table: FigureProps) {
  const styles = useStyles();
  return (
    <Rows
      frameClass={mergeClasses(styles.frame, styles.low)}
      tableClass={mergeClasses(styles.table, styles.figures)}
      {...table}
    />
  );
}

type RowsProps = {
  readonly label: string;
  /** An empty one is above buttons. */
  readonly heads: readonly string[];
  readonly rows: readonly Row<ReactNode>[];
  readonly figures?: readonly number[];
  readonly frameClass: string;
  readonly tableClass: string;
};

function Rows({ label, heads, rows, figures = [], frameClass, tableClass }: RowsProps) {
  const figure = (place: number) => (figures.includes(place) ? '' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={frameClass} tabIndex={0} aria-label={label}>
      <table className={tableClass}>
        <thead>
          <tr>
            {heads.map((head, place) =>
              head === '' ? (
                <td key="actions" />
              ) : (
                <th key={head} scope="col" data-figure={figure(place)}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {others.map((cell, place) => (
                <td key={heads[place + 1] ?? place} data-figure={figure(place + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
