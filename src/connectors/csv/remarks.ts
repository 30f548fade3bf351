import type { Entry } from '../bundle/batches.ts';

/**
 * What was left out of rows that were imported all the same (a name that is in no other file, a value that cannot be
 * read), counted per value, because a thousand rows with the same unknown product are one thing to correct.
 */
export type Remarks = {
  readonly note: (
    what: Pick<Remark, 'field' | 'value'>,
    line: number,
    expected: () => string,
  ) => void;
  /** The remarks as things to report, those of most rows first. `done` is where the import stands. */
  readonly entries: (place: string, done: number) => readonly Entry[];
};

type Remark = { readonly field: string; readonly value: string; readonly expected: string };

/** Values told one by one; the rest is summed up. */
const mostTold = 100;

/** An empty collection of remarks. */
export function createRemarks(): Remarks {
  const counted = new Map<
    string,
    { readonly remark: Remark; readonly line: number; rows: number }
  >();
  return {
    note(what, line, expected) {
      const key = JSON.stringify([what.field, what.value]);
      const known = counted.get(key);
      if (known !== undefined) known.rows += 1;
      else counted.set(key, { remark: { ...what, expected: expected() }, line, rows: 1 });
    },
    entries(place, done) {
      const all = [...counted.values()].sort((a, b) => b.rows - a.rows || a.line - b.line);
      const told = all.slice(0, mostTold).map(({ remark, line, rows }): Entry => {
        const where = rows === 1 ? `line ${line}` : `${rows} rows, first line ${line}`;
        const expected = `${remark.expected} (left out of ${where})`;
        return { place, done, misfits: [{ ...remark, expected }] };
      });
      const rest = all.slice(mostTold);
      if (rest.length === 0) return told;
      const rows = rest.reduce((sum, one) => sum + one.rows, 0);
      const expected = `as above (left out of ${rows} rows)`;
      const misfit = { field: '(more)', value: `${rest.length} other values`, expected };
      return [...told, { place, done, misfits: [misfit] }];
    },
  };
}
