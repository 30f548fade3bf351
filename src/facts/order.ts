/** Facts as they were read → columns that figures are computed from, found by record in the order of time. */

import type { Facts, RecordFacts } from '../analytics/facts.ts';
import type { FactRows } from './columns.ts';
import { joined } from './join.ts';
import { recordsEnd, type TieRules, timeOrder } from './time-order.ts';

export type OrderedFacts = {
  readonly facts: Facts;
  /** Key of the activity behind each fact. */
  readonly activityKey: Float64Array;
  /** Facts of record k, in the order of time: `recordFacts[recordStart[k] … recordStart[k + 1])`. */
  readonly recordStart: Int32Array;
  readonly recordFacts: RecordFacts;
};

export type OrderRules = TieRules & {
  readonly dayOf: (instant: number) => number;
  /** By key: 1 for the records that are wanted; without it all are. */
  readonly wanted?: Uint8Array;
};

/**
 * The facts of the wanted records, out of what one or several readers have read. NOTE: in the columns, those of one
 * account stand together, because of a million facts in the order of time alone each one that a record needs would be
 * a trip to memory.
 */
export async function ordered(
  parts: readonly FactRows[],
  rules: OrderRules,
): Promise<OrderedFacts> {
  const rows = joined(parts, rules.wanted);
  const byTime = await timeOrder(rows, rules);
  const recordStart = recordStarts(rows, rules.keys);
  const order = byHome(rows, byTime, recordStart);
  return {
    facts: columnsOf(rows, order, rules.dayOf),
    activityKey: picked(new Float64Array(rows.length), rows.activityKey, order),
    recordStart,
    recordFacts: factsByRecord(rows, recordStart, { byTime, order }),
  };
}

function recordStarts(rows: FactRows, keys: number): Int32Array {
  const starts = new Int32Array(keys + 1);
  for (let row = 0; row < rows.length; row++) {
    const end = recordsEnd(rows, row);
    for (let n = rows.recordsStart[row] ?? 0; n < end; n++) {
      const place = (rows.keys[n] ?? 0) + 1;
      starts[place] = (starts[place] ?? 0) + 1;
    }
  }
  for (let key = 0; key < keys; key++)
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  return starts;
}

/**
 * Rows by their home, which is the one of their records that has the most facts, hence mostly the account of all their
 * other records; those of one home in the order of time.
 */
function byHome(rows: FactRows, byTime: Int32Array, recordStart: Int32Array): Int32Array {
  const keys = recordStart.length - 1;
  const homes = new Int32Array(rows.length);
  const next = new Int32Array(keys + 1);
  for (let row = 0; row < rows.length; row++) {
    let [home, most] = [0, 0];
    const end = recordsEnd(rows, row);
    for (let n = rows.recordsStart[row] ?? 0; n < end; n++) {
      const record = rows.keys[n] ?? 0;
      const count = (recordStart[record + 1] ?? 0) - (recordStart[record] ?? 0);
      if (count <= most) continue;
      home = record;
      most = count;
    }
    homes[row] = home;
    next[home + 1] = (next[home + 1] ?? 0) + 1;
  }
  for (let key = 0; key < keys; key++) next[key + 1] = (next[key + 1] ?? 0) + (next[key] ?? 0);
  const order = new Int32Array(rows.length);
  for (let n = 0; n < byTime.length; n++) {
    const row = byTime[n] ?? 0;
    const home = homes[row] ?? 0;
    const place = next[home] ?? 0;
    order[place] = row;
    next[home] = place + 1;
  }
  return order;
}

function columnsOf(rows: FactRows, order: Int32Array, dayOf: (instant: number) => number): Facts {
  const { length } = rows;
  const { conversation, conversations } = renumbered(rows, order);
  const startsAt = picked(new Float64Array(length), rows.startsAt, order);
  const day = new Int32Array(length);
  const peopleStart = new Int32Array(length + 1);
  const people = new Int32Array(peopleIn(rows));
  for (let fact = 0, next = 0; fact < length; fact++) {
    const row = order[fact] ?? 0;
    day[fact] = dayOf(startsAt[fact] ?? 0);
    const end = rows.recordsStart[row] ?? 0;
    for (let n = rows.peopleStart[row] ?? 0; n < end; n++) {
      people[next] = rows.keys[n] ?? 0;
      next += 1;
    }
    peopleStart[fact + 1] = next;
  }
  return {
    length,
    startsAt,
    day,
    kindSide: picked(new Uint8Array(length), rows.kindSide, order),
    minutes: picked(new Float64Array(length), rows.minutes, order),
    ours: picked(new Uint16Array(length), rows.ours, order),
    theirs: picked(new Uint16Array(length), rows.theirs, order),
    countsFrom: picked(new Float64Array(length), rows.countsFrom, order),
    countsUntil: picked(new Float64Array(length), rows.countsUntil, order),
    conversation,
    conversations,
    peopleStart,
    people,
    authors: picked(new Uint8Array(length), rows.authors, order),
  };
}

function picked<C extends { [place: number]: number }>(
  to: C,
  from: ArrayLike<number>,
  order: Int32Array,
): C {
  for (let fact = 0; fact < order.length; fact++) to[fact] = from[order[fact] ?? 0] ?? 0;
  return to;
}

/** Conversations numbered without gaps, so that figures keep them in arrays. */
function renumbered(rows: FactRows, order: Int32Array) {
  const conversation = new Int32Array(rows.length);
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
  return { conversation, conversations: numbers.size };
}

function peopleIn(rows: FactRows): number {
  let people = 0;
  for (let row = 0; row < rows.length; row++)
    people += (rows.recordsStart[row] ?? 0) - (rows.peopleStart[row] ?? 0);
  return people;
}

/** The facts of each record in the order of time; `order` has the row of each fact. */
function factsByRecord(
  rows: FactRows,
  recordStart: Int32Array,
  { byTime, order }: { readonly byTime: Int32Array; readonly order: Int32Array },
): RecordFacts {
  const factOf = new Int32Array(rows.length);
  for (let fact = 0; fact < order.length; fact++) factOf[order[fact] ?? 0] = fact;
  const facts = new Int32Array(recordStart[recordStart.length - 1] ?? 0);
  const next = Int32Array.from(recordStart);
  for (let n = 0; n < byTime.length; n++) {
    const row = byTime[n] ?? 0;
    const end = recordsEnd(rows, row);
    for (let at = rows.recordsStart[row] ?? 0; at < end; at++) {
      const record = rows.keys[at] ?? 0;
      const place = next[record] ?? 0;
      facts[place] = factOf[row] ?? 0;
      next[record] = place + 1;
    }
  }
  return facts;
}
