import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useFormats } from '../../app/formats.tsx';
import type { Column, Writing } from './column.ts';
import { useColumnWords } from './column-words.ts';
import type { Rows } from './use-rows.ts';

const useStyles = makeStyles({
  table: {
    display: 'none',
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: '10pt',
    lineHeight: 1.3,
    fontVariantNumeric: 'tabular-nums',
    '@media print': { display: 'table' },
    '& th, & td': {
      padding: '4pt 5pt',
      verticalAlign: 'baseline',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    '& thead th': { verticalAlign: 'bottom', fontWeight: 600 },
    '& td:first-child': { fontWeight: 600 },
  },
  start: { textAlign: 'left' },
  end: { textAlign: 'right' },
  figure: { whiteSpace: 'nowrap' },
});

/** Rows that go on paper. */
const mostPrinted = 200;

type Props = { readonly columns: readonly Column[]; readonly rows: Rows; readonly now: string };

/** The first rows as a plain table, made only while something is printed. */
export function PrintedList({ columns, rows, now }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const words = useColumnWords();
  const isPrinting = usePrinting();
  const writing: Writing = useMemo(() => ({ formats, i18n, now }), [formats, i18n, now]);
  if (!isPrinting) return null;
  const told = columns.filter(({ id }) => id !== 'history');
  const first = Array.from({ length: Math.min(mostPrinted, rows.total ?? 0) }, (_, n) =>
    rows.at(n),
  ).filter((row) => row !== undefined);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {told.map((column) => (
            <th key={column.id} scope="col" className={styles[column.align]}>
              {words.name(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {first.map((row) => (
          <tr key={row.record.id}>
            {told.map((column) => (
              <td
                key={column.id}
                className={mergeClasses(
                  styles[column.align],
                  column.align === 'end' && styles.figure,
                )}
              >
                {column.write(row, writing)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    // The browser prints what is there when the event has been heard.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    const media = matchMedia('print');
    const change = ({ matches }: MediaQueryListEvent) => (matches ? begin() : end());
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    media.addEventListener('change', change);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      media.removeEventListener('change', change);
    };
  }, []);
  return isPrinting;
}
