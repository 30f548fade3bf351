import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiForTests } from '../../test/support/api.ts';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems } from '../../test/support/figures.ts';
import { bundleSnapshot } from '../analytics/analyze.ts';
import { contactCases, dealAges, dealCases } from '../analytics/backtest-cases.ts';
import { judged, lookInstants } from '../analytics/backtest-report.ts';
import { seeded } from '../analytics/seeded.ts';
import { ago, avery, company, theDeal } from '../analytics/testing/cast.ts';
import { aContact, anEmail, at } from '../analytics/testing/seeds.ts';
import { type BacktestAnswer, backtestSchema } from '../contract/backtest.ts';
import { sql } from '../db/sql.ts';
import { backtestSeed } from '../facts/backtest.ts';
import {
  endBacktest,
  forgetBacktest,
  noteBacktest,
  takeBacktest,
} from '../facts/backtest-state.ts';
import type { Bundle } from '../model/bundle.ts';
import { startBacktests } from './backtest.ts';

const now = at(ago(0));

/** Sixty contacts, each with a pace of their own for a year, who stop or do not; and deals that were won or lost. */
function history(): Bundle {
  const chance = seeded(4);
  const ids = Array.from({ length: 60 }, (_, n) => `c${n}`);
  const activities = ids.flatMap((id) => {
    const pace = 3 + chance() * 25;
    const days: number[] = [];
    const end = chance() < 0.5 ? 0 : 100 * chance();
    for (let day = 360; day > end; day -= pace * (0.3 + chance())) days.push(day);
    return days.map((day, n) =>
      anEmail({
        id: `${id}-${n}`,
        ...(n % 3 === 0
          ? { from: avery, to: [`${id}@them.example`] }
          : { from: `${id}@them.example`, to: [avery] }),
        startsAt: ago(day),
      }),
    );
  });
  return {
    ...company({
      contacts: ids.map((id) => aContact({ id, emails: [`${id}@them.example`] })),
      opportunities: ids.map((id, n) =>
        theDeal({
          id: `d${n}`,
          contactId: id,
          stakeholderIds: [],
          status: n % 2 === 0 ? 'won' : 'lost',
          createdAt: at(ago(330)),
          closedAt: at(ago(330 - 20 - n)),
        }),
      ),
    }),
    activities,
  };
}

describe('a backtest that an administrator asks for', () => {
  let database: TestDatabase;
  const bundle = history();
  const failures: unknown[] = [];
  const running: { close: () => Promise<void> }[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close();
  });
  afterAll(() => database.close());

  const start = async () => {
    const options = { target: database.connection, clock: () => now };
    running.push(
      await startBacktests(database.db, { ...options, onError: (error) => failures.push(error) }),
    );
  };
  const ask = async (method: 'GET' | 'POST'): Promise<BacktestAnswer> => {
    const asking = await apiForTests(database, { now }).signedIn(['administrator']);
    const body = method === 'POST' ? { body: '{}' } : {};
    const headers = { 'content-type': 'application/json' };
    const response = await asking('backtest', { method, headers, ...body });
    return backtestSchema.parse(await response.json());
  };

  it('is computed in a thread, and its figures are those of the bundle in memory', async () => {
    expect(await ask('GET')).toMatchObject({ state: 'never', report: null });
    expect(await ask('POST')).toMatchObject({ state: 'running', progress: null, report: null });
    await start();
    await expect.poll(async () => (await ask('GET')).state, { timeout: 30_000 }).toBe('done');
    expect(failures).toEqual([]);
    const { report, computedAt } = await ask('GET');
    expect(computedAt).toBe(ago(0));

    const asOf = Math.max(...bundle.activities.map(({ startsAt }) => startsAt));
    const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
    const rules = { asOf, timeZone: 'UTC', settings: bundle.settings };
    const won = new Set(
      bundle.opportunities
        .filter((one) => one.status === 'won')
        .map(({ id }) => `opportunity:${id}`),
    );
    const isWon = (key: number) => won.has(keyed.reference(key));
    const steps = judged(
      {
        contacts: contactCases(snapshot, lookInstants(asOf), rules),
        deals: dealAges.map((age) => dealCases(snapshot, { age, isWon }, rules)),
      },
      { asOf, seed: backtestSeed },
    );
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const expected = step.value;
    expect(report?.asOf).toBe(asOf);
    expect(report?.sampled).toEqual({
      contacts: { looked: 60, of: 60 },
      deals: { looked: 60, of: 60 },
    });
    expect(report?.contacts.cases).toBeGreaterThan(200);
    expect(report?.deals.map(({ cases }) => cases)).toEqual(
      expected.deals.map(({ cases }) => cases),
    );
    expect(report?.deals[0]?.cases).toBeGreaterThan(20);
    const areas = (part: typeof expected.contacts | undefined) =>
      part?.results.map(({ area, brier, foretold }) => ({ area, brier, foretold }));
    expect(
      report?.contacts.results.map(({ area, brier, foretold }) => ({ area, brier, foretold })),
    ).toEqual(areas(expected.contacts));
    expect(report?.contacts.results[0]?.area).toBeGreaterThan(0.6);
  });

  it('is asked for once, however often, and begins anew when it was broken off', async () => {
    const first = await ask('POST');
    expect(await ask('POST')).toEqual(first);
    expect(first).toMatchObject({ state: 'running', report: { contacts: {} } });
    const run = (await takeBacktest(database.db, now)) ?? 0;
    expect(await takeBacktest(database.db, now + 60_000)).toBeNull();
    expect(await takeBacktest(database.db, now + 600_000)).toBe(run);
    await noteBacktest(database.db, run, { done: 3, total: 9, now });
    expect((await ask('GET')).progress).toEqual({ done: 3, total: 9 });
    await endBacktest(database.db, run, { end: 'stopped', now });
    expect(await ask('GET')).toMatchObject({ state: 'running', progress: null });
    await start();
    await expect.poll(async () => (await ask('GET')).state, { timeout: 30_000 }).toBe('done');
  });

  it('that fails says so, and leaves the last answer', async () => {
    await ask('POST');
    await database.owner.run(sql`alter table activity_record rename to away`);
    await start();
    await expect.poll(async () => (await ask('GET')).state, { timeout: 30_000 }).toBe('failed');
    await database.owner.run(sql`alter table away rename to activity_record`);
    expect(String(failures[0])).toContain('activity_record');
    expect((await ask('GET')).report?.contacts.cases).toBeGreaterThan(200);
  });

  it('is not shown while health is hidden, and is forgotten when somebody is erased', async () => {
    const hide = (isShown: boolean) =>
      database.db.run(sql`
        update organization set settings = settings || ${JSON.stringify({ showHealth: isShown })}::jsonb`);
    await hide(false);
    const asking = await apiForTests(database, { now }).signedIn(['administrator']);
    const response = await asking('backtest');
    expect(await response.json()).toMatchObject({ code: 'health_hidden' });
    await hide(true);
    await database.db.transaction(forgetBacktest);
    expect(await ask('GET')).toMatchObject({ state: 'never', report: null, computedAt: null });
  });
});
