/** How long after an event its figures are there for lists and open pages, while 200 activities a second come in. */

import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../src/db/sql.ts';
import { eventsChannel } from '../src/facts/events.ts';
import { quantile } from './measure.ts';
import type { Store } from './store.ts';
import { correspondents, mailIn } from './traffic.ts';

export type FreshNumbers = {
  readonly probes: number;
  readonly activitiesPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
};

/** Activities that come in beside the probes: every 100 ms so many in one transaction, as from a mailbox. */
const pulseMs = 100;
const perPulse = 20;

/**
 * Single activities, each for a contact of its own; the time runs from before the transaction that brings it in until
 * the worker has told that the contact's new figures are stored.
 */
export async function measureFresh(store: Store, seconds: number): Promise<FreshNumbers> {
  const probesWanted = seconds * 5;
  const people = await correspondents(store, probesWanted * 9);
  const probes = people.slice(0, Math.min(probesWanted, people.length >> 1));
  const others = people.slice(probes.length);
  const begunAt = new Map<string, number>();
  const times: number[] = [];
  const stop = new AbortController();
  await store.database.listen(
    eventsChannel,
    (payload) => {
      const said: { records?: { type: string; id: string }[] } = JSON.parse(payload);
      for (const { type, id } of said.records ?? []) {
        const begun = type === 'contact' ? begunAt.get(id) : undefined;
        if (begun === undefined) continue;
        times.push(performance.now() - begun);
        begunAt.delete(id);
      }
    },
    { signal: stop.signal },
  );
  const begin = performance.now();
  let incoming = 0;
  const traffic = (async () => {
    for (let pulse = 0; !stop.signal.aborted; pulse++) {
      const from = (pulse * perPulse) % Math.max(1, others.length - perPulse);
      await mailIn(store, others.slice(from, from + perPulse), Date.now());
      incoming += perPulse;
      await pause(Math.max(0, begin + (pulse + 1) * pulseMs - performance.now()));
    }
  })();
  for (const [n, probe] of probes.entries()) {
    await pause(Math.max(0, begin + n * 200 - performance.now()));
    begunAt.set(probe.id, performance.now());
    await mailIn(store, [probe], Date.now());
  }
  for (let waited = 0; begunAt.size > 0 && waited < 100; waited++) await pause(100);
  const took = (performance.now() - begin) / 1000;
  stop.abort();
  await traffic;
  if (begunAt.size > 0) throw new Error(`${begunAt.size} activities never became visible.`);
  await untilFresh(store);
  return {
    probes: times.length,
    activitiesPerSecond: incoming / took,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
  };
}

/** Waits until no mark is left. */
export async function untilFresh({ database }: Store): Promise<void> {
  for (;;) {
    const [row] = await database.query<{ marks: number }>(
      sql`select (select count(*) from record_mark) + (select count(*) from activity_mark) as marks`,
    );
    if (row?.marks === 0) return;
    await pause(50);
  }
}
