import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, importItems, settle, storedFigures } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { unlike } from '../analytics/testing/differences.ts';
import { cases } from '../analytics/testing/random.ts';
import { aBundle, aContact, anEmail, aUser } from '../analytics/testing/seeds.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Activity } from '../model/activity.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import { changeSettings } from '../settings/change.ts';
import { dayOfRetention } from './daily.ts';
import { runRetention } from './run.ts';

const { signal } = new AbortController();
const now = Date.parse('2026-11-20T12:00:00Z');

describe('what is kept no longer', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('leaves every figure as if it had never come, in however many batches', () =>
    fc.assert(
      fc.asyncProperty(
        cases(40),
        fc.constantFrom(1, 2, 3, 6),
        fc.constantFrom(1, 2, 1000),
        async ({ bundle, question }, months, batch) => {
          const own = await testDatabase();
          try {
            await importItems(own.db, bundleItems(bundle));
            await settle(own.db);
            await keep(own.db, { activities: months });
            const until = beginOfDayMonthsBefore(
              question.asOf,
              bundle.organization.timeZone,
              months,
            );
            const stays = bundle.activities.filter(({ startsAt }) => startsAt >= until);
            const removed = await runRetention(own.db, { now: question.asOf, signal, batch });
            const ids = (list: readonly Activity[]) => new Set(list.map(({ id }) => id));
            expect(removed.activities).toBe(ids(bundle.activities).size - ids(stays).size);
            await settle(own.db);
            const wanted = analyze({ ...bundle, activities: stays }, question).records;
            expect(unlike(await storedFigures(own.db, question), byReference(wanted))).toEqual([]);
          } finally {
            await own.close();
          }
        },
      ),
      { seed: 20_261_120, numRuns: 5, endOnFailure: true },
    ));

  it.each([
    ['2026-03-31T10:00:00Z', 'UTC', 1, '2026-02-28T00:00:00Z'],
    ['2026-03-30T10:00:00Z', 'Europe/Berlin', 1, '2026-02-27T23:00:00Z'],
    ['2026-11-20T23:30:00Z', 'Europe/Berlin', 3, '2026-08-20T22:00:00Z'],
    ['2026-11-20T02:00:00Z', 'America/New_York', 12, '2025-11-19T05:00:00Z'],
  ])('at %s in %s after %i months is what began before %s', async (at, zone, months, until) => {
    await database.db.run(sql`delete from activity_mark`);
    await database.db.run(sql`delete from activity`);
    const bundle = aBundle({
      organization: { name: 'Us', timeZone: zone, domains: [] },
      activities: [
        anEmail({ id: 'before', startsAt: new Date(Date.parse(until) - 1).toISOString() }),
        anEmail({ id: 'then', startsAt: until }),
      ],
    });
    await importItems(database.db, bundleItems(bundle), { name: `${at}${zone}` });
    await keep(database.db, { activities: months });
    await runRetention(database.db, { now: Date.parse(at), signal });
    expect(await database.db.query(sql`select id from activity`)).toEqual([{ id: 'then' }]);
  });

  it('goes on where it was broken off, once a day, and again when the settings change', async () => {
    const own = await testDatabase();
    const { db } = own;
    try {
      await importItems(db, bundleItems(company));
      await settle(db);
      await keep(db, { activities: 1, subjects: null, rejects: null, introductions: null });
      const stop = new AbortController();
      const stopping: Database = {
        ...db,
        transaction: async (work, options) => {
          const done = await db.transaction(work, options);
          stop.abort();
          return done;
        },
      };
      expect(await runRetention(stopping, { now, signal: stop.signal, batch: 2 })).toMatchObject({
        activities: 2,
      });
      expect(await dayOfRetention(db, { now, signal })).toBe(true);
      expect(await left(db)).toEqual(['excluded', 'new']);
      expect(await dayOfRetention(db, { now, signal })).toBe(false);
      expect(await dayOfRetention(db, { now: now + 86_400_000, signal })).toBe(true);
      const runs = await db.query<{ details: unknown }>(sql`
        select content::jsonb -> 'details' as details from audit_entry where action = 'retention_ran' order by number`);
      expect(runs.map(({ details }) => details)).toEqual([
        { activities: 2, subjects: 0, rejects: 0, introductions: 0 },
        { activities: 2, subjects: 0, rejects: 0, introductions: 0 },
      ]);
      await keepByPatch(db, { subjects: 1 });
      expect(await dayOfRetention(db, { now: now + 86_400_000, signal })).toBe(true);
    } finally {
      await own.close();
    }
  });

  it('are subjects too, and what was rejected; excluded texts stay, so that what they exclude stays out', async () => {
    const own = await testDatabase();
    const { db } = own;
    try {
      await importItems(db, bundleItems(company), {
        rejects: [{ place: 'line 1', field: 'id', value: 'x', expected: 'y' }],
      });
      await settle(db);
      await keepByPatch(db, { subjects: 1, rejects: 1 }, ['secret']);
      await settle(db);
      const later = now + 20 * 86_400_000;
      const figures = await storedFigures(db, { asOf: later, days: 60 });
      await runRetention(db, { now: later, signal });
      expect(
        await db.query(sql`select id, subject from activity where subject is not null order by id`),
      ).toEqual([
        { id: 'excluded', subject: 'secret' },
        { id: 'new', subject: 'Offer' },
      ]);
      await db.run(sql`insert into activity_mark (activity_key) select key from activity`);
      await settle(db);
      expect(await storedFigures(db, { asOf: later, days: 60 })).toEqual(figures);
      expect(await db.query(sql`select from import_reject`)).toHaveLength(1);
      await runRetention(db, { now: now + 40 * 86_400_000, signal });
      expect(await db.query(sql`select from import_reject`)).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

describe('requests for introductions', () => {
  it('go months after they were asked or answered, with their words, and it is written down', async () => {
    const own = await testDatabase();
    const { db } = own;
    try {
      await importItems(db, bundleItems(company));
      for (const [askedAt, answeredAt] of [
        ['2026-07-01', null],
        ['2026-07-01', '2026-07-02'],
        ['2026-07-01', '2026-10-02'],
        ['2026-10-01', null],
      ] as const) {
        await db.run(sql`
          with made as (
            insert into introduction (person_key, asker_key, asked_key, asked_at, answered_at, answer)
            select bea.key, ann.key, cat.key, ${askedAt}::timestamptz, ${answeredAt}::timestamptz,
              case when ${answeredAt}::text is not null then 'accepted' end
            from entity bea, entity ann, entity cat where bea.id = 'bea' and ann.id = 'ann' and cat.id = 'cat'
            returning key
          )
          insert into introduction_text select key, 'Could you?' from made`);
      }
      const askedAt = () =>
        db.query(sql`
          select to_char(asked_at at time zone 'UTC', 'YYYY-MM') as asked, answer, text
          from introduction join introduction_text on introduction_key = key order by key`);
      await keep(db, {});
      expect((await runRetention(db, { now, signal })).introductions).toBe(0);
      await keep(db, { introductions: 3 });
      expect((await runRetention(db, { now, signal })).introductions).toBe(2);
      expect(await askedAt()).toEqual([
        { asked: '2026-07', answer: 'accepted', text: 'Could you?' },
        { asked: '2026-10', answer: null, text: 'Could you?' },
      ]);
      expect(await db.query(sql`select from introduction_text`)).toHaveLength(2);
      const [ran] = await db.query<{ details: unknown }>(sql`
        select content::jsonb -> 'details' as details from audit_entry where action = 'retention_ran'`);
      expect(ran?.details).toEqual({ activities: 0, subjects: 0, rejects: 0, introductions: 2 });
    } finally {
      await own.close();
    }
  });
});

const mail = { from: 'ann@us.example', to: ['bea@them.example'], subject: 'Offer' };
const company = aBundle({
  users: [aUser({ id: 'ann', emails: ['ann@us.example'] }), aUser({ id: 'cat' })],
  contacts: [aContact({ id: 'bea', emails: ['bea@them.example'] })],
  activities: [
    ...['a', 'b', 'c', 'd'].map((id) => anEmail({ id, startsAt: '2026-09-01T10:00:00Z', ...mail })),
    anEmail({ id: 'new', startsAt: '2026-11-10T10:00:00Z', ...mail }),
    anEmail({
      id: 'excluded',
      startsAt: '2026-11-01T10:00:00Z',
      ...mail,
      subject: 'Our SECRET plan',
    }),
  ],
});

async function left(db: Database): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(sql`select id from activity order by id`);
  return rows.map(({ id }) => id);
}

async function keep(
  db: Database,
  retention: Partial<OrganizationSettings['retention']>,
): Promise<void> {
  const all = {
    ...{ activities: null, subjects: null, rejects: null, introductions: null },
    ...retention,
  };
  await db.run(sql`
    update organization set settings = settings || jsonb_build_object('retention', ${JSON.stringify(all)}::jsonb)`);
}

async function keepByPatch(
  db: Database,
  retention: Partial<OrganizationSettings['retention']>,
  subjects: readonly string[] = [],
): Promise<void> {
  const [row] = await db.query<{ version: number }>(
    sql`select settings_version as version from organization`,
  );
  await changeSettings(
    db,
    { version: row?.version ?? 0, retention, exclusions: { subjects: [...subjects] } },
    { by: 'system', now },
  );
}

/** By trying: the latest instant before which it is still the day before, on the clocks of the zone. */
function beginOfDayMonthsBefore(instant: number, timeZone: string, months: number): number {
  const days = new Intl.DateTimeFormat('en-CA', { timeZone });
  const [year = 0, month = 0, day = 0] = days.format(instant).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const wanted = new Date(Date.UTC(year, month - 1 - months, Math.min(day, last)));
  const text = wanted.toISOString().slice(0, 10);
  const stepMs = 15 * 60_000;
  let at = wanted.getTime() - 36 * 3_600_000;
  while (days.format(at) < text) at += stepMs;
  return at;
}
