/** Whether two ways take the same time, by their medians; interleaved, so that what the machine does meets both alike. */

export type Compared = {
  /** ms. */
  readonly medians: readonly [number, number];
  /** Between which two samples the median lies in 99 of 100 measurements (order statistics of a binomial). */
  readonly intervals: readonly [Interval, Interval];
  /** Of the larger median. */
  readonly difference: number;
  /** The medians differ by less than 2 %, or each lies within the other's interval. */
  readonly isSame: boolean;
};
export type Interval = readonly [from: number, to: number];

/** Runs each way so many times, one after the other and who begins by turns, and compares how long they took. */
export async function compareTimes(
  ways: readonly [() => Promise<unknown>, () => Promise<unknown>],
  samples: number,
): Promise<Compared> {
  const [one, other] = ways;
  const times: readonly [number[], number[]] = [[], []];
  const run = async (way: () => Promise<unknown>, into: number[]) => {
    const begun = performance.now();
    await way();
    into.push(performance.now() - begun);
  };
  // What is made or compiled at first is paid before.
  for (let n = 0; n < 20; n += 1) await Promise.all([one(), other()]);
  for (let n = 0; n < samples; n += 1) {
    // Pairs begin by turns: who comes second finds warm caches, or a busy collector.
    if (n % 2 === 0) await run(one, times[0]);
    await run(other, times[1]);
    if (n % 2 === 1) await run(one, times[0]);
  }
  return compare(times[0], times[1]);
}

/** The comparison of samples (ms). */
export function compare(one: readonly number[], other: readonly number[]): Compared {
  const [first, second] = [middle(one), middle(other)];
  const difference = Math.abs(first.median - second.median) / Math.max(first.median, second.median);
  const isSame =
    difference < 0.02 ||
    (isWithin(first.median, second.interval) && isWithin(second.median, first.interval));
  return {
    medians: [first.median, second.median],
    intervals: [first.interval, second.interval],
    difference,
    isSame,
  };
}

/** For 99 % of a normal distribution on both sides. */
const z = 2.576;

function middle(samples: readonly number[]): {
  readonly median: number;
  readonly interval: Interval;
} {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (rank: number) =>
    sorted[Math.min(Math.max(Math.round(rank), 0), sorted.length - 1)] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  const reach = (z * Math.sqrt(sorted.length)) / 2;
  return {
    median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2,
    interval: [at(Math.floor(half - reach)), at(Math.ceil(half + reach))],
  };
}

function isWithin(value: number, [from, to]: Interval): boolean {
  return value >= from && value <= to;
}
