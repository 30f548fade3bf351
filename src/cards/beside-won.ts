/** What had happened on the won deals most like some open ones when they were as old. */

import { atSameAge, lifetimeFigures } from '../analytics/same-age.ts';
import type { Database } from '../db/pool.ts';
import type { OrganizationState } from '../facts/organization.ts';
import { readSnapshot } from '../facts/snapshot.ts';
import { type BesideMeasure, besideMeasures, leastSimilar } from '../model/vocabulary.ts';

/** By measure; without those that too few of the won deals have. */
export type Quartiles = Partial<
  Readonly<Record<BesideMeasure, { readonly lowerQuartile: number; readonly median: number }>>
>;

type Beside = { readonly key: number; readonly won: readonly number[] };

/** Deals read together, each with the won ones that it is compared with. */
const together = 20;

/** By key of the open deal, as of an instant (ms); without those whose creation is not known. */
export async function besideWon(
  database: Database,
  deals: readonly Beside[],
  { now, state }: { readonly now: number; readonly state: OrganizationState },
): Promise<ReadonlyMap<number, Quartiles>> {
  const found = new Map<number, Quartiles>();
  for (let from = 0; from < deals.length; from += together) {
    const some = deals.slice(from, from + together);
    for (const [key, quartiles] of await compared(database, some, { now, state }))
      found.set(key, quartiles);
  }
  return found;
}

async function compared(
  database: Database,
  deals: readonly Beside[],
  { now, state }: { readonly now: number; readonly state: OrganizationState },
): Promise<readonly (readonly [number, Quartiles])[]> {
  const { settings, organization } = state;
  const { timeZone } = organization;
  const keys = new Set(deals.flatMap(({ key, won }) => [key, ...won]));
  const snapshot = await readSnapshot(database, [...keys], { asOf: now, timeZone });
  const headOf = new Map(snapshot.heads.map((head) => [head.key, head]));
  const figuresAt = lifetimeFigures(snapshot, { timeZone, settings });
  return deals.flatMap(({ key, won }) => {
    const record = headOf.get(key);
    if (record === undefined || record.createdAt === null) return [];
    const deal = { record, createdAt: record.createdAt };
    const similar = won.flatMap((one) => headOf.get(one) ?? []);
    const measures = atSameAge({ deal, similar, asOf: now }, figuresAt);
    const quartiles = besideMeasures.flatMap((measure) => {
      const { n = 0, lowerQuartile = null, median = null } = measures.get(measure) ?? {};
      if (n < leastSimilar || lowerQuartile === null || median === null) return [];
      return [[measure, { lowerQuartile, median }] as const];
    });
    return quartiles.length === 0 ? [] : [[key, Object.fromEntries(quartiles)] as const];
  });
}
