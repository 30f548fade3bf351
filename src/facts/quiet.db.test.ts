import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, testNow } from '../../test/support/figures.ts';
import { contactDays, hasMeetingBooked, unknownRhythm } from '../analytics/quiet.ts';
import { ago, avery, company, dana, rosa, theo } from '../analytics/testing/cast.ts';
import { cases } from '../analytics/testing/random.ts';
import { aMeeting, anEmail, at } from '../analytics/testing/seeds.ts';
import { dayMs } from '../analytics/zone.ts';
import { sql } from '../db/sql.ts';
import type { Activity } from '../model/activity.ts';
import { contactDaysOf } from './contact-days.ts';
import { settleKnownUntil } from './known-until.ts';
import { quietOf } from './quiet.ts';
import { forgetRhythm, refreshRhythm, rhythmAt } from './rhythm.ts';
import { readSnapshot } from './snapshot.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

/** Mondays at noon until five weeks before now, a Friday. */
const weekly = [67, 60, 53, 46, 39].map((days) => ago(days));
const letters = (from: string, days: readonly string[]) =>
  days.map((startsAt, n) => anEmail({ id: `${from} ${n}`, from, to: [avery], startsAt }));
const now = at(ago(0));

async function withActivities(activities: readonly Activity[]) {
  await importItems(database.db, bundleItems({ ...company(), activities }));
}

async function asked(type: string, id: string, asOf = now) {
  const [row] = await database.db.query<{ key: number }>(
    sql`select key from entity where type = ${type} and id = ${id}`,
  );
  const key = row?.key ?? 0;
  const answer = await quietOf(database.db, [key], { asOf, now: testNow });
  return answer.records.get(key);
}

describe('a contact who wrote every week and has not for five', () => {
  beforeEach(() => withActivities(letters(dana, weekly)));

  it('has gone quiet, and so has the deal', async () => {
    const figures = { state: 'quiet', usualGap: 5, presentGap: 29, staleSources: [] };
    expect(await asked('contact', 'dana')).toMatchObject({ ...figures, lastAt: at(ago(39)) });
    expect(await asked('opportunity', 'deal')).toMatchObject(figures);
    expect((await asked('contact', 'dana'))?.days).toHaveLength(5);
  });

  it('had not then, nor has anybody who hardly ever wrote', async () => {
    expect((await asked('contact', 'dana', at(ago(36))))?.state).toBe('tooRecent');
    expect(await asked('contact', 'rosa')).toMatchObject({ state: 'tooFewDays', lastAt: null });
  });

  it('cannot be told of while what was read is older than two days, and it is said what', async () => {
    await database.db.run(sql`update source set synced_at = ${new Date(now - 2.1 * dayMs)}`);
    expect(await asked('contact', 'dana')).toMatchObject({
      state: 'notInSync',
      staleSources: [{ kind: 'imap', name: 'test', syncedAt: now - 2.1 * dayMs, endedAt: null }],
    });
    expect((await asked('contact', 'dana', at(ago(1))))?.state).toBe('quiet');
    await database.db.run(sql`update source set synced_at = null`);
    expect((await asked('contact', 'dana'))?.state).toBe('notInSync');
  });

  it('is not asked about sources that its last contact did not come from', async () => {
    await database.db.run(
      sql`insert into source (kind, name, synced_at) values ('imap', 'old', null)`,
    );
    expect((await asked('contact', 'dana'))?.state).toBe('quiet');
    await database.db.run(sql`
      update activity set source_key = (select key from source where name = 'old') where id = ${`${dana} 0`}`);
    expect((await asked('contact', 'dana'))?.state).toBe('quiet');
    await database.db.run(sql`
      update activity set source_key = (select key from source where name = 'old') where id = ${`${dana} 2`}`);
    expect((await asked('contact', 'dana'))?.state).toBe('notInSync');
  });

  it('has not with a meeting booked', async () => {
    const meeting = { id: 'next', organizer: avery, required: [dana] };
    await importItems(
      database.db,
      bundleItems({ ...company(), activities: [aMeeting({ ...meeting, startsAt: ago(-5) })] }),
      { name: 'calendar' },
    );
    expect((await asked('contact', 'dana'))?.state).toBe('meetingBooked');
  });

  it('has not by holidays alone', async () => {
    const holidays = Array.from({ length: 28 }, (_, n) => ({
      name: 'Works holidays',
      on: ago(38 - n).slice(0, 10),
      yearly: false,
    }));
    await database.db.run(sql`
      update organization set settings = ${JSON.stringify({ holidays })}::jsonb, settings_version = 7`);
    expect((await asked('contact', 'dana'))?.state).not.toBe('quiet');
  });
});

