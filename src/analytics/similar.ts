/**
 * Deals like a deal (spec §8): the nearest won and lost ones that were closed before an instant, by a weighted distance
 * of Gower (1971): over the fields that both have, the mean of the differences, each from 0 to 1.
 */

import type { DealField, DealTable } from './deal-table.ts';
import { type DealWeights, equalWeights } from './deal-weights.ts';
import type { WonShare } from './likeness.ts';

/** How many of each are listed, and how many stand in when nothing is comparable (spec §8). */
export const nearestDeals = 10;
const standInDeals = 100;

export type SimilarDeal = {
  /** Row in the table. */
  readonly row: number;
  /** From 0 (alike in all that both have) to 1; null for a deal that stands in. */
  readonly distance: number | null;
  /** What was compared, field by field, each from 0 to 1; fields that weigh nothing are left out. */
  readonly compared: readonly { readonly field: string; readonly distance: number }[];
};

export type SimilarDeals = {
  readonly won: readonly SimilarDeal[];
  readonly lost: readonly SimilarDeal[];
  /** Of so many closed deals nearest to it, whatever became of them. */
  readonly nearest: WonShare;
  /** No won deal shares a field: the latest won deals stand in, and the page has to say so. */
  readonly isStandIn: boolean;
  /** Those that the deals were compared by: all equal, when no won deal shares a field that told anything. */
  readonly weights: DealWeights;
};

export type SimilarQuestion = {
  /** Of the deal that others are compared with. */
  readonly row: number;
  readonly asOf: number;
  /** How many won and how many lost ones; `nearestDeals` when left out. */
  readonly count?: number;
  /** 1 in the rows of the deals that may be listed; all, when left out. */
  readonly among?: Uint8Array;
};

/** The won and the lost deals nearest to the one in a row, closed before an instant (ms). */
export function similarDeals(
  table: DealTable,
  question: SimilarQuestion,
  learned: DealWeights,
): SimilarDeals {
  const usual = learned.basis === 'learned' ? [learned, equalWeights(learned)] : [learned];
  for (const weights of usual) {
    const nearest = nearestBy(table, question, weights);
    if (nearest.won.length > 0) return { ...nearest, isStandIn: false, weights };
  }
  const { lost, nearest } = nearestBy(table, question, learned);
  return { won: latestWon(table, question), lost, nearest, isStandIn: true, weights: learned };
}

/** Of deals equally near, those come first of which more is known, then those closed later, then by id. */
function nearestBy(
  table: DealTable,
  { row, asOf, count = nearestDeals, among }: SimilarQuestion,
  weights: DealWeights,
): Pick<SimilarDeals, 'won' | 'lost' | 'nearest'> {
  const { outcome, closedAt, deals } = table;
  const isBefore = (a: Near, b: Near) => {
    const nearer = a.distance - b.distance;
    if (Math.abs(nearer) > rounding) return nearer < 0;
    const more = a.weighed - b.weighed;
    if (Math.abs(more) > rounding) return more > 0;
    if (closedAt[a.row] !== closedAt[b.row]) return (closedAt[a.row] ?? 0) > (closedAt[b.row] ?? 0);
    return (deals[a.row]?.id ?? '') < (deals[b.row]?.id ?? '');
  };
  const [won, lost, ofAny] = [nearestFew(count), nearestFew(count), nearestFew(count)] as const;
  const fields = fieldsFrom(table, row, weights);
  const sums = { distances: new Float64Array(block), weighed: new Float64Array(block) };
  for (let from = 0; from < outcome.length; from += block) {
    const to = Math.min(from + block, outcome.length);
    sums.distances.fill(0);
    sums.weighed.fill(0);
    for (const add of fields) add(from, to, sums);
    for (let other = from; other < to; other++) {
      const closed = outcome[other] ?? 0;
      if (closed === 0 || other === row || !((closedAt[other] ?? asOf) < asOf)) continue;
      const weighed = sums.weighed[other - from] ?? 0;
      if (weighed === 0 || among?.[other] === 0) continue;
      const distance = (sums.distances[other - from] ?? 0) / weighed;
      for (const few of [closed === 1 ? won : lost, ofAny]) {
        if (distance <= few.farthest) insert(few, { row: other, distance, weighed }, isBefore);
      }
    }
  }
  const described = (near: Near): SimilarDeal => ({
    row: near.row,
    distance: near.distance,
    compared: comparedOf(table, [row, near.row], weights),
  });
  return {
    won: won.deals.map(described),
    lost: lost.deals.map(described),
    nearest: {
      won: ofAny.deals.filter((near) => outcome[near.row] === 1).length,
      of: ofAny.deals.length,
    },
  };
}

/** Deals are gone through in blocks whose sums stay in the processor's cache. */
const block = 4096;

/** Sums of fractions in another order may differ by less. */
const rounding = 1e-12;

