import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, testNow } from '../../test/support/figures.ts';
import { systemClock } from '../clock.ts';
import { sql } from '../db/sql.ts';
import { startRefreshInBackground } from './background.ts';

const bundle = await goldenBundle('contoso');

const thread = new URL('../refresh-thread.ts', import.meta.url);
const dyingThread = new URL('../../test/support/dying-thread.ts', import.meta.url);

describe('the refresh worker in its thread', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  const computed = async () => {
    const [row] = await database.db.query<{ records: number; marks: number }>(sql`
      select (select count(*) from record_analytics) as records, (select count(*) from record_mark) as marks`);
    return row;
  };

  it('computes what an import touches, as of its own present, until it is closed', async () => {
    const failures: unknown[] = [];
    const task = { target: database.connection, aheadMs: testNow - systemClock() };
    const background = await startRefreshInBackground(
      task,
      (error) => failures.push(error),
      thread,
    );
    await importItems(database.db, bundleItems(bundle));
    await vi.waitFor(async () => expect(await computed()).toMatchObject({ marks: 0 }), 10_000);
    expect((await computed())?.records).toBeGreaterThan(3);
    const [row] = await database.db.query<{ as_of: number }>(
      sql`select max(as_of) as as_of from record_analytics`,
    );
    expect(Math.abs((row?.as_of ?? 0) - testNow)).toBeLessThan(60_000);
    await background.close();
    expect(failures).toEqual([]);

    await database.db.run(sql`insert into record_mark select record_key from record_analytics`);
    await pause(300);
    expect((await computed())?.marks).toBeGreaterThan(3);
  });

  it('says what fails and tries again', async () => {
    const failures: unknown[] = [];
    await database.owner.run(sql`alter table record_analytics rename to away`);
    const task = { target: database.connection, aheadMs: 0 };
    const background = await startRefreshInBackground(
      task,
      (error) => failures.push(error),
      thread,
    );
    await vi.waitFor(() => expect(String(failures[0])).toContain('record_analytics'), 5000);
    await database.owner.run(sql`alter table away rename to record_analytics`);
    await vi.waitFor(async () => expect(await computed()).toMatchObject({ marks: 0 }), 10_000);
    await background.close();
  });

  it('is started anew when it dies', async () => {
    const failures: string[] = [];
    const task = { target: database.connection, aheadMs: 0 };
    const background = await startRefreshInBackground(
      task,
      (error) => failures.push(String(error)),
      dyingThread,
    );
    const deaths = () => failures.filter((failure) => failure.includes('out of memory')).length;
    await vi.waitFor(() => expect(deaths()).toBeGreaterThan(1), 5000);
    await background.close();
    const before = deaths();
    await pause(1500);
    expect(deaths()).toBe(before);
  });

  it('cannot start without a database', async () => {
    const target = { ...database.connection, database: 'nowhere' };
    await expect(
      startRefreshInBackground({ target, aheadMs: 0 }, () => {}, thread),
    ).rejects.toThrow();
  });
});