describe('a contact who is known from a file alone', () => {
  const mailbox = { kind: 'mail', name: 'inbox.mbox' };
  const today = Math.floor(now / dayMs);
  const activitiesOf = (letter: Activity) => [{ type: 'activity' as const, value: letter }];
  beforeEach(async () => {
    const activities = [...letters(dana, weekly), ...letters(theo, [ago(12)])];
    await importItems(database.db, bundleItems({ ...company(), activities }), mailbox);
  });

  it('has gone quiet as of the last day in it, whenever it was imported', async () => {
    const asOfTheEnd = {
      ...{ state: 'quiet', usualGap: 5, presentGap: 19, on: today - 12, staleSources: [] },
      endedFiles: [{ ...mailbox, syncedAt: testNow, endedAt: at(ago(12)) }],
    };
    expect(await asked('contact', 'dana')).toMatchObject(asOfTheEnd);
    await database.db.run(sql`update source set synced_at = ${new Date(at(ago(11)))}`);
    expect(await asked('contact', 'dana')).toMatchObject({ ...asOfTheEnd, endedFiles: [{}] });
    expect(await asked('contact', 'dana', at(ago(20)))).toMatchObject({
      ...{ state: 'quiet', presentGap: 14, on: today - 20, endedFiles: [] },
    });
  });

  it('is told of as of the day itself for two working days after the end of the file', async () => {
    await database.db.run(sql`update source set known_until = ${new Date(at(ago(14)))}`);
    const days = [13, 10, 9, 8].map(
      async (back) => (await asked('contact', 'dana', at(ago(back))))?.on,
    );
    // A Friday: the weekend after it does not count, Monday and Tuesday may pass.
    expect(await Promise.all(days)).toEqual([today - 13, today - 10, today - 14, today - 14]);
  });

  it('has not when the file ends before that could be told', async () => {
    await database.db.run(sql`delete from activity where id = ${`${theo} 0`}`);
    await database.db.transaction(settleKnownUntil);
    expect(await asked('contact', 'dana')).toMatchObject({
      ...{ state: 'tooRecent', presentGap: 0, on: today - 39, endedFiles: [{ ...mailbox }] },
    });
  });

  it('is told of as of today again after a newer file, and when nobody knows how far it was read', async () => {
    const newer = letters(theo, [ago(1)]).map((letter) => ({ ...letter, id: 'newer' }));
    await importItems(database.db, newer.flatMap(activitiesOf), mailbox);
    expect(await asked('contact', 'dana')).toMatchObject({
      ...{ state: 'quiet', presentGap: 29, on: today, endedFiles: [] },
    });
    await database.db.run(sql`update source set synced_at = null`);
    expect(await asked('contact', 'dana')).toMatchObject({
      ...{ state: 'notInSync', staleSources: [{ ...mailbox, syncedAt: null }], endedFiles: [] },
    });
  });

  it('was in touch when that is known from elsewhere, though the file had ended', async () => {
    const call = letters(dana, [ago(3)]).map((letter) => ({
      ...letter,
      ...{ id: 'elsewhere', messageId: '<elsewhere>' },
    }));
    await importItems(database.db, call.flatMap(activitiesOf), { name: 'connected' });
    expect(await asked('contact', 'dana')).toMatchObject({
      ...{ state: 'tooRecent', presentGap: 0, on: today - 3, endedFiles: [{ ...mailbox }] },
    });
  });

  it('is not told of by what lies ahead in the file', async () => {
    const planned = letters(theo, [ago(-9)]).map((letter) => ({ ...letter, id: 'ahead' }));
    await importItems(database.db, planned.flatMap(activitiesOf), mailbox);
    expect(await asked('contact', 'dana')).toMatchObject({ on: today - 12 });
  });
});

