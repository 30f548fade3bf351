import { Problem } from '../../model/problem.ts';
import { type DateOrder, decidedOrder, readDate } from './dates.ts';
import { type DecimalSign, decidedDecimal, readNumber } from './numbers.ts';
import type { Field } from './record.ts';
import type { Reader } from './source.ts';
import { dataRows, type TableFile } from './table.ts';

/** A value, and where it stands. */
export type Seen = { readonly value: string; readonly line: number };

/** What the values of a column say about how they are to be read. */
export type Evidence<Choice extends string> = {
  /** The first value that can be read in more than one way. */
  either: Seen | null;
  /** For each way the first value that can be read only so. */
  readonly decided: Map<Choice, Seen>;
};

/** Takes one more value into the evidence about the order of dates. */
export function weighDate(evidence: Evidence<DateOrder>, seen: Seen): void {
  const read = readDate(seen.value);
  if (read !== null && 'orders' in read) evidence.either ??= seen;
  const order = decidedOrder(seen.value);
  if (order !== null && !evidence.decided.has(order)) evidence.decided.set(order, seen);
}

/** Takes one more value into the evidence about the decimal sign. */
export function weighNumber(evidence: Evidence<DecimalSign>, seen: Seen): void {
  if (readNumber(seen.value) === 'either') evidence.either ??= seen;
  const sign = decidedDecimal(seen.value);
  if (sign !== null && !evidence.decided.has(sign)) evidence.decided.set(sign, seen);
}

/**
 * Refuses a table whose dates or numbers can be read in two ways while the mapping does not say in which: throws
 * `csv_dates_unclear` or `csv_numbers_unclear` with the value, the line, and the key that has to be set.
 */
export async function refuseUnclear(
  file: TableFile,
  fields: readonly Field[],
  path: string,
): Promise<void> {
  const open = fields.flatMap(({ name, sources }) =>
    sources.flatMap((source): readonly Open[] => {
      const unread = { name, read: source.read, date: null, number: null };
      if (isOpenDate(source)) return [{ ...unread, date: evidenceOf() }];
      return isOpenNumber(source) ? [{ ...unread, number: evidenceOf() }] : [];
    }),
  );
  if (open.length === 0) return;
  for await (const { rows } of dataRows(file)) {
    for (const row of rows) {
      if (!('cells' in row)) continue;
      for (const { read, date, number } of open) {
        const found = read({ cells: row.cells, line: row.line, values: new Map() });
        for (const value of 'texts' in found ? found.texts : []) {
          if (date !== null) weighDate(date, { value, line: row.line });
          if (number !== null) weighNumber(number, { value, line: row.line });
        }
      }
    }
  }
  for (const { name, date, number } of open) {
    if (date !== null && isUnclear(date))
      throw unclear('dates', { file, name, path, evidence: date });
    if (number !== null && isUnclear(number)) {
      throw unclear('numbers', { file, name, path, evidence: number });
    }
  }
}

type Open = {
  readonly name: string;
  readonly read: Reader;
  readonly date: Evidence<DateOrder> | null;
  readonly number: Evidence<DecimalSign> | null;
};

function isOpenDate({ kind, reading, source }: Field['sources'][number]): boolean {
  const isDate = ['instant', 'end', 'close', 'day'].includes(kind);
  return isDate && reading.dateOrder === undefined && source.epoch === undefined;
}

function isOpenNumber({ kind, reading }: Field['sources'][number]): boolean {
  return (kind === 'number' || kind === 'minutes') && reading.decimal === undefined;
}

/** No evidence yet. */
export function evidenceOf<Choice extends string>(): Evidence<Choice> {
  return { either: null, decided: new Map() };
}

/** Whether a person has to say how the values are read. */
function isUnclear(evidence: Evidence<string>): boolean {
  return evidence.either !== null || evidence.decided.size > 1;
}

/** The values that decide, in words: `31/05/2026 in line 7 can only be dmy`. */
export function decisions(evidence: Evidence<string>): string {
  return [...evidence.decided]
    .map(([choice, { value, line }]) => `${value} in line ${line} can only be ${choice}`)
    .join('; ');
}

function unclear(
  what: 'dates' | 'numbers',
  found: {
    readonly file: TableFile;
    readonly name: string;
    readonly path: string;
    readonly evidence: Evidence<string>;
  },
): Problem {
  const { file, name, path, evidence } = found;
  const seen = evidence.either ?? [...evidence.decided.values()][0];
  const key = `${path}.${what === 'dates' ? 'dateOrder' : 'decimal'}`;
  const choices = what === 'dates' ? '"dmy" or "mdy"' : '"." or ","';
  const decided = evidence.decided.size === 0 ? '' : ` (${decisions(evidence)})`;
  return new Problem({
    code: `csv_${what}_unclear`,
    message: `${file.name}: the ${what} in ${name} can be read in two ways`,
    field: key,
    value: `${seen?.value} (line ${seen?.line})`,
    hint: `Set ${key} to ${choices}, or the same key of the one field${decided}.`,
  });
}
