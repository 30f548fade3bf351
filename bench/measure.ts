/** Times of contenders that do the same work, taken in turn, so that what else the machine does meets all of them. */

export type Timing = {
  /** Of all rounds. */
  readonly medianMs: number;
  readonly rounds: readonly number[];
};

export type Rounds = {
  readonly rounds: number;
  readonly onRound?: (round: number) => void;
  /** ms; what a clock on the wall says, unless told. */
  readonly clock?: () => number;
};

/** Runs every contender once without a look at the clock, then all in turn, round after round. */
export async function inTurn<Name extends string>(
  contenders: Readonly<Record<Name, () => unknown>>,
  { rounds, onRound = () => {}, clock = () => performance.now() }: Rounds,
): Promise<Readonly<Record<Name, Timing>>> {
  const names = namesOf(contenders);
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const begin = clock();
      await contenders[name]();
      const took = clock() - begin;
      if (round > 0) times.get(name)?.push(took);
    }
    onRound(round);
  }
  return mapped(names, (name) => {
    const taken = times.get(name) ?? [];
    return { medianMs: quantile(taken, 0.5), rounds: taken };
  });
}

/** One contender's time in another's: the ratio of medians, and the least and the most of any round. */
export type Ratio = { readonly ratio: number; readonly least: number; readonly most: number };

/** Compares two contenders of the same rounds. */
export function ratioOf(one: Timing, other: Timing): Ratio {
  const each = one.rounds.map((took, round) => took / (other.rounds[round] ?? Number.NaN));
  return {
    ratio: one.medianMs / other.medianMs,
    least: Math.min(...each),
    most: Math.max(...each),
  };
}

/** The value below which a share of the values lies, the nearest one there is; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (share === 0.5 && sorted.length % 2 === 0) {
    const middle = sorted.length / 2;
    return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  }
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  const names: Name[] = [];
  for (const name in record) names.push(name);
  return names;
}

function mapped<Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name) => Value,
): Readonly<Record<Name, Value>>;
function mapped<Value>(
  names: readonly string[],
  of: (name: string) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}
