/** How well numbers tell two outcomes apart: the area under the ROC curve, with intervals by resampling clusters. */

import { quantile } from './quantile.ts';
import { seeded } from './seeded.ts';

/** Cases of one cluster (a contact) are drawn together, because they are alike. */
export type Told = { readonly cluster: number; readonly outcome: boolean };

export type Interval = readonly [number, number];

/** Resamples, and the share of them that lies within an interval. */
export const resamples = 1000;
const intervalShare = 0.95;

/**
 * The chance that a case with the outcome has the higher number than one without, equal numbers counting half (Hanley
 * and McNeil 1982); null without both outcomes.
 */
export function rocArea(cases: readonly Told[], numbers: ArrayLike<number>): number | null {
  const clusters = clustersOf(cases);
  return areaOf(ladderOf(clusters, numbers), new Int32Array(clusters.count).fill(1));
}

/** A point of a ROC curve: the share without the outcome that is called wrongly, and the share with it that is found. */
export type CurvePoint = readonly [falsely: number, rightly: number];

/** The curve under which the area lies, from (0, 0) to (1, 1), in at most so many steps; empty without both outcomes. */
export function rocCurve(
  cases: readonly Told[],
  numbers: ArrayLike<number>,
  most = 60,
): readonly CurvePoint[] {
  const clusters = clustersOf(cases);
  const { outcome, isLast } = ladderOf(clusters, numbers);
  const positives = outcome.reduce((sum, one) => sum + one, 0);
  const negatives = outcome.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const points: CurvePoint[] = [[0, 0]];
  let [falsely, rightly] = [0, 0];
  // From the highest number down; those with the same number come together.
  for (let n = outcome.length - 1; n >= 0; n--) {
    if (outcome[n] === 1) rightly += 1 / positives;
    else falsely += 1 / negatives;
    const isWhole = n === 0 || isLast[n - 1] === 1;
    const [x = 0, y = 0] = points.at(-1) ?? [];
    if (isWhole && (n === 0 || falsely - x + rightly - y >= 2 / most))
      points.push([Math.min(1, falsely), Math.min(1, rightly)]);
  }
  return points;
}

/**
 * The areas of several numbers over the same cases in each resample, row by row: whole clusters drawn with
 * replacement (Field and Welsh 2007). Resamples with one outcome alone are left out. Same seed, same answer.
 */
export function resampledAreas(
  cases: readonly Told[],
  numbers: readonly ArrayLike<number>[],
  { seed, count = resamples }: { readonly seed: number; readonly count?: number },
): readonly (readonly number[])[] {
  const chance = seeded(seed);
  const clusters = clustersOf(cases);
  const ladders = numbers.map((one) => ladderOf(clusters, one));
  const drawn = new Int32Array(clusters.count);
  const rows: number[][] = [];
  for (let n = 0; n < count; n++) {
    drawn.fill(0);
    for (let pick = 0; pick < drawn.length; pick++) {
      const cluster = Math.floor(chance() * drawn.length);
      drawn[cluster] = (drawn[cluster] ?? 0) + 1;
    }
    const areas = ladders.map((ladder) => areaOf(ladder, drawn));
    const known = areas.filter((area) => area !== null);
    if (known.length === areas.length) rows.push(known);
  }
  return rows;
}

/** The interval in which the middle 95 % of values lie; null without any. */
export function intervalOf(values: readonly number[]): Interval | null {
  const sorted = Float64Array.from(values).sort();
  const low = quantile(sorted, (1 - intervalShare) / 2);
  const high = quantile(sorted, (1 + intervalShare) / 2);
  return low === null || high === null ? null : [low, high];
}

/** Cases with their clusters numbered from 0 without gaps. */
type Clusters = {
  readonly cases: readonly Told[];
  readonly of: Int32Array;
  readonly count: number;
};

function clustersOf(cases: readonly Told[]): Clusters {
  const numbers = new Map<number, number>();
  for (const { cluster } of cases) if (!numbers.has(cluster)) numbers.set(cluster, numbers.size);
  const of = Int32Array.from(cases, ({ cluster }) => numbers.get(cluster) ?? 0);
  return { cases, of, count: numbers.size };
}

/** Cases in the order of their numbers, sorted once for all resamples; `isLast`: the next number is another. */
type Ladder = {
  readonly cluster: Int32Array;
  readonly outcome: Uint8Array;
  readonly isLast: Uint8Array;
};

function ladderOf({ cases, of }: Clusters, numbers: ArrayLike<number>): Ladder {
  const number = (place: number | undefined) => numbers[place ?? -1] ?? Number.NaN;
  const order = Int32Array.from(cases, (_, place) => place).sort((a, b) => {
    const [one, other] = [number(a), number(b)];
    return one < other ? -1 : Number(one > other);
  });
  return {
    cluster: order.map((place) => of[place] ?? 0),
    outcome: Uint8Array.from(order, (place) => (cases[place]?.outcome ? 1 : 0)),
    isLast: Uint8Array.from(order, (place, n) =>
      n === order.length - 1 || number(order[n + 1]) !== number(place) ? 1 : 0,
    ),
  };
}

/** The area when every cluster comes so many times. */
function areaOf({ cluster, outcome, isLast }: Ladder, times: Int32Array): number | null {
  let [below, sum, positives] = [0, 0, 0];
  let [groupPositives, groupNegatives] = [0, 0];
  for (let n = 0; n < cluster.length; n++) {
    const drawn = times[cluster[n] ?? 0] ?? 0;
    if (outcome[n] === 1) groupPositives += drawn;
    else groupNegatives += drawn;
    if (isLast[n] === 0) continue;
    sum += groupPositives * (below + groupNegatives / 2);
    below += groupNegatives;
    positives += groupPositives;
    groupPositives = 0;
    groupNegatives = 0;
  }
  return positives === 0 || below === 0 ? null : sum / (positives * below);
}
