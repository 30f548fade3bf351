import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type Asking, apiForTests } from '../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, storedFigures, testNow } from '../../test/support/figures.ts';
import { analyticsSchema, problemSchema } from '../contract/api.ts';
import { listSchema } from '../contract/list.ts';
import {
  settingsAnswerSchema,
  settingsChangedSchema,
  settingsPreviewSchema,
} from '../contract/settings-answers.ts';
import { sourceChangedSchema, sourcesSchema } from '../contract/sources.ts';
import { sql } from '../db/sql.ts';
import { blankActivity } from '../model/activity.ts';

const bundle = await goldenBundle('contoso');
const question = { asOf: testNow, days: 60 };

describe('the routes of settings and sources', () => {
  let database: TestDatabase;
  let asking: Asking;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle), { name: 'contoso' });
    await settle(database.db);
    const { signedIn } = apiForTests(database, { now: testNow });
    asking = await signedIn(['administrator', 'operations']);
  });
  afterAll(() => database.close());

  const ask = (path: string, method = 'GET', body?: unknown) =>
    asking(path, {
      method,
      ...(body !== undefined && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  async function answer<S extends z.ZodType>(
    schema: S,
    ...request: Parameters<typeof ask>
  ): Promise<z.output<S>> {
    const response = await ask(...request);
    expect(response.status).toBe(200);
    return schema.parse(await response.json());
  }
  async function problem(...request: Parameters<typeof ask>) {
    const response = await ask(...request);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return problemSchema.parse(await response.json());
  }
  const logged = (action: string) =>
    database.db.query<{ object: string | null; details: unknown }>(sql`
      select object_id as object, content::jsonb -> 'details' as details from audit_entry
      where action = ${action} and actor in (select pseudonym::text from audit_person where login_key is not null)
      order by number`);
  const settingsNow = () => answer(settingsAnswerSchema, 'settings');
  /** Changes settings on their present version and lets the worker do the rest. */
  const change = async (wanted: object) => {
    const { version } = await settingsNow();
    const changed = await answer(settingsChangedSchema, 'settings', 'PATCH', {
      version,
      ...wanted,
    });
    await settle(database.db);
    return changed;
  };

  it('show every setting with its default, its limits and the scores of each grade', async () => {
    const { settings, defaults, differing, limits, gradeRanges, frequencies } = await settingsNow();
    expect(settings).toMatchObject({
      frequency: 'weekly',
      influence: { email: 1, appointment: 1, phonecall: 1, task: 1 },
      grades: { excellent: null, good: 60, fair: 40 },
      internalDomains: ['contoso.example'],
      storeSubjects: true,
    });
    expect(Object.keys(defaults)).toEqual(Object.keys(settings));
    expect(differing).toEqual(
      Object.entries(settings)
        .filter(
          ([name, value]) => JSON.stringify(Reflect.get(defaults, name)) !== JSON.stringify(value),
        )
        .map(([name]) => name),
    );
    expect(differing).toContain('internalDomains');
    expect(limits.influence).toEqual({ min: 0.5, max: 1.5, step: 0.1 });
    expect(frequencies.map(({ days }) => days)).toEqual([1, 3, 7, 14, 30]);
    expect(gradeRanges).toEqual([
      { grade: 'excellent', range: null },
      { grade: 'good', range: { min: 60, max: 100 } },
      { grade: 'fair', range: { min: 40, max: 59 } },
      { grade: 'poor', range: { min: 0, max: 39 } },
    ]);
  });

  it('move the neighbour of a grade that is moved, and grade everything again', async () => {
    const figures = await storedFigures(database.db, question);
    const { gradeRanges, changed, waiting } = await change({ grades: { good: 45, excellent: 90 } });
    expect(changed).toEqual(['grades']);
    expect(waiting).toEqual({ activities: 0, records: Object.keys(figures).length });
    expect(gradeRanges).toEqual([
      { grade: 'excellent', range: { min: 90, max: 100 } },
      { grade: 'good', range: { min: 45, max: 89 } },
      { grade: 'fair', range: { min: 40, max: 44 } },
      { grade: 'poor', range: { min: 0, max: 39 } },
    ]);
    await change({ grades: { good: 30, fair: 1, excellent: 31 }, frequency: 'monthly' });
    const graded = [];
    for (const collection of ['accounts', 'contacts', 'opportunities']) {
      const list = await answer(listSchema, `${collection}?limit=500`);
      for (const { record, health } of list.rows) {
        const page = await answer(analyticsSchema, `${collection}/${record.id}/analytics`);
        const shown = page.figures.health;
        expect(shown.state).toBe(health.state);
        if (shown.state === 'scored') {
          expect(health).toMatchObject({ score: shown.score, grade: shown.grade });
          graded.push(shown.grade);
        }
      }
    }
    expect(graded).toContain('excellent');
    await change({ grades: { good: 60, fair: 40, excellent: null }, frequency: 'weekly' });
    expect(await storedFigures(database.db, question)).toEqual(figures);
  });

  it('change what is given and leave the rest, inside of a setting, too', async () => {
    const before = await settingsNow();
    const { settings, changed, version } = await change({
      influence: { phonecall: 1.3 },
      exclusions: { domains: ['  Partner.Example', 'partner.example'] },
      holidays: [{ name: 'New Year', on: '2027-01-01', yearly: true }],
      workingHours: [{ day: 1, from: '08:00', until: '12:30' }],
      retention: { rejects: 6 },
      cardDays: { lead: 7 },
      currency: 'EUR',
      rates: [{ currency: 'USD', rate: 0.9 }],
      sharedMailboxes: ['Info@contoso.example'],
      showHealth: false,
    });
    expect(version).toBe(before.version + 1);
    expect(settings).toEqual({
      ...before.settings,
      influence: { ...before.settings.influence, phonecall: 1.3 },
      exclusions: { ...before.settings.exclusions, domains: ['partner.example'] },
      holidays: [{ name: 'New Year', on: '2027-01-01', yearly: true }],
      workingHours: [{ day: 1, from: '08:00', until: '12:30' }],
      retention: { ...before.settings.retention, rejects: 6 },
      cardDays: { ...before.settings.cardDays, lead: 7 },
      currency: 'EUR',
      rates: [{ currency: 'USD', rate: 0.9, from: null }],
      sharedMailboxes: ['info@contoso.example'],
      showHealth: false,
    });
    expect(changed).toHaveLength(10);
    expect((await settingsNow()).settings).toEqual(settings);
    expect((await change({ currency: 'EUR', cardDays: { lead: 7 } })).changed).toEqual([]);
    expect((await settingsNow()).version).toBe(version);
    await change(before.settings);
    expect((await settingsNow()).settings).toEqual(before.settings);
  });

  it.each<[object, string, string]>([
    [{ influence: { email: 0.4 } }, 'influence.email', '0.4'],
    [{ influence: { task: 1.05 } }, 'influence.task', '1.05'],
    [{ frequency: 'hourly' }, 'frequency', 'hourly'],
    [{ grades: { good: 40 } }, 'grades.good', '40'],
    [{ grades: { fair: 60 } }, 'grades.fair', '60'],
    [{ grades: { excellent: 60 } }, 'grades.excellent', '60'],
    [{ grades: { good: 101 } }, 'grades.good', '101'],
    [{ grades: { fair: 0.5 } }, 'grades.fair', '0.5'],
    [{ massThreshold: 1 }, 'massThreshold', '1'],
    [{ responseGraceHours: -1 }, 'responseGraceHours', '-1'],
    [{ exclusions: { domains: ['@partner.example'] } }, 'exclusions.domains.0', '@partner.example'],
    [{ exclusions: { subjects: [' '] } }, 'exclusions.subjects.0', ' '],
    [{ currency: 'euro' }, 'currency', 'euro'],
    [{ rates: [{ currency: 'USD', rate: 0 }] }, 'rates.0.rate', '0'],
    [{ holidays: [{ name: 'Never', on: '2027-02-30' }] }, 'holidays.0.on', '2027-02-30'],
    [
      { workingHours: [{ day: 1, from: '17:00', until: '09:00' }] },
      'workingHours.0.until',
      '09:00',
    ],
    [{ workingHours: [{ day: 8, from: '09:00', until: '17:00' }] }, 'workingHours.0.day', '8'],
    [{ retention: { activities: 0 } }, 'retention.activities', '0'],
    [{ cardDays: { lead: 1.5 } }, 'cardDays.lead', '1.5'],
    [{ storeSubjects: 'no' }, 'storeSubjects', 'no'],
    [{ luck: 7 }, '', '{'],
  ])('say what does not fit: %j', async (wanted, field, value) => {
    const before = await settingsNow();
    const body = { version: before.version, ...wanted };
    for (const request of [
      ['settings', 'PATCH'],
      ['settings/preview', 'POST'],
    ] as const) {
      const refused = await problem(request[0], request[1], body);
      expect(refused).toMatchObject({ status: 400, code: 'request_invalid', field });
      expect(refused.value?.startsWith(value)).toBe(true);
      expect(refused.hint).not.toBe('');
    }
    expect(await settingsNow()).toEqual(before);
  });

  it('refuse a body that is not JSON, and one without a version', async () => {
    expect(await problem('settings', 'PATCH', '{')).toMatchObject({ status: 400, field: 'body' });
    expect(await problem('settings', 'PATCH', {})).toMatchObject({ status: 400, field: 'version' });
    expect(await problem('sources/1', 'PATCH', '[')).toMatchObject({ status: 400, field: 'body' });
  });

  it('let one of two administrators at once win, and tell the other', async () => {
    const { version } = await settingsNow();
    const change = async (massThreshold: number) =>
      (await ask('settings', 'PATCH', { version, massThreshold })).status;
    expect((await Promise.all([change(21), change(22)])).sort()).toEqual([200, 409]);
    const stale = { version, massThreshold: 23 };
    expect(await problem('settings', 'PATCH', stale)).toMatchObject({
      status: 409,
      code: 'settings_changed',
      field: 'version',
      value: String(version),
    });
    expect(await problem('settings/preview', 'POST', stale)).toMatchObject({ status: 409 });
    expect([21, 22]).toContain((await settingsNow()).settings.massThreshold);
    await importItems(database.db, [{ type: 'settings', value: { massThreshold: 50 } }]);
    await settle(database.db);
    expect((await settingsNow()).version).toBe(version + 2);
  });

  it('leave an excluded domain out of what is there already, and give it back', async () => {
    const before = await storedFigures(database.db, question);
    const { waiting } = await change({ exclusions: { domains: ['blueridge.example'] } });
    expect(waiting.activities).toBeGreaterThan(20);
    expect(await storedFigures(database.db, question)).not.toEqual(before);
    await change({ exclusions: { domains: [] } });
    expect(await storedFigures(database.db, question)).toEqual(before);
  });

  it('preview a change and store nothing', async () => {
    const before = await settingsNow();
    const preview = await answer(settingsPreviewSchema, 'settings/preview', 'POST', {
      version: before.version,
      grades: { good: 99, fair: 98 },
    });
    expect(preview.sampled).toBeNull();
    expect(preview.types.map(({ type }) => type)).toEqual([
      'account',
      'contact',
      'lead',
      'opportunity',
    ]);
    expect(preview.types.some(({ changed }) => changed > 0)).toBe(true);
    expect(await settingsNow()).toEqual(before);
    expect(await database.db.query(sql`select from record_mark`)).toEqual([]);
  });

  it('are in the audit log with what was and what is, and no address', async () => {
    const before = await logged('settings_changed');
    const { version, settings } = await settingsNow();
    await answer(settingsChangedSchema, 'settings', 'PATCH', {
      version,
      massThreshold: settings.massThreshold + 1,
      exclusions: { addresses: ['somebody@private.example'] },
    });
    const after = await logged('settings_changed');
    expect(after.slice(before.length)).toEqual([
      {
        object: null,
        details: {
          massThreshold: { from: settings.massThreshold, to: settings.massThreshold + 1 },
          exclusions: {
            from: { addresses: 0, domains: 0, subjects: 0 },
            to: { addresses: 1, domains: 0, subjects: 0 },
          },
        },
      },
    ]);
    expect(JSON.stringify(after)).not.toContain('private.example');
    await change({ massThreshold: settings.massThreshold, exclusions: { addresses: [] } });
  });

  it('keep who consented to a source, when, and to what', async () => {
    const { sources } = await answer(sourcesSchema, 'sources');
    expect(sources.map(({ name }) => name)).toContain('contoso');
    const source = sources.find(({ name }) => name === 'contoso');
    const path = `sources/${source?.id}`;
    expect(source).toMatchObject({ kind: 'imap', bulkRule: true, consent: null });
    expect(source).toMatchObject({ isFile: false, endedAt: null, isOutdated: false });
    expect(source?.syncedAt).toBe('2026-11-21T00:00:00Z');
    const consent = {
      givenAt: '2026-11-20T09:00:00+01:00',
      scope: 'Mail of the sales team, headers only',
    };
    const given = await answer(sourceChangedSchema, path, 'PATCH', { consent });
    const kept = {
      ...consent,
      givenBy: expect.stringContaining('@ours.example'),
      givenAt: '2026-11-20T08:00:00Z',
    };
    expect(given).toEqual({ source: { ...source, consent: kept }, waiting: 0 });
    expect((await answer(sourcesSchema, 'sources')).sources).toContainEqual(given.source);
    expect(await logged('source_changed')).toEqual([
      { object: String(source?.id), details: { changed: ['consent'], waiting: 0 } },
    ]);
    const without = await answer(sourceChangedSchema, path, 'PATCH', { consent: null });
    expect(without.source).toEqual(source);

    const refused: [object, string][] = [
      [{ consent: { ...consent, givenBy: 'Somebody else' } }, 'consent'],
      [{ consent: { scope: 'Mail' } }, 'consent.givenAt'],
      [{ consent: { ...consent, givenAt: '2026-11-22T00:00:00Z' } }, 'consent.givenAt'],
      [{ bulkRule: 'off' }, 'bulkRule'],
    ];
    for (const [body, field] of refused)
      expect(await problem(path, 'PATCH', body)).toMatchObject({ status: 400, field });
    expect(await problem('sources/999999', 'PATCH', {})).toMatchObject({
      status: 404,
      field: 'id',
    });
    expect(await problem('sources/first', 'PATCH', {})).toMatchObject({ status: 400, field: 'id' });
    expect((await answer(sourcesSchema, 'sources')).sources).toEqual(sources);
  });

  it('interpret the mail of a source again when its bulk rule changes, both ways', async () => {
    const headers = {
      'list-id': '<team.contoso.example>',
      precedence: ' List',
      'return-path': '<a>',
    };
    const email = {
      ...blankActivity,
      id: 'through-a-list',
      kind: 'email' as const,
      startsAt: testNow - 3_600_000,
      from: 'dana.whitfield@blueridge.example',
      to: ['avery@contoso.example'],
      headers,
    };
    const lone = { ...email, id: 'other', headers: { precedence: 'first-class' } };
    const items = [email, lone].map((value) => ({ type: 'activity' as const, value }));
    await importItems(database.db, items, { name: 'list' });
    await settle(database.db);
    const before = await storedFigures(database.db, question);
    const { sources } = await answer(sourcesSchema, 'sources');
    const path = `sources/${sources.find(({ name }) => name === 'list')?.id}`;
    const stored = async () => {
      const [row] = await database.db.query(sql`
        select reason, headers, flags from fact join activity on key = activity_key where id = ${email.id}`);
      return row;
    };
    expect(await stored()).toEqual({ reason: 'bulk', headers, flags: [] });

    const off = await answer(sourceChangedSchema, path, 'PATCH', { bulkRule: false });
    expect(off).toMatchObject({ source: { bulkRule: false }, waiting: 1 });
    await settle(database.db);
    expect(await stored()).toMatchObject({ reason: null, flags: ['bulk_rule_off'] });
    expect(await storedFigures(database.db, question)).not.toEqual(before);
    expect(await answer(sourceChangedSchema, path, 'PATCH', { bulkRule: false })).toMatchObject({
      waiting: 0,
    });

    await answer(sourceChangedSchema, path, 'PATCH', { bulkRule: true });
    await settle(database.db);
    expect(await stored()).toEqual({ reason: 'bulk', headers, flags: [] });
    expect(await storedFigures(database.db, question)).toEqual(before);
  });
});
