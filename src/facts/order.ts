/** Facts as they were read → facts in the order of time, found by record. */

import type { Facts, RecordFacts } from '../analytics/facts.ts';
import type { FactRows } from './columns.ts';

export type OrderedFacts = {
  readonly facts: Facts;
  /** Key of the activity behind each fact. */
  readonly activityKey: Float64Array;
  /** Facts of record k: `recordFacts[recordStart[k] … recordStart[k + 1])`. */
  readonly recordStart: Int32Array;
  readonly recordFacts: RecordFacts;
  /** Key of the conversation behind each of `facts.conversation`. */
  readonly conversationKeys: Int32Array;
};

/**
 * Puts rows into the order of time. `compareTies` decides between activities that start at the same instant, given
 * their keys; `keys` is the largest key of a record plus one.
 */
export function ordered(
  parts: readonly FactRows[],
  { dayOf, compareTies, keys }: OrderRules,
): OrderedFacts {
  const rows = joined(parts);
  const order = timeOrder(rows, compareTies);
  const { length } = rows;
  const { conversation, conversationKeys } = renumbered(rows, order);
  const peopleStart = column(Int32Array, length + 1);
  const people = column(Int32Array, peopleIn(rows));
  const startsAt = column(Float64Array, length);
  const day = column(Int32Array, length);
  const facts = {
    length,
    startsAt,
    day,
    kindSide: picked(Uint8Array, rows.kindSide, order),
    minutes: picked(Float64Array, rows.minutes, order),
    ours: picked(Uint16Array, rows.ours, order),
    countsFrom: picked(Float64Array, rows.countsFrom, order),
    countsUntil: picked(Float64Array, rows.countsUntil, order),
    conversation,
    conversations: conversationKeys.length,
    peopleStart,
    people,
    authors: picked(Uint8Array, rows.authors, order),
  };
  let next = 0;
  for (let fact = 0; fact < length; fact++) {
    const row = order[fact] ?? 0;
    const time = rows.startsAt[row] ?? 0;
    startsAt[fact] = time;
    day[fact] = dayOf(time);
    const end = rows.recordsStart[row] ?? 0;
    for (let n = rows.peopleStart[row] ?? 0; n < end; n++) {
      people[next] = rows.keys[n] ?? 0;
      next += 1;
    }
    peopleStart[fact + 1] = next;
  }
  return {
    facts,
    activityKey: picked(Float64Array, rows.activityKey, order),
    conversationKeys,
    ...byRecord(rows, order, keys),
  };
}

export type OrderRules = {
  readonly dayOf: (instant: number) => number;
  readonly compareTies: (activityKey: number, other: number) => number;
  readonly keys: number;
};

/** Columns are made in shared memory, so that threads compute on them without a copy. */
function column<C extends Column>(make: ColumnOf<C>, length: number): C {
  return new make(new SharedArrayBuffer(length * make.BYTES_PER_ELEMENT));
}

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;
type ColumnOf<C extends Column> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): C;
};

function picked<C extends Column>(make: ColumnOf<C>, from: C, order: Int32Array): C {
  const to = column(make, order.length);
  for (let fact = 0; fact < order.length; fact++) to[fact] = from[order[fact] ?? 0] ?? 0;
  return to;
}

/** Several readers' rows one after the other. */
function joined(parts: readonly FactRows[]): FactRows {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const total = (size: (part: FactRows) => number) =>
    parts.reduce((sum, part) => sum + size(part), 0);
  const length = total((part) => part.length);
  const all: FactRows = {
    length,
    activityKey: new Float64Array(length),
    startsAt: new Float64Array(length),
    countsFrom: new Float64Array(length),
    countsUntil: new Float64Array(length),
    minutes: new Float64Array(length),
    kindSide: new Uint8Array(length),
    ours: new Uint16Array(length),
    conversation: new Int32Array(length),
    authors: new Uint8Array(length),
    peopleStart: new Int32Array(length),
    recordsStart: new Int32Array(length),
    keys: new Int32Array(total((part) => part.keysLength)),
    keysLength: total((part) => part.keysLength),
  };
  let [row, key] = [0, 0];
  for (const part of parts) {
    const put = <C extends Column>(to: C, from: C) => to.set(from.subarray(0, part.length), row);
    put(all.activityKey, part.activityKey);
    put(all.startsAt, part.startsAt);
    put(all.countsFrom, part.countsFrom);
    put(all.countsUntil, part.countsUntil);
    put(all.minutes, part.minutes);
    put(all.kindSide, part.kindSide);
    put(all.ours, part.ours);
    put(all.conversation, part.conversation);
    put(all.authors, part.authors);
    all.keys.set(part.keys.subarray(0, part.keysLength), key);
    for (let n = 0; n < part.length; n++) {
      all.peopleStart[row + n] = (part.peopleStart[n] ?? 0) + key;
      all.recordsStart[row + n] = (part.recordsStart[n] ?? 0) + key;
    }
    row += part.length;
    key += part.keysLength;
  }
  return all;
}

