import { type DateOrder, readDate } from './dates.ts';
import { type DecimalSign, readNumber } from './numbers.ts';
import { dataRows, type TableFile } from './table.ts';
import { type Evidence, evidenceOf, type Seen, weighDate, weighNumber } from './unclear.ts';

/** What the values of a column are, as far as the guess needs it. */
export type ColumnProfile = {
  readonly column: string;
  /** Rows in which the column is not blank. */
  readonly filled: number;
  /** The distinct values with their rows; the first `mostDistinct`. */
  readonly values: ReadonlyMap<string, number>;
  /** Whether no value comes twice, nor is missing. */
  readonly unique: boolean;
  /** Shares of the filled rows from 0 to 1. */
  readonly dates: number;
  readonly numbers: number;
  readonly addresses: number;
  /** The first value with a time but without an offset. */
  readonly localTime: Seen | null;
  readonly dateEvidence: Evidence<DateOrder>;
  readonly numberEvidence: Evidence<DecimalSign>;
};

export type FileProfile = {
  readonly file: TableFile;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
};

/** More rows would tell the guess nothing new; the import looks at every row before it trusts a date. */
const mostRows = 50_000;
const mostDistinct = 20_000;

/** Reads a file and says what is in its columns. */
export async function profileOf(file: TableFile): Promise<FileProfile> {
  const tallies = file.columns.map(createTally);
  let rows = 0;
  for await (const chunk of dataRows(file)) {
    for (const row of chunk.rows) {
      if (!('cells' in row)) continue;
      rows += 1;
      tallies.forEach((tally, index) => {
        tally.take((row.cells[index] ?? '').trim(), row.line);
      });
    }
    if (rows >= mostRows) break;
  }
  return { file, rows, columns: tallies.map((tally) => tally.profile(rows)) };
}

function createTally(column: string) {
  const values = new Map<string, number>();
  const dateEvidence = evidenceOf<DateOrder>();
  const numberEvidence = evidenceOf<DecimalSign>();
  let [filled, dates, numbers, addresses] = [0, 0, 0, 0];
  let localTime: Seen | null = null;
  let repeated = false;

  function take(value: string, line: number): void {
    if (value === '') return;
    filled += 1;
    const known = values.get(value);
    if (known !== undefined) repeated = true;
    if (known !== undefined || values.size < mostDistinct) values.set(value, (known ?? 0) + 1);
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.split(/[;,]/, 1)[0] ?? '')) addresses += 1;
    if (value.length > 60 || !/\d/.test(value)) return;
    const seen = { value, line };
    const date = readDate(value);
    if (date !== null) {
      dates += 1;
      weighDate(dateEvidence, seen);
      const local = 'orders' in date ? /:/.test(value) : date.time !== null && date.offset === null;
      if (local) localTime ??= seen;
    }
    if (readNumber(value) !== null) {
      numbers += 1;
      weighNumber(numberEvidence, seen);
    }
  }

  function profile(rows: number): ColumnProfile {
    const share = (count: number) => (filled === 0 ? 0 : count / filled);
    return {
      column,
      filled,
      values,
      unique: !repeated && filled === rows && rows > 0,
      dates: share(dates),
      numbers: share(numbers),
      addresses: share(addresses),
      localTime,
      dateEvidence,
      numberEvidence,
    };
  }
  return { take, profile };
}
