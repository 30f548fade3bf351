import { Problem } from '../model/problem.ts';

/** A reader of one of PostgreSQL's types: from the text that the server sends to the value that a row holds. */
export type Reader = (text: string) => unknown;

/**
 * The types that are read otherwise than the driver does, by their number (`select oid, typname from pg_type`), each
 * with the number of its array: whole and decimal numbers as numbers, instants as milliseconds since 1970, days as
 * `YYYY-MM-DD`. NOTE: a bigint or numeric beyond 2^53 loses its last digits; ids that large are text here.
 */
export const readers: readonly {
  readonly type: number;
  readonly array: number;
  readonly read: Reader;
}[] = [
  { type: 20, array: 1016, read: Number }, // int8: counts and sums
  { type: 1700, array: 1231, read: Number }, // numeric
  { type: 701, array: 1022, read: Number }, // float8
  { type: 1082, array: 1182, read: (day) => day }, // date: never through a Date, which would shift it by the time zone
  { type: 1184, array: 1185, read: instant }, // timestamptz
];

/** Milliseconds since 1970 of a timestamptz as a session in UTC and ISO style writes it; infinities stay infinite. */
export function instant(text: string): number {
  if (text === 'infinity') return Infinity;
  if (text === '-infinity') return -Infinity;
  const at = Date.parse(`${text.replace(' ', 'T').replace(/\+00$/, '')}Z`);
  if (!Number.isNaN(at)) return at;
  throw new Problem({
    code: 'instant_out_of_range',
    message:
      'An instant of the database cannot be read: it is not between the years 0 and 9999 in UTC.',
    value: text,
  });
}

/** Makes of a reader of single values one of arrays of them; `split` parts the text of an array. */
export function arrayReader(read: Reader, split: (text: string) => unknown): Reader {
  const readAll = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(readAll);
    return typeof part === 'string' ? read(part) : part;
  };
  return (text) => readAll(split(text));
}
