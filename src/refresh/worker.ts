/** The worker that keeps figures fresh: it sleeps until marks wait, and takes them until none is left. */

import { setTimeout as pause } from 'node:timers/promises';
import { dayNumbers } from '../analytics/zone.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { tell } from '../facts/events.ts';
import { markEveryRecord, marksChannel } from '../facts/marks.ts';
import { organizationIn } from '../facts/organization.ts';
import { drainActivities, drainRecords, recordsAtOnce, waiting } from './drain.ts';
import { type RhythmKeeper, rhythmKeeper } from './rhythm.ts';

export type RefreshOptions = {
  readonly clock: () => number;
  /** Computes every marked record at once; called when many wait. */
  readonly recomputeMarked: (signal: AbortSignal) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

/** From so many marked records on, reading all facts once is cheaper than reading each record's. */
const manyRecords = 5000;
/** After a failure; work that waits stays marked. */
const retryMs = 2000;
/** What comes within this time of each other is computed together: hundreds of activities a second touch the same records. */
const gatherMs = 100;
/** How often the day is looked at; the tick itself comes once a day. */
const tickMs = 60_000;

/**
 * Runs until it is closed. Several processes may work on one database: they share the marks, and a result never
 * replaces one that was computed as of a later instant.
 */
export async function startRefresh(
  database: Database,
  options: RefreshOptions,
): Promise<{ readonly close: () => Promise<void> }> {
  const stop = new AbortController();
  const bell = newBell();
  const ring = () => bell.ring();
  const rhythm = rhythmKeeper(database, options.clock);
  const marked = () => {
    rhythm.changed();
    ring();
  };
  await database.listen(marksChannel, marked, { signal: stop.signal, onReconnect: marked });
  const timer = setInterval(ring, tickMs);
  const work = keepFresh(database, options, { bell, rhythm, signal: stop.signal });
  return {
    close: async () => {
      clearInterval(timer);
      stop.abort();
      bell.ring();
      await work;
    },
  };
}

type Run = { readonly bell: Bell; readonly rhythm: RhythmKeeper; readonly signal: AbortSignal };

async function keepFresh(database: Database, options: RefreshOptions, run: Run): Promise<void> {
  const { bell, rhythm, signal } = run;
  let keeping: Promise<void> | null = null;
  const keepRhythm = () => {
    keeping ??= rhythm
      .keep(signal)
      .catch((error: unknown) => {
        if (!signal.aborted) options.onError(error);
      })
      .finally(() => {
        keeping = null;
      });
  };
  while (!signal.aborted) {
    try {
      await tickDay(database, options);
      await drain(database, options, signal);
      // Beside the figures: over 100,000 contacts it takes seconds.
      if (!signal.aborted) keepRhythm();
    } catch (error) {
      if (signal.aborted) break;
      options.onError(error);
      await pause(retryMs, undefined, { signal }).catch(() => {});
      continue;
    }
    await bell.rung();
    await pause(gatherMs, undefined, { signal }).catch(() => {});
  }
  await keeping;
}

/** Takes the marks there are. Activities first: what they touch is marked by it. Whoever marks meanwhile rings the bell. */
export async function drain(
  database: Database,
  { clock, recomputeMarked }: Pick<RefreshOptions, 'clock' | 'recomputeMarked'>,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = await organizationIn(database);
  // What is marked waits until analytics are turned on, which rings the bell.
  if (!settings.analyticsOn) return;
  for (let done = 0; !signal.aborted; ) {
    const { activities, records } = await waiting(database);
    const total = done + activities;
    if (activities > 0) {
      done += await drainActivities(database);
      if (total > 5000) await tell(database, { event: 'progress', work: 'attribute', done, total });
      continue;
    }
    if (records === 0) return;
    if (records >= manyRecords) {
      await recomputeMarked(signal);
      continue;
    }
    const changed = await drainRecords(database, clock);
    const at = new Date(clock()).toISOString();
    await tell(database, { event: 'changed', records: changed, at });
    if (records <= recordsAtOnce) return;
  }
}

/** Once a day of the organisation's zone every record is marked: the windows have moved on. */
async function tickDay(database: Database, { clock }: RefreshOptions): Promise<void> {
  const { organization } = await organizationIn(database);
  const today = dayNumbers(organization.timeZone)(clock());
  await database.transaction(async (session) => {
    const moved = await session.run(
      sql`update refresh_day set day = ${today} where day is distinct from ${today}`,
    );
    if (moved > 0) await markEveryRecord(session);
  });
}

type Bell = { readonly ring: () => void; readonly rung: () => Promise<void> };

/** A bell that was rung while nobody waited is heard by the next who waits. */
function newBell(): Bell {
  let isRung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    rung: () =>
      new Promise((resolve) => {
        wake = () => {
          isRung = false;
          wake = null;
          resolve();
        };
        if (isRung) wake();
      }),
  };
}
