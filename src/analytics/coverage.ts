/** How many people carry a relationship, on either side (spec §7, coverage). */

import type { Facts, RecordFacts } from './facts.ts';
import { healthDays } from './health.ts';
import { dayMs } from './zone.ts';

/** Below this effective number of people a side hangs by one thread. */
export const singleThreadedBelow = 1.5;

export type CoveredSide = {
  readonly people: number;
  /** 1/Σp², where p is a person's share of all participations; null: nobody took part. */
  readonly effective: number | null;
  readonly singleThreaded: boolean;
};

export type Coverage = {
  /** Counted activities of the time looked at, without tasks. */
  readonly activities: number;
  readonly theirs: CoveredSide;
  readonly ours: CoveredSide;
};

/**
 * The coverage of a record over the 180 × 24 h before an instant (ms). `sideOf` says on which side a person (by key)
 * stands; null: on neither.
 */
export function coverageOf(
  {
    facts,
    record,
    asOf,
  }: { readonly facts: Facts; readonly record: RecordFacts; readonly asOf: number },
  sideOf: (person: number) => 'us' | 'them' | null,
): Coverage {
  const earliest = asOf - healthDays * dayMs;
  const parts = new Map<number, number>();
  let activities = 0;
  for (const fact of record) {
    if ((facts.startsAt[fact] ?? 0) < earliest || (facts.kindSide[fact] ?? 0) > 5) continue;
    if ((facts.countsFrom[fact] ?? 0) > asOf || (facts.countsUntil[fact] ?? 0) <= asOf) continue;
    activities += 1;
    const end = facts.peopleStart[fact + 1] ?? 0;
    for (let n = facts.peopleStart[fact] ?? 0; n < end; n++) {
      const person = facts.people[n] ?? 0;
      parts.set(person, (parts.get(person) ?? 0) + 1);
    }
  }
  const on = (side: 'us' | 'them') =>
    coveredSide([...parts].filter(([person]) => sideOf(person) === side).map(([, part]) => part));
  return { activities, theirs: on('them'), ours: on('us') };
}

function coveredSide(parts: readonly number[]): CoveredSide {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total === 0) return { people: 0, effective: null, singleThreaded: false };
  // Whole numbers up to the one division: three alike are 3 and not a little less.
  const squares = parts.reduce((sum, part) => sum + part * part, 0);
  const effective = (total * total) / squares;
  return { people: parts.length, effective, singleThreaded: effective < singleThreadedBelow };
}