describe("the organisation's rhythm", () => {
  it('is computed once a day, from every contact, and again when settings change', async () => {
    await withActivities([
      ...letters(dana, weekly),
      ...letters(theo, weekly.slice(1)),
      ...letters(rosa, weekly.slice(3)),
    ]);
    const rhythm = await rhythmAt(database.db, now, { now: testNow });
    expect(rhythm.contacts).toBe(2);
    expect(rhythm.mean).toBeCloseTo(Math.log(5), 12);
    const stored = () => database.db.query(sql`select * from organization_rhythm`);
    const [row] = await stored();
    expect(row).toMatchObject({ as_of_day: Math.floor(now / dayMs), contacts: 2 });
    await database.db.run(sql`update organization_rhythm set mean = 3`);
    expect((await rhythmAt(database.db, now, { now: testNow })).mean).toBe(3);
    await database.db.run(sql`update organization set settings_version = settings_version + 1`);
    expect((await rhythmAt(database.db, now, { now: testNow })).mean).toBeCloseTo(Math.log(5), 12);
    await database.db.transaction(forgetRhythm);
    expect(await stored()).toEqual([]);
  });

  it('is that of a sample while somebody waits, the same each time, and of all once it was refreshed', async () => {
    const people = [
      ...letters(dana, weekly),
      ...letters(
        theo,
        [67, 66, 65].map((n) => ago(n)),
      ),
    ];
    await withActivities(people);
    const [count] = await database.db.query<{ total: number }>(
      sql`select count(*) as total from contact`,
    );
    const total = count?.total ?? 0;
    const fresh = async (most: number) => {
      await database.db.transaction(forgetRhythm);
      return rhythmAt(database.db, now, { now: testNow, most });
    };
    const one = await fresh(1);
    expect(one).toMatchObject({ sampledOf: total });
    expect(await fresh(1)).toEqual(one);
    expect(await rhythmAt(database.db, now, { now: testNow })).toEqual(one);
    const all = await fresh(total);
    expect(all).toMatchObject({ contacts: 2, sampledOf: null });
    await fresh(1);
    expect(await refreshRhythm(database.db, now)).toMatchObject({
      ...{ mean: all.mean, contacts: 2, sampledOf: null },
    });
  });

  it('of an earlier day sees nothing later, and goes when it is a day old', async () => {
    await withActivities(letters(dana, weekly));
    expect(await rhythmAt(database.db, at(ago(62)), { now: testNow })).toMatchObject(unknownRhythm);
    expect((await rhythmAt(database.db, at(ago(50)), { now: testNow })).contacts).toBe(1);
    await refreshRhythm(database.db, testNow + dayMs);
    const rows = await database.db.query(sql`select as_of_day from organization_rhythm`);
    expect(rows).toEqual([{ as_of_day: testNow / dayMs + 1 }]);
  });
});

describe('contact days read at once', () => {
  it('are those of the facts', async () => {
    const [{ bundle } = { bundle: company() }] = fc.sample(cases(120), { numRuns: 1, seed: 5 });
    await importItems(database.db, bundleItems(bundle));
    const rows = await database.db.query<{ key: number }>(
      sql`select key from entity where type in ('contact', 'lead', 'opportunity')`,
    );
    const keys = rows.map(({ key }) => key);
    const { timeZone } = bundle.organization;
    const starts = bundle.activities.map(({ startsAt }) => startsAt).sort((a, b) => a - b);
    let seen = 0;
    for (const share of [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
      const asOf = starts[Math.floor(share * starts.length)] ?? 0;
      const read = await contactDaysOf(database.db, keys, { asOf, timeZone });
      const { facts, factsOf } = await readSnapshot(database.db, keys, { asOf, timeZone });
      for (const key of keys) {
        const { days, hasMeeting } = read.get(key) ?? { days: [], hasMeeting: false };
        expect(days).toEqual(contactDays(facts, factsOf(key), asOf));
        expect(hasMeeting).toBe(hasMeetingBooked(facts, factsOf(key), asOf));
        seen += days.length + Number(hasMeeting);
      }
    }
    expect(seen).toBeGreaterThan(20);
  });
});