/** Rows by start, then by what decides ties: a radix sort of the times, which a million rows make worth while. */
function timeOrder(rows: FactRows, compareTies: OrderRules['compareTies']): Int32Array {
  const { length, startsAt } = rows;
  let order: Int32Array = Int32Array.from({ length }, (_, row) => row);
  let other: Int32Array = new Int32Array(length);
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < length; row++) {
    const time = startsAt[row] ?? 0;
    if (time < earliest) earliest = time;
    if (time > latest) latest = time;
  }
  const digits = length < 65_536 ? 256 : 65_536;
  const counts = new Int32Array(digits + 1);
  for (let unit = 1; latest - earliest >= unit; unit *= digits) {
    counts.fill(0);
    const digitOf = (row: number) => Math.floor(((startsAt[row] ?? 0) - earliest) / unit) % digits;
    for (let n = 0; n < length; n++) {
      const digit = digitOf(n) + 1;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    for (let digit = 0; digit < digits; digit++)
      counts[digit + 1] = (counts[digit + 1] ?? 0) + (counts[digit] ?? 0);
    for (let n = 0; n < length; n++) {
      const row = order[n] ?? 0;
      const digit = digitOf(row);
      const place = counts[digit] ?? 0;
      other[place] = row;
      counts[digit] = place + 1;
    }
    [order, other] = [other, order];
  }
  sortTies(order, rows, compareTies);
  return order;
}

function sortTies(
  order: Int32Array,
  { startsAt, activityKey }: FactRows,
  compareTies: OrderRules['compareTies'],
): void {
  for (let from = 0; from < order.length; ) {
    const time = startsAt[order[from] ?? 0];
    let to = from + 1;
    while (to < order.length && startsAt[order[to] ?? 0] === time) to += 1;
    if (to - from > 1) {
      const keyOf = (row: number) => activityKey[row] ?? 0;
      order.subarray(from, to).sort((a, b) => compareTies(keyOf(a), keyOf(b)));
    }
    from = to;
  }
}

/** Keys of activities that start at the same instant as another one: only their ids have to be compared. */
export function tiedActivities(parts: readonly FactRows[]): readonly number[] {
  const seen = new Map<number, number>();
  const tied = new Set<number>();
  for (const { startsAt, activityKey, length } of parts) {
    for (let row = 0; row < length; row++) {
      const time = startsAt[row] ?? 0;
      const key = activityKey[row] ?? 0;
      const first = seen.get(time);
      if (first === undefined) seen.set(time, key);
      else tied.add(first).add(key);
    }
  }
  return [...tied];
}

/** Conversations numbered without gaps, so that figures keep them in arrays. */
function renumbered(rows: FactRows, order: Int32Array) {
  const conversation = column(Int32Array, rows.length);
  const numbers = new Map<number, number>();
  for (let fact = 0; fact < rows.length; fact++) {
    const key = rows.conversation[order[fact] ?? 0] ?? -1;
    if (key < 0) {
      conversation[fact] = -1;
      continue;
    }
    const number = numbers.get(key) ?? numbers.size;
    if (number === numbers.size) numbers.set(key, number);
    conversation[fact] = number;
  }
  return { conversation, conversationKeys: Int32Array.from(numbers.keys()) };
}

function peopleIn(rows: FactRows): number {
  let people = 0;
  for (let row = 0; row < rows.length; row++)
    people += (rows.recordsStart[row] ?? 0) - (rows.peopleStart[row] ?? 0);
  return people;
}

function byRecord(rows: FactRows, order: Int32Array, keys: number) {
  const recordStart = column(Int32Array, keys + 1);
  const end = (row: number) =>
    row + 1 < rows.length ? (rows.peopleStart[row + 1] ?? 0) : rows.keysLength;
  for (let row = 0; row < rows.length; row++) {
    for (let n = rows.recordsStart[row] ?? 0; n < end(row); n++) {
      const place = (rows.keys[n] ?? 0) + 1;
      recordStart[place] = (recordStart[place] ?? 0) + 1;
    }
  }
  for (let key = 0; key < keys; key++)
    recordStart[key + 1] = (recordStart[key + 1] ?? 0) + (recordStart[key] ?? 0);
  const recordFacts = column(Int32Array, recordStart[keys] ?? 0);
  const next = Int32Array.from(recordStart);
  for (let fact = 0; fact < rows.length; fact++) {
    const row = order[fact] ?? 0;
    for (let n = rows.recordsStart[row] ?? 0; n < end(row); n++) {
      const record = rows.keys[n] ?? 0;
      const place = next[record] ?? 0;
      recordFacts[place] = fact;
      next[record] = place + 1;
    }
  }
  return { recordStart, recordFacts };
}
