import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  entries: { display: 'grid', fontVariantNumeric: 'tabular-nums' },
  entry: {
    display: 'grid',
    justifyItems: 'start',
    gap: '8px',
    padding: '14px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { paddingTop: 0, borderTop: 'none' },
    ':last-child': { paddingBottom: '2px' },
  },
  name: { overflowWrap: 'anywhere' },
  plain: { fontWeight: 600 },
  facts: { display: 'grid', justifySelf: 'stretch', gap: '6px' },
  fact: {
    display: 'grid',
    gridTemplateColumns: 'minmax(88px, 34%) minmax(0, 1fr)',
    alignItems: 'baseline',
    gap: '2px 12px',
  },
  head: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  cell: { minWidth: 0, overflowWrap: 'anywhere' },
});

type Props = {
  readonly label: string;
  /** Of the first cell, which names the entry, too; '' above what needs no name, such as buttons. */
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
};

/** The rows of a table, one below another, for where it is too narrow to read across. */
export function Entries({ label, heads, rows }: Props) {
  const styles = useStyles();
  return (
    <ul aria-label={label} className={styles.entries}>
      {rows.map(({ key, cells: [first, ...others] }) => (
        <li key={key} className={styles.entry}>
          <div className={mergeClasses(styles.name, typeof first === 'string' && styles.plain)}>
            {first}
          </div>
          <dl className={styles.facts}>
            {others.map((cell, place) => {
              const head = heads[place + 1] ?? '';
              return head === '' || cell === '' || cell == null ? null : (
                <div key={head} className={styles.fact}>
                  <dt className={styles.head}>{head}</dt>
                  <dd className={styles.cell}>{cell}</dd>
                </div>
              );
            })}
          </dl>
          {others.filter((_cell, place) => heads[place + 1] === '')}
        </li>
      ))}
    </ul>
  );
}
