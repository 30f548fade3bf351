import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import { dayMs, dayNumbers } from '../analytics/zone.ts';
import { sql } from '../db/sql.ts';
import { eventsChannel } from '../facts/events.ts';
import { markEveryRecord } from '../facts/marks.ts';
import { blankActivity } from '../model/activity.ts';
import type { Item } from '../model/bundle.ts';
import { recompute } from './recompute.ts';
import { startRefresh } from './worker.ts';

const bundle = await goldenBundle('contoso');

function call(id: string): Item {
  const [from, to] = ['avery@contoso.example', ['rosa.mendes@blueridge.example']];
  const startsAt = testNow - dayMs;
  return {
    type: 'activity',
    value: { ...blankActivity, id, kind: 'phonecall', direction: 'outgoing', startsAt, from, to },
  };
}

describe('the refresh worker', () => {
  let database: TestDatabase;
  let now = testNow;
  const stop = new AbortController();
  const heard: string[] = [];
  const failures: unknown[] = [];
  const running: { close: () => Promise<void> }[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    await database.db.listen(eventsChannel, (payload) => heard.push(payload), {
      signal: stop.signal,
    });
  });
  afterEach(async () => {
    for (const worker of running.splice(0)) await worker.close();
  });
  afterAll(async () => {
    stop.abort();
    await database.close();
  });

  const start = async () => {
    running.push(
      await startRefresh(database.db, {
        clock: () => now,
        recomputeMarked: async () => {},
        onError: (error) => failures.push(error),
      }),
    );
    await untilFresh();
  };
  const untilFresh = async () => {
    const today = dayNumbers(bundle.organization.timeZone)(now);
    const state = sql`select day, (select count(*) from record_mark) as marks from refresh_day`;
    await expect
      .poll(() => database.db.query(state), { timeout: 10_000 })
      .toEqual([{ day: today, marks: 0 }]);
  };
  const callsMade = async (type: string, id: string) => {
    const [row] = await database.db.query<{ calls: number }>(sql`
      select lifetime_phone_calls_made as calls from record_analytics where type = ${type} and id = ${id}`);
    return row?.calls;
  };

  it('computes what an event touched and nothing else, and tells which records changed', async () => {
    await start();
    const before = await callsMade('contact', 'rosa');
    const asOf = () =>
      database.db.query(
        sql`select as_of from record_analytics where type = 'contact' and id = 'dana'`,
      );
    const untouched = await asOf();
    now += 1000;
    await importItems(database.db, [call('fresh-1')]);
    await expect.poll(() => callsMade('contact', 'rosa')).toBe((before ?? 0) + 1);
    expect(await callsMade('opportunity', 'blue-ridge-2026')).toBeGreaterThan(0);
    expect(await asOf()).toEqual(untouched);
    const saidNow = () => heard.filter((said) => said.includes(new Date(now).toISOString())).join();
    await expect.poll(saidNow).toContain('"rosa"');
    expect(saidNow()).not.toContain('"dana"');
  });

  it('moves every window when the organisation’s day changes', async () => {
    await start();
    now += dayMs;
    await running[0]?.close();
    running.length = 0;
    await start();
    const [oldest] = await database.db.query<{ at: number }>(
      sql`select min(as_of) as at from record_analytics`,
    );
    expect(oldest?.at).toBe(now);
  });

  it('goes on after a failure, with nothing lost', async () => {
    await start();
    await database.owner.run(sql`alter table record_analytics rename to record_analytics_away`);
    await importItems(database.db, [call('fresh-2')]);
    await expect.poll(() => failures.length, { timeout: 5000 }).toBeGreaterThan(0);
    const before = await database.db.query(sql`select * from record_mark`);
    expect(before.length).toBeGreaterThan(0);
    await database.owner.run(sql`alter table record_analytics_away rename to record_analytics`);
    await untilFresh();
  });

  it('leaves what an interrupted recompute did not reach marked, and a later one takes it up', async () => {
    const people: Item[] = Array.from({ length: 9000 }, (_, n) => ({
      type: 'contact',
      value: {
        id: `extra-${n}`,
        name: `Extra ${n}`,
        accountId: null,
        ownerId: null,
        emails: [],
        phones: [],
        jobTitle: null,
        timeZone: null,
        analyticsOptOut: false,
        followEmail: null,
      },
    }));
    await importItems(database.db, people, { size: 3000 });
    await database.db.transaction(markEveryRecord);
    const abort = new AbortController();
    const target = database.connection;
    const clock = () => now;
    const first = await recompute(database.db, {
      target,
      clock,
      signal: abort.signal,
      threads: 1,
      onProgress: () => abort.abort(),
    });
    const left = await database.db.query(sql`select * from record_mark`);
    expect(first).toBeGreaterThan(0);
    expect(left.length).toBeGreaterThan(0);
    expect(first + left.length).toBe(9004);
    const { signal } = new AbortController();
    expect(await recompute(database.db, { target, clock, signal, threads: 2 })).toBe(left.length);
    expect(await database.db.query(sql`select * from record_mark`)).toEqual([]);
  });
});