/** A deal in a row: how far it is, and the weight of what both have. */
type Near = { readonly row: number; readonly distance: number; readonly weighed: number };

/** The nearest ones so far, and how far one may be to be among them. */
type NearestFew = { readonly count: number; readonly deals: Near[]; farthest: number };

function nearestFew(count: number): NearestFew {
  return { count, deals: [], farthest: count === 0 ? -1 : Number.POSITIVE_INFINITY };
}

function insert(few: NearestFew, near: Near, isBefore: (a: Near, b: Near) => boolean): void {
  const { deals, count } = few;
  let place = deals.length;
  while (place > 0 && isBefore(near, deals[place - 1] ?? near)) place -= 1;
  if (place >= count) return;
  deals.splice(place, 0, near);
  if (deals.length > count) deals.pop();
  if (deals.length === count) few.farthest = (deals.at(-1)?.distance ?? 0) + rounding;
}

type Sums = { readonly distances: Float64Array; readonly weighed: Float64Array };

/** Adds what a field says of the deals from a row to before another one, whose sums begin with the first. */
type AddField = (from: number, to: number, sums: Sums) => void;

/** NOTE: one pass per field and no call per deal: one among 100,000 deals is found in some milliseconds. */
function fieldsFrom(table: DealTable, row: number, { fields }: DealWeights): readonly AddField[] {
  return table.fields.flatMap((field, place) => {
    const { weight, range } = fields[place] ?? { weight: 0, range: 0 };
    if (weight === 0) return [];
    const add =
      'codes' in field ? wordsFrom(field, row, weight) : numbersFrom(field, row, { weight, range });
    return add ?? [];
  });
}

/** Null: the deal in the row has none. */
function wordsFrom(
  { codes, words }: Extract<DealField, { readonly codes: Int32Array }>,
  row: number,
  weight: number,
): AddField | null {
  const own = words[codes[row] ?? -1];
  if (own === undefined) return null;
  const differs = Uint8Array.from(words, (set) => (own.some((word) => set.includes(word)) ? 0 : 1));
  return (from, to, { distances, weighed }) => {
    for (let other = from; other < to; other++) {
      const code = codes[other] ?? -1;
      if (code < 0) continue;
      const place = other - from;
      weighed[place] = (weighed[place] ?? 0) + weight;
      if (differs[code] === 1) distances[place] = (distances[place] ?? 0) + weight;
    }
  };
}

/** Null: the deal in the row has none. */
function numbersFrom(
  { numbers }: Extract<DealField, { readonly numbers: Float64Array }>,
  row: number,
  { weight, range }: { readonly weight: number; readonly range: number },
): AddField | null {
  const own = numbers[row] ?? Number.NaN;
  if (Number.isNaN(own)) return null;
  return (from, to, { distances, weighed }) => {
    for (let other = from; other < to; other++) {
      const number = numbers[other] ?? Number.NaN;
      if (Number.isNaN(number)) continue;
      const place = other - from;
      weighed[place] = (weighed[place] ?? 0) + weight;
      distances[place] = (distances[place] ?? 0) + weight * numberDistance(own, number, range);
    }
  };
}

/** A number outside of the range of closed deals is at most as far as the range is wide. */
function numberDistance(own: number, other: number, range: number): number {
  if (own === other) return 0;
  return range === 0 ? 1 : Math.min(1, Math.abs(own - other) / range);
}

function comparedOf(
  table: DealTable,
  [row, other]: readonly [number, number],
  { fields }: DealWeights,
): SimilarDeal['compared'] {
  return table.fields.flatMap((field, place) => {
    const { name: named, weight, range } = fields[place] ?? { name: '', weight: 0, range: 0 };
    if (weight === 0) return [];
    if ('codes' in field) {
      const [own, its] = [
        field.words[field.codes[row] ?? -1],
        field.words[field.codes[other] ?? -1],
      ];
      if (own === undefined || its === undefined) return [];
      return { field: named, distance: own.some((word) => its.includes(word)) ? 0 : 1 };
    }
    const [own = Number.NaN, its = Number.NaN] = [field.numbers[row], field.numbers[other]];
    if (Number.isNaN(own) || Number.isNaN(its)) return [];
    return { field: named, distance: numberDistance(own, its, range) };
  });
}

function latestWon(
  { outcome, closedAt, deals }: DealTable,
  { row, asOf, among }: SimilarQuestion,
): readonly SimilarDeal[] {
  const won = deals.flatMap((_, other) =>
    outcome[other] === 1 &&
    other !== row &&
    (closedAt[other] ?? asOf) < asOf &&
    among?.[other] !== 0
      ? [other]
      : [],
  );
  const id = (other: number) => deals[other]?.id ?? '';
  return won
    .sort((a, b) => (closedAt[b] ?? 0) - (closedAt[a] ?? 0) || (id(a) < id(b) ? -1 : 1))
    .slice(0, standInDeals)
    .map((other) => ({ row: other, distance: null, compared: [] }));
}
