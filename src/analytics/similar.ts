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
  const { distances, weighed } = distancesFrom(table, row, weights);
  const { outcome, closedAt, deals } = table;
  const isBefore = (a: number, b: number) => {
    const nearer = (distances[a] ?? 0) - (distances[b] ?? 0);
    if (Math.abs(nearer) > rounding) return nearer < 0;
    const more = (weighed[a] ?? 0) - (weighed[b] ?? 0);
    if (Math.abs(more) > rounding) return more > 0;
    if (closedAt[a] !== closedAt[b]) return (closedAt[a] ?? 0) > (closedAt[b] ?? 0);
    return (deals[a]?.id ?? '') < (deals[b]?.id ?? '');
  };
  const nearest: readonly [number[], number[], number[]] = [[], [], []];
  for (let other = 0; other < outcome.length; other++) {
    const closed = outcome[other] ?? 0;
    if (closed === 0 || other === row || !((closedAt[other] ?? asOf) < asOf)) continue;
    if ((weighed[other] ?? 0) === 0 || among?.[other] === 0) continue;
    insert(nearest[closed === 1 ? 0 : 1], other, { count, isBefore });
    insert(nearest[2], other, { count, isBefore });
  }
  const described = (other: number): SimilarDeal => ({
    row: other,
    distance: distances[other] ?? 0,
    compared: comparedOf(table, [row, other], weights),
  });
  const ofAny = nearest[2];
  return {
    won: nearest[0].map(described),
    lost: nearest[1].map(described),
    nearest: { won: ofAny.filter((other) => outcome[other] === 1).length, of: ofAny.length },
  };
}

/** Sums of fractions in another order may differ by less. */
const rounding = 1e-12;

/** From the deal in a row to every other one: the distance, and the weight of what both have. */
function distancesFrom(table: DealTable, row: number, { fields }: DealWeights) {
  const distances = new Float64Array(table.outcome.length);
  const weighed = new Float64Array(table.outcome.length);
  table.fields.forEach((field, place) => {
    const { weight, range } = fields[place] ?? { weight: 0, range: 0 };
    if (weight === 0) return;
    if ('codes' in field) addWords(field, row, { weight, distances, weighed });
    else addNumbers(field, row, { weight, range, distances, weighed });
  });
  for (let other = 0; other < distances.length; other++)
    distances[other] = (distances[other] ?? 0) / (weighed[other] || 1);
  return { distances, weighed };
}

type Sums = {
  readonly weight: number;
  readonly distances: Float64Array;
  readonly weighed: Float64Array;
};

/** NOTE: one pass per field and no call per deal: one among 100,000 deals is found in some milliseconds. */
function addWords(
  { codes, words }: Extract<DealField, { readonly codes: Int32Array }>,
  row: number,
  { weight, distances, weighed }: Sums,
): void {
  const own = words[codes[row] ?? -1];
  if (own === undefined) return;
  const differs = Uint8Array.from(words, (set) => (own.some((word) => set.includes(word)) ? 0 : 1));
  for (let other = 0; other < codes.length; other++) {
    const code = codes[other] ?? -1;
    if (code < 0) continue;
    weighed[other] = (weighed[other] ?? 0) + weight;
    if (differs[code] === 1) distances[other] = (distances[other] ?? 0) + weight;
  }
}

function addNumbers(
  { numbers }: Extract<DealField, { readonly numbers: Float64Array }>,
  row: number,
  { weight, range, distances, weighed }: Sums & { readonly range: number },
): void {
  const own = numbers[row] ?? Number.NaN;
  if (Number.isNaN(own)) return;
  for (let other = 0; other < numbers.length; other++) {
    const number = numbers[other] ?? Number.NaN;
    if (Number.isNaN(number)) continue;
    weighed[other] = (weighed[other] ?? 0) + weight;
    distances[other] = (distances[other] ?? 0) + weight * numberDistance(own, number, range);
  }
}

/** A number outside of the range of closed deals is at most as far as the range is wide. */
function numberDistance(own: number, other: number, range: number): number {
  if (own === other) return 0;
  return range === 0 ? 1 : Math.min(1, Math.abs(own - other) / range);
}

function insert(
  nearest: number[],
  row: number,
  {
    count,
    isBefore,
  }: { readonly count: number; readonly isBefore: (a: number, b: number) => boolean },
): void {
  let place = nearest.length;
  while (place > 0 && isBefore(row, nearest[place - 1] ?? row)) place -= 1;
  if (place >= count) return;
  nearest.splice(place, 0, row);
  if (nearest.length > count) nearest.pop();
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
