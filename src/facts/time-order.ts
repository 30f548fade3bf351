/** Rows of facts, from several readers, in the order of time: by start, then by the activity's id. */

import type { FactRows } from './columns.ts';

export type TieRules = {
  /** Ids of activities by key. */
  readonly idsOf: (activityKeys: readonly number[]) => Promise<ReadonlyMap<number, string>>;
  /** The largest key of a record plus one. */
  readonly keys: number;
};

/**
 * Rows in the order of time. Ids are only asked for where two activities of one record start at the same instant: of
 * any others the order means nothing.
 */
export async function timeOrder(
  rows: FactRows,
  { idsOf, keys }: TieRules,
): Promise<Int32Array<ArrayBuffer>> {
  const order = byStart(rows);
  const ties = tiesIn(order, rows, keys);
  if (ties.length === 0) return order;
  const keyOf = (row: number) => rows.activityKey[row] ?? 0;
  const ids = await idsOf(ties.flatMap((tie) => Array.from(tie, keyOf)));
  const idOf = (row: number) => ids.get(keyOf(row)) ?? '';
  for (const tie of ties) {
    tie.sort((a, b) => {
      const [one, other] = [idOf(a), idOf(b)];
      return one < other ? -1 : Number(one > other);
    });
  }
  return order;
}

/** Where the records of a row end in `keys`. */
export function recordsEnd(rows: FactRows, row: number): number {
  return row + 1 < rows.length ? (rows.peopleStart[row + 1] ?? 0) : rows.keysLength;
}

/** A radix sort, which a million rows make worth while. */
function byStart({ length, startsAt }: FactRows): Int32Array<ArrayBuffer> {
  let order = Int32Array.from({ length }, (_, row) => row);
  let other = new Int32Array(length);
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const time = startsAt[row] ?? 0;
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  const places = new Int32Array(digits);
  for (let unit = 1; latest - earliest >= unit; unit *= digits) {
    places.fill(0);
    for (let row = 0; row < length; row++) {
      const digit = (((startsAt[row] ?? 0) - earliest) / unit) & (digits - 1);
      places[digit] = (places[digit] ?? 0) + 1;
    }
    for (let digit = 0, before = 0; digit < digits; digit++) {
      const count = places[digit] ?? 0;
      places[digit] = before;
      before += count;
    }
    for (let n = 0; n < length; n++) {
      const row = order[n] ?? 0;
      const digit = (((startsAt[row] ?? 0) - earliest) / unit) & (digits - 1);
      const place = places[digit] ?? 0;
      other[place] = row;
      places[digit] = place + 1;
    }
    [order, other] = [other, order];
  }
  return order;
}

/** Of one pass: few enough that the places which they point to stay in the processor's cache. A power of two. */
const digits = 8192;

/** Runs of rows that start at the same instant and of which two belong to the same record: parts of `order` itself. */
function tiesIn(order: Int32Array, rows: FactRows, keys: number): readonly Int32Array[] {
  const ties: Int32Array[] = [];
  const lastRun = new Int32Array(keys);
  for (let from = 0, run = 0; from < order.length; ) {
    const time = rows.startsAt[order[from] ?? 0];
    let to = from + 1;
    while (to < order.length && rows.startsAt[order[to] ?? 0] === time) to += 1;
    if (to - from > 1) {
      run += 1;
      const tie = order.subarray(from, to);
      if (sharesRecord(tie, rows, { lastRun, run })) ties.push(tie);
    }
    from = to;
  }
  return ties;
}

/** True when two rows belong to one record; leaves the number of the run at every record it has met. */
function sharesRecord(
  tie: Int32Array,
  rows: FactRows,
  { lastRun, run }: { readonly lastRun: Int32Array; readonly run: number },
): boolean {
  for (const row of tie) {
    const end = recordsEnd(rows, row);
    for (let n = rows.recordsStart[row] ?? 0; n < end; n++) {
      const record = rows.keys[n] ?? 0;
      if (lastRun[record] === run) return true;
      lastRun[record] = run;
    }
  }
  return false;
}
