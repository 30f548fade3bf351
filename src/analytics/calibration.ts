/** From numbers to chances, and how good the chances are: isotonic calibration, Brier score, calibration by groups. */

/** A rising step function: from each `from` on the chance beside it. */
export type Calibration = readonly { readonly from: number; readonly chance: number }[];

/**
 * The chances that never fall with the number and fit the outcomes best: by pooling neighbours that fall (Ayer and
 * others 1955). Empty without cases.
 */
export function calibrate(
  cases: readonly { readonly number: number; readonly outcome: boolean }[],
): Calibration {
  const sorted = cases.toSorted((a, b) => (a.number < b.number ? -1 : Number(a.number > b.number)));
  const blocks: { from: number; hits: number; count: number }[] = [];
  for (const { number, outcome } of sorted) {
    const last = blocks.at(-1);
    const hit = outcome ? 1 : 0;
    if (last !== undefined && last.from === number) {
      last.hits += hit;
      last.count += 1;
    } else blocks.push({ from: number, hits: hit, count: 1 });
  }
  const pooled: { from: number; hits: number; count: number }[] = [];
  for (const block of blocks) {
    let { from, hits, count } = block;
    for (let last = pooled.at(-1); last !== undefined; last = pooled.at(-1)) {
      if (last.hits * count < hits * last.count) break;
      from = last.from;
      hits += last.hits;
      count += last.count;
      pooled.pop();
    }
    pooled.push({ from, hits, count });
  }
  return pooled.map(({ from, hits, count }) => ({ from, chance: hits / count }));
}

/** The chance that goes with a number: that of the step it stands on, below all steps that of the first. */
export function chanceOf(calibration: Calibration, number: number): number {
  let [low, high] = [0, calibration.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calibration[middle]?.from ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return calibration[Math.max(0, low - 1)]?.chance ?? 0.5;
}

export type Foretold = { readonly chance: number; readonly outcome: boolean };

/** The mean squared distance of chances from outcomes (Brier 1950): 0 is perfect, ¼ a coin. Null without cases. */
export function brierScore(cases: readonly Foretold[]): number | null {
  if (cases.length === 0) return null;
  const sum = cases.reduce(
    (total, { chance, outcome }) => total + (chance - Number(outcome)) ** 2,
    0,
  );
  return sum / cases.length;
}

export type CalibrationGroup = {
  readonly n: number;
  /** The mean chance foretold, and the share that came true. */
  readonly foretold: number;
  readonly cameTrue: number;
};

/** Cases by their chance in up to ten groups of about the same size; cases of one chance stay together. */
export function calibrationGroups(
  cases: readonly Foretold[],
  most = 10,
): readonly CalibrationGroup[] {
  const sorted = cases.toSorted((a, b) => a.chance - b.chance);
  const groups: Foretold[][] = [];
  let taken = 0;
  for (const one of sorted) {
    const group = groups.at(-1);
    const isFull = taken >= (groups.length * sorted.length) / most;
    if (group === undefined || (isFull && group.at(-1)?.chance !== one.chance)) groups.push([one]);
    else group.push(one);
    taken += 1;
  }
  return groups.map((group) => ({
    n: group.length,
    foretold: group.reduce((sum, { chance }) => sum + chance, 0) / group.length,
    cameTrue: group.filter(({ outcome }) => outcome).length / group.length,
  }));
}
