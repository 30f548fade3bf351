/** The organisation's rhythm day by day, as the product has it: as of a day it has seen all gaps that ended before. */

import { type DayCount, leastContactDays, type Rhythm, unknownRhythm } from '../quiet.ts';

/** Of a pair, over the logarithms of its gaps. */
type Spread = { readonly gaps: number; readonly mean: number; readonly squares: number };

/**
 * The rhythm as of each of some days, by day: what `organizationRhythm` says of the days of contact before it, computed
 * in one walk through all of them.
 */
export function rhythmsBefore(
  asked: Iterable<number>,
  pairs: readonly { readonly days: readonly number[] }[],
  countDays: DayCount,
): ReadonlyMap<number, Rhythm> {
  const gaps = gapsInOrder(pairs, countDays);
  const spreads = new Map<number, Spread>();
  const rhythms = new Map<number, Rhythm>();
  let [means, count, squares, freedom, next] = [0, 0, 0, 0, 0];
  const weigh = ({ gaps: n, mean, squares: own }: Spread, sign: 1 | -1) => {
    if (n < leastContactDays - 1) return;
    means += sign * mean;
    count += sign;
    squares += sign * own;
    freedom += sign * (n - 1);
  };
  for (const on of [...new Set(asked)].sort((a, b) => a - b)) {
    for (let gap = gaps[next]; gap !== undefined && gap.day < on; gap = gaps[next]) {
      const before = spreads.get(gap.pair) ?? { gaps: 0, mean: 0, squares: 0 };
      const after = widened(before, gap.log);
      weigh(before, -1);
      weigh(after, 1);
      spreads.set(gap.pair, after);
      next += 1;
    }
    const variance = squares > 1e-9 ? squares / freedom : unknownRhythm.variance;
    rhythms.set(on, count === 0 ? unknownRhythm : { mean: means / count, variance });
  }
  return rhythms;
}

/** Of all pairs the logarithms of gaps in working days, by the day on which they ended. */
function gapsInOrder(pairs: readonly { readonly days: readonly number[] }[], countDays: DayCount) {
  return pairs
    .flatMap(({ days }, pair) =>
      days.slice(1).flatMap((day, place) => {
        const gap = countDays(days[place] ?? day, day);
        return gap === 0 ? [] : [{ pair, day, log: Math.log(gap) }];
      }),
    )
    .sort((a, b) => a.day - b.day);
}

/** With one more value, by Welford's recurrence. */
function widened({ gaps, mean, squares }: Spread, log: number): Spread {
  const moved = mean + (log - mean) / (gaps + 1);
  return { gaps: gaps + 1, mean: moved, squares: squares + (log - mean) * (log - moved) };
}
