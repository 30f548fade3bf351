import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  frame: {
    overflowX: 'auto',
    scrollbarWidth: 'thin',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    '& th, & td': {
      padding: '9px 12px 9px 0',
      textAlign: 'left',
      verticalAlign: 'middle',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    '& tbody tr:last-child > *': { borderBottom: 'none' },
    '& th:last-child, & td:last-child': { paddingRight: '2px' },
    '& thead th': {
      fontSize: tokens.fontSizeBase200,
      fontWeight: 500,
      color: tokens.colorNeutralForeground2,
      whiteSpace: 'nowrap',
    },
    '& tbody th': { fontWeight: 400 },
  },
  end: { '& th:last-child, & td:last-child': { textAlign: 'right', whiteSpace: 'nowrap' } },
});

type Props = {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** The last column holds buttons. */
  readonly isEndAction?: boolean;
};

/** Rows to be read across; the first cell of each names it. */
export function PlainTable({ label, heads, rows, isEndAction = false }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.frame} tabIndex={0} aria-label={t`Table: ${label}`}>
      <table className={mergeClasses(styles.table, isEndAction && styles.end)}>
        <thead>
          <tr>
            {heads.map((head) =>
              head === '' ? (
                <td key="actions" />
              ) : (
                <th key={head} scope="col">
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
                <td key={heads[place + 1] ?? place}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
