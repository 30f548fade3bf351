import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import { dayMs, dayText, instantAt } from '../../analytics/zone.ts';
import { type Analytics, analyticsSchema, ledgerSchema } from '../../contract/api.ts';
import { listSchema } from '../../contract/list.ts';
import { settingsAnswerSchema } from '../../contract/settings-answers.ts';
import { settingsChangesSchema, type Timeline, timelineSchema } from '../../contract/timeline.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const collections = ['accounts', 'contacts', 'leads', 'opportunities'] as const;

describe('the timeline of a record', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let asking: Asking;
  const paths: string[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    for (const name of ['contoso', 'random-1']) {
      const bundle = await goldenBundle(name);
      await importItems(database.db, bundleItems(bundle), { name });
    }
    await settle(database.db);
    api = apiForTests(database, { now });
    asking = await api.signedIn(['operations']);
    for (const collection of collections) {
      const { rows } = listSchema.parse(await (await asking(`${collection}?limit=100`)).json());
      paths.push(...rows.map(({ record }) => `${collection}/${encodeURIComponent(record.id)}`));
    }
  });
  afterAll(() => database.close());

  const timelineOf = async (path: string, query = ''): Promise<Timeline> =>
    timelineSchema.parse(await (await asking(`${path}/timeline${query}`)).json());
  const figuresOf = async (path: string, asOf = new Date(now).toISOString()) => {
    const response = await asking(`${path}/analytics?asOf=${asOf}`);
    return response.status === 200 ? analyticsSchema.parse(await response.json()) : null;
  };
  const gradeIn = (figures: Analytics | null) =>
    figures !== null && 'grade' in figures.figures.health ? figures.figures.health.grade : null;

  it('holds page by page what the ledger counts, and no row twice', async () => {
    let rows = 0;
    for (const path of paths.filter((_, place) => place % 3 === 0)) {
      const walked: number[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = await timelineOf(path, `?limit=20${query}`);
        walked.push(...page.past.map(({ key }) => key));
        if (cursor !== '') expect([page.upcoming, page.healthChanges]).toEqual([[], []]);
        cursor = page.next;
      }
      const ledger = await asking(`${path}/activities?counted=true&limit=500`);
      const counted = ledgerSchema.parse(await ledger.json()).rows.map(({ key }) => key);
      expect(walked, path).toEqual(counted);
      rows += walked.length;
    }
    expect(rows).toBeGreaterThan(200);
  });

  it('begins what is to come with the next interaction', async () => {
    let booked = 0;
    for (const path of paths) {
      const { upcoming, upcomingTotal } = await timelineOf(path);
      const figures = await figuresOf(path);
      const next = figures?.figures.nextInteraction ?? null;
      const known = next === null ? null : figures?.activities[next];
      expect(upcoming[0]?.startsAt ?? null, path).toBe(known?.startsAt ?? null);
      expect(upcomingTotal).toBeGreaterThanOrEqual(upcoming.length);
      booked += upcoming.length;
      for (const row of upcoming) expect(Date.parse(row.startsAt)).toBeGreaterThan(now);
    }
    expect(booked).toBeGreaterThan(5);
  });

  it('marks emails that were answered: on either side as many turns as the figures count', async () => {
    let answered = 0;
    for (const path of paths) {
      const ledger = await asking(`${path}/activities?kind=email&limit=500`);
      const { rows, next } = ledgerSchema.parse(await ledger.json());
      expect(next).toBeNull();
      const lifetime = (await figuresOf(path))?.figures.lifetime;
      const turns = (side: 'us' | 'them') =>
        new Set(rows.flatMap((row) => (row.side === side ? (row.answeredAt ?? []) : []))).size;
      expect(turns('us'), path).toBe(lifetime?.responseByThem.answered);
      expect(turns('them'), path).toBe(lifetime?.responseByUs.answered);
      answered += turns('us') + turns('them');
      for (const row of rows) {
        if (row.answeredAt === null) continue;
        expect(row.counted).toBe(true);
        expect(row.answeredAt > row.startsAt).toBe(true);
      }
    }
    expect(answered).toBeGreaterThan(50);
  });

  it('marks the days on which health became another one, as the figures of these days have it', async () => {
    let looked = 0;
    for (const path of paths.filter((_, place) => place % 2 === 0)) {
      const figures = await figuresOf(path);
      const { healthChanges } = await timelineOf(path);
      expect(healthChanges[0]?.after.grade ?? gradeIn(figures), path).toBe(gradeIn(figures));
      const endOf = (day: number) => instantAt(figures?.timeZone ?? 'UTC', day + 1) - 1;
      for (const { on, before, after } of healthChanges.slice(0, 3)) {
        const day = Date.parse(on) / dayMs;
        const at = async (end: number) =>
          gradeIn(await figuresOf(path, new Date(Math.min(now, endOf(end))).toISOString()));
        expect(await at(day), `${path} on ${dayText(day)}`).toBe(after.grade);
        expect(await at(day - 1), `${path} before ${dayText(day)}`).toBe(before.grade);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(10);
  });

  it('is for those who may see the record, and of nobody else', async () => {
    const stranger = await api.signedIn(['seller'], 'nobody-we-know');
    for (const path of paths.slice(0, 5))
      expect((await stranger(`${path}/timeline`)).status).toBe(404);
  });

  it('has curves marked where settings that health depends on were changed, for every reader', async () => {
    const administrator = await api.signedIn(['administrator']);
    const changes = async () => {
      const response = await (await api.signedIn(['seller']))('settings/changes');
      return settingsChangesSchema.parse(await response.json()).changes;
    };
    const change = async (what: object) => {
      const { version } = settingsAnswerSchema.parse(
        await (await administrator('settings')).json(),
      );
      const response = await administrator('settings', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ version, ...what }),
      });
      expect(response.status).toBe(200);
    };
    const before = await changes();
    await change({ cardDays: { account: 12 } });
    expect(await changes()).toEqual(before);
    await change({ grades: { good: 70 } });
    expect(await changes()).toEqual([{ at: new Date(now).toISOString() }, ...before]);
  });
});
