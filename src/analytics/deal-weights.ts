/** How much each field of a deal says about its outcome (spec §8): the weights of similarity, learned from closed deals. */

import type { DealField, DealTable } from './deal-table.ts';
import { quantile } from './quantile.ts';

/** Below so many won or so many lost deals all fields weigh the same (spec §8). */
export const leastOutcomes = 30;

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
  const won = closed.filter((row) => table.outcome[row] === 1).length;
  const lost = closed.length - won;
  const known = table.fields.map((field) => closed.filter((row) => has(field, row)));
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
  const closed = closedBefore(table, asOf).filter((row) => among[row] === 1);
  return {
    ...weights,
    fields: weights.fields.map((field, place) => {
      const column = table.fields[place];
      if (column === undefined) return field;
      return {
        ...field,
        range: rangeOf(
          column,
          closed.filter((row) => has(column, row)),
        ),
      };
    }),
  };
}

/** Rows of deals won or lost before an instant (ms); those whose closing is not dated are not known to be. */
function closedBefore({ outcome, closedAt }: DealTable, asOf: number): Int32Array {
  const rows = Int32Array.from(outcome, (_, row) => row);
  return rows.filter((row) => (outcome[row] ?? 0) > 0 && (closedAt[row] ?? asOf) < asOf);
}

/** True when the deal in a row has the field. */
function has(field: DealField, row: number): boolean {
  return 'codes' in field
    ? (field.codes[row] ?? -1) >= 0
    : !Number.isNaN(field.numbers[row] ?? Number.NaN);
}

/** NOTE: counts in arrays by group, as 100,000 deals are gone through while somebody waits. */
function informationOf(field: DealField, rows: Int32Array, outcome: Uint8Array): number {
  const { groupOf, groups } = groupsOf(field, rows);
  const won = new Float64Array(groups);
  const lost = new Float64Array(groups);
  for (const row of rows) {
    const counts = outcome[row] === 1 ? won : lost;
    const group = groupOf(row);
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

/** The group of a row: its set of words, or the quarter of the numbers that it lies in. */
function groupsOf(field: DealField, rows: Int32Array) {
  if ('codes' in field) {
    const { codes } = field;
    return { groups: field.words.length, groupOf: (row: number) => codes[row] ?? 0 };
  }
  const { numbers } = field;
  const sorted = Float64Array.from(rows, (row) => numbers[row] ?? 0).sort();
  const cut = (share: number) => quantile(sorted, share) ?? 0;
  const [first, second, third] = [cut(0.25), cut(0.5), cut(0.75)];
  const groupOf = (row: number) => {
    const number = numbers[row] ?? 0;
    if (number > second) return number > third ? 3 : 2;
    return number > first ? 1 : 0;
  };
  return { groups: 4, groupOf };
}

function rangeOf(field: DealField, rows: Int32Array): number {
  if ('codes' in field || rows.length === 0) return 0;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    least = Math.min(least, field.numbers[row] ?? least);
    most = Math.max(most, field.numbers[row] ?? most);
  }
  return most - least;
}

function varies(field: DealField, rows: Int32Array): boolean {
  const first = rows[0] ?? 0;
  return 'codes' in field
    ? rows.some((row) => field.codes[row] !== field.codes[first])
    : rangeOf(field, rows) > 0;
}
