/** How much each field of a deal says about its outcome (spec §8): the weights of similarity, learned from closed deals. */

import type { DealField, DealTable } from './deal-table.ts';
import { quartilesOf } from './quantile.ts';

/** Below so many won or so many lost deals all fields weigh the same (spec §8). */
const leastOutcomes = 30;

export type DealWeights = {
  /** Deals closed before the instant that they were learned from. */
  readonly won: number;
  readonly lost: number;
  /**
   * `learned`, or all equal: too few deals are closed, no field tells anything, or the deal shares none of those that do
   * (`equalWeights`).
   */
  readonly basis: 'learned' | 'tooFewDeals' | 'nothingTold' | 'nothingShared';
  readonly fields: readonly FieldWeight[];
};

export type FieldWeight = {
  readonly name: string;
  /** All together 1; 0 for a field that no closed deal has. */
  readonly weight: number;
  /** Of a field of numbers: the largest less the smallest among closed deals. */
  readonly range: number;
  /** Closed deals differ in it. */
  readonly varies: boolean;
};

/**
 * The weights as of an instant (ms), from the deals closed before it. A field's information is that between it and the
 * outcome among the deals that have it (numbers in quarters), in nats, less what chance alone would show (Miller 1955),
 * times the share of closed deals that have it.
 */
export function dealWeights(table: DealTable, asOf: number): DealWeights {
  const closed = closedBefore(table, asOf);
  let won = 0;
  for (const row of closed) if (table.outcome[row] === 1) won += 1;
  const lost = closed.length - won;
  const known = table.fields.map((field) => rowsWith(field, closed));
  const information = table.fields.map((field, place) => {
    const rows = known[place] ?? closed;
    return rows.length === 0
      ? 0
      : (informationOf(field, rows, table.outcome) * rows.length) / closed.length;
  });
  const basis = basisOf([won, lost], information);
  const parts = basis === 'learned' ? information : known.map((rows) => (rows.length > 0 ? 1 : 0));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return {
    won,
    lost,
    basis,
    fields: table.fields.map((field, place) => ({
      name: field.name,
      weight: total === 0 ? 0 : (parts[place] ?? 0) / total,
      range: rangeOf(field, known[place] ?? closed),
      varies: varies(field, known[place] ?? closed),
    })),
  };
}

/**
 * The same weight for every field in which closed deals differ: for a deal that has none of the fields that told anything,
 * but shares others.
 */
export function equalWeights(weights: DealWeights): DealWeights {
  const count = weights.fields.filter((field) => field.varies).length;
  return {
    ...weights,
    basis: 'nothingShared',
    fields: weights.fields.map((field) => ({ ...field, weight: field.varies ? 1 / count : 0 })),
  };
}

function basisOf(
  outcomes: readonly [number, number],
  information: readonly number[],
): DealWeights['basis'] {
  if (outcomes.some((count) => count < leastOutcomes)) return 'tooFewDeals';
  return information.some((value) => value > 0) ? 'learned' : 'nothingTold';
}

/**
 * The weights with the ranges of those deals alone that somebody may see (1 in their rows): how far two numbers are apart
 * would tell of the largest and the smallest one of all.
 */
export function withRangesAmong(
  weights: DealWeights,
  table: DealTable,
  { asOf, among }: { readonly asOf: number; readonly among: Uint8Array },
): DealWeights {
  const closed = closedBefore(table, asOf, among);
  return {
    ...weights,
    fields: weights.fields.map((field, place) => {
      const column = table.fields[place];
      return column === undefined ? field : { ...field, range: rangeOf(column, closed) };
    }),
  };
}

/**
 * Rows of deals won or lost before an instant (ms), of those with a 1 in `among`; those whose closing is not dated are not
 * known to be. NOTE: a loop, and no call per deal, here and below: somebody waits while 100,000 are gone through.
 */
function closedBefore(
  { outcome, closedAt }: DealTable,
  asOf: number,
  among?: Uint8Array,
): Int32Array {
  const rows = new Int32Array(outcome.length);
  let count = 0;
  for (let row = 0; row < outcome.length; row++) {
    if (outcome[row] === 0 || !((closedAt[row] ?? asOf) < asOf) || among?.[row] === 0) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.subarray(0, count);
}

/** Those of the rows whose deals have the field. */
function rowsWith(field: DealField, rows: Int32Array): Int32Array {
  const having = new Int32Array(rows.length);
  let count = 0;
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] ?? 0;
    const has =
      'codes' in field
        ? (field.codes[row] ?? -1) >= 0
        : !Number.isNaN(field.numbers[row] ?? Number.NaN);
    if (!has) continue;
    having[count] = row;
    count += 1;
  }
  return having.subarray(0, count);
}

function informationOf(field: DealField, rows: Int32Array, outcome: Uint8Array): number {
  const { groupOf, groups } = groupsOf(field, rows);
  const won = new Float64Array(groups);
  const lost = new Float64Array(groups);
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] ?? 0;
    const counts = outcome[row] === 1 ? won : lost;
    const group = groupOf[n] ?? 0;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
  const filled = won.filter((count, group) => count + (lost[group] ?? 0) > 0).length;
  let information = 0;
  for (const counts of [won, lost]) {
    const all = total(counts);
    counts.forEach((count, group) => {
      if (count === 0) return;
      const size = (won[group] ?? 0) + (lost[group] ?? 0);
      information += (count / rows.length) * Math.log((count * rows.length) / (size * all));
    });
  }
  return Math.max(0, information - (filled - 1) / (2 * rows.length));
}

/** The group of each row: its set of words, or the quarter of the numbers that it lies in. */
function groupsOf(field: DealField, rows: Int32Array) {
  const groupOf = new Int32Array(rows.length);
  if ('codes' in field) {
    const { codes } = field;
    for (let n = 0; n < rows.length; n++) groupOf[n] = codes[rows[n] ?? 0] ?? 0;
    return { groups: field.words.length, groupOf };
  }
  const numbers = new Float64Array(rows.length);
  for (let n = 0; n < rows.length; n++) numbers[n] = field.numbers[rows[n] ?? 0] ?? 0;
  const [first, second, third] = quartilesOf(numbers.slice());
  for (let n = 0; n < rows.length; n++) {
    const number = numbers[n] ?? 0;
    groupOf[n] = number > second ? (number > third ? 3 : 2) : number > first ? 1 : 0;
  }
  return { groups: 4, groupOf };
}

/** Over the rows that have the field; 0 without one. */
function rangeOf(field: DealField, rows: Int32Array): number {
  if ('codes' in field) return 0;
  const { numbers } = field;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let n = 0; n < rows.length; n++) {
    const number = numbers[rows[n] ?? 0] ?? Number.NaN;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return least > most ? 0 : most - least;
}

function varies(field: DealField, rows: Int32Array): boolean {
  const first = rows[0] ?? 0;
  return 'codes' in field
    ? rows.some((row) => field.codes[row] !== field.codes[first])
    : rangeOf(field, rows) > 0;
}
