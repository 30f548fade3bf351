/** From the commit of a single activity to figures that show it, told to whoever looks on. */

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from '../src/db/sql.ts';
import { eventsChannel } from '../src/facts/events.ts';
import { type RunningApp, settled } from './app.ts';
import { companyOf } from './data/company.ts';
import { ingestLive, type LiveActivity } from './live.ts';
import { quantile } from './measure.ts';
import type { Store } from './store.ts';

export type FreshNumbers = {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** The transaction of one activity. */
  readonly commitP50Ms: number;
  readonly commitP95Ms: number;
  readonly activitiesPerSecond: number;
};

const changedEvent = z.object({
  event: z.literal('changed'),
  records: z.array(z.object({ type: z.string(), id: z.string() })),
});

/** Ingests 200 activities a second; throws when one of them never shows. */
export async function measureFresh(
  store: Store,
  app: RunningApp,
  { activities, seconds }: { readonly activities: number; readonly seconds: number },
): Promise<FreshNumbers> {
  const { database } = store;
  const told = new Map<string, number[]>();
  const stop = new AbortController();
  const listen = (payload: string) => {
    const now = performance.now();
    const parsed = changedEvent.safeParse(JSON.parse(payload));
    for (const { type, id } of parsed.data?.records ?? []) {
      if (type === 'contact') told.set(id, [...(told.get(id) ?? []), now]);
    }
  };
  await settled(store);
  await database.listen(eventsChannel, listen, { signal: stop.signal });
  const begin = performance.now();
  const startedAt = app.clock();
  const live = await ingestLive(database, companyOf(activities), {
    perSecond: 200,
    seconds,
    clock: app.clock,
    from: 0,
  });
  const took = (performance.now() - begin) / 1000;
  await settled(store);
  const heardOf = ({ contactId, handedInAt }: LiveActivity) =>
    told.get(contactId)?.find((heard) => heard > handedInAt);
  // The worker tells after it has taken the marks away.
  for (let waited = 0; waited < 100 && live.some((one) => heardOf(one) === undefined); waited++)
    await pause(50);
  stop.abort();
  await assertVisible(store, live, startedAt);
  const delays = live.map((one) => {
    const at = heardOf(one);
    if (at === undefined) throw new Error(`Nobody was told of contact ${one.contactId}.`);
    // The event may overtake the answer to the commit.
    return Math.max(0, at - one.committedAt);
  });
  const commits = live.map(({ handedInAt, committedAt }) => committedAt - handedInAt);
  return {
    p50Ms: quantile(delays, 0.5),
    p95Ms: quantile(delays, 0.95),
    maxMs: Math.max(...delays),
    commitP50Ms: quantile(commits, 0.5),
    commitP95Ms: quantile(commits, 0.95),
    activitiesPerSecond: live.length / took,
  };
}

/** Every contact that was written to has figures that were computed after. */
async function assertVisible(
  { database }: Store,
  live: readonly LiveActivity[],
  startedAt: number,
): Promise<void> {
  const ids = [...new Set(live.map(({ contactId }) => contactId))];
  const [row] = await database.query<{ fresh: number }>(sql`
    select count(*) as fresh from record_analytics
    where type = 'contact' and id = any(${ids}::text[]) and as_of >= ${new Date(startedAt)}
      and last_outbound_at >= ${new Date(startedAt - 2000)}`);
  if (row?.fresh !== ids.length)
    throw new Error(`Only ${row?.fresh} of ${ids.length} contacts show what was ingested.`);
}
