import type { Analytics } from '../../src/contract/api.ts';
import { addDays, daysBetween } from '../days.ts';

/** One bar of an activity chart: the days it covers and its six counts. */
export type Bucket = {
  readonly from: string;
  readonly to: string;
  readonly counts: readonly number[];
};

/**
 * The daily counts of a window as bars: one for each day, or for each week (the last one full) where days would be
 * too thin to be seen.
 */
export function bucketsOf(
  daily: Analytics['figures']['daily'],
  { from, to }: { readonly from: string; readonly to: string },
): readonly Bucket[] {
  const days = daysBetween(from, to) + 1;
  const size = days > 100 ? 7 : 1;
  const number = Math.ceil(days / size);
  const sums = Array.from({ length: number }, () => [0, 0, 0, 0, 0, 0]);
  for (const [on, ...counts] of daily) {
    const sum = sums[number - 1 - Math.floor(daysBetween(on, to) / size)];
    if (sum === undefined || on < from) continue;
    for (const [place, count] of counts.entries()) sum[place] = (sum[place] ?? 0) + count;
  }
  return sums.map((counts, place) => {
    const last = addDays(to, -(number - 1 - place) * size);
    const first = addDays(last, 1 - size);
    return { from: first < from ? from : first, to: last, counts };
  });
}
