/** The organisation's rhythm is kept fresh beside the figures: each day, and after what has changed. */

import { dayMs } from '../analytics/zone.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { refreshRhythm } from '../facts/rhythm.ts';

export type RhythmKeeper = {
  /** Says that facts have changed. */
  readonly changed: () => void;
  /** Computes the rhythm when it is due. */
  readonly keep: (signal?: AbortSignal) => Promise<void>;
};

/** However much comes in, computing it anew takes at most one part in so many of the time. */
const restFactor = 100;

/** Remembers what has changed since the rhythm was computed; at first it is taken to have. */
export function rhythmKeeper(database: Database, clock: () => number): RhythmKeeper {
  let [hasChanged, restsUntil] = [true, Number.NEGATIVE_INFINITY];
  return {
    changed: () => {
      hasChanged = true;
    },
    keep: async (signal) => {
      const now = clock();
      const { settings, version } = await organizationIn(database);
      if (!settings.analyticsOn) return;
      const isThere = await isOfToday(database, { now, version });
      if (isThere && (!hasChanged || now < restsUntil)) return;
      hasChanged = false;
      try {
        await refreshRhythm(database, now, signal);
      } catch (error) {
        hasChanged = true;
        throw error;
      }
      restsUntil = now + (clock() - now) * restFactor;
    },
  };
}

async function isOfToday(
  database: Database,
  { now, version }: { readonly now: number; readonly version: number },
): Promise<boolean> {
  const rows = await database.query(sql`
    select from organization_rhythm
    where as_of_day = ${Math.floor(now / dayMs)} and settings_version = ${version} and sampled_of is null`);
  return rows.length > 0;
}
