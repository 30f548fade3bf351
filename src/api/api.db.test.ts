import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type Asking, apiForTests } from '../../test/support/api.ts';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle } from '../../test/support/figures.ts';
import { readBundle } from '../connectors/bundle/connector.ts';
import {
  aboutSchema,
  analyticsSchema,
  countsSchema,
  importReportSchema,
  ledgerSchema,
  problemSchema,
} from '../contract/api.ts';
import { listSchema, sortKeys } from '../contract/list.ts';
import { blankActivity } from '../model/activity.ts';
import { declaration } from './gate.ts';

const golden = new URL('../../test/goldens/', import.meta.url);
const now = Date.parse('2026-11-20T12:00:00Z');

describe('the API', () => {
  let database: TestDatabase;
  let asking: Asking;
  let morgan: Asking;
  const stop = new AbortController();
  beforeAll(async () => {
    database = await testDatabase();
    for (const name of ['contoso', 'random-2']) {
      const { bundle } = await readBundle(fileURLToPath(new URL(`${name}/bundle.json`, golden)));
      await importItems(database.db, bundleItems(bundle), { name });
    }
    await settle(database.db);
    const { signedIn } = apiForTests(database, { now, signal: stop.signal });
    // Their own mail is Avery's and Morgan's alone to read, whatever their roles.
    asking = await signedIn(['administrator', 'operations'], 'avery');
    morgan = await signedIn(['operations'], 'morgan');
  });
  afterAll(async () => {
    stop.abort();
    await database.close();
  });

  async function get<S extends z.ZodType>(
    path: string,
    schema: S,
    ask = asking,
  ): Promise<z.output<S>> {
    const response = await ask(path);
    expect(response.status).toBe(200);
    return schema.parse(await response.json());
  }
  async function problem(path: string, init?: RequestInit) {
    const response = await asking(path, init);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    return problemSchema.parse(await response.json());
  }

  it('gives the figures of the golden, as of its instant and as of a past one', async () => {
    // Who wrote the last email of that day may read it.
    const readers = [
      ['2026-11-20', morgan],
      ['2026-10-21', asking],
    ] as const;
    for (const [day, reader] of readers) {
      const file = new URL(`contoso/expected-${day}.json`, golden);
      const expected = JSON.parse(readFileSync(file, 'utf8'));
      const deal = expected.records.find(
        (record: { type: string }) => record.type === 'opportunity',
      );
      const answer = await get(
        `opportunities/blue-ridge-2026/analytics?asOf=${encodeURIComponent(expected.asOf)}`,
        analyticsSchema,
        reader,
      );
      // The other bundle moved the organisation to another zone, so only what no day decides is compared.
      expect(answer.figures.lifetime).toEqual(deal.lifetime);
      expect(answer.figures.lastInteraction).toBe(deal.lastInteraction);
      expect(answer.figures.mostContacted).toEqual(deal.mostContacted);
      expect(answer.names).toMatchObject({
        'contact:dana': 'Dana Whitfield',
        'user:avery': 'Avery Howard',
      });
    }
  });

  it('shows in lists what pages show as of the same instant', async () => {
    for (const collection of ['accounts', 'contacts', 'leads', 'opportunities']) {
      const list = await get(`${collection}?limit=500`, listSchema);
      expect(list.rows.length).toBe(list.total);
      for (const row of list.rows.slice(0, 6)) {
        const asOf = encodeURIComponent(row.computedAt ?? '');
        const page = await get(
          `${collection}/${row.record.id}/analytics?asOf=${asOf}`,
          analyticsSchema,
        );
        expect(page.figures.lifetime).toEqual(row.lifetime);
        expect(page.figures.window).toEqual(row.window);
        expect(page.record).toEqual(row.record);
        const { health } = page.figures;
        expect(row.health.state).toBe(health.state);
        if (health.state === 'scored') expect(row.health.score).toBe(health.score);
      }
    }
  });

  it('gives every row once, page after page, in the order of every column', async () => {
    const all = await get('contacts?limit=500&sort=name', listSchema);
    for (const sort of sortKeys.flatMap((key) => [key, `-${key}`])) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const next: string = cursor === null ? '' : `&cursor=${cursor}`;
        const page: z.output<typeof listSchema> = await get(
          `contacts?limit=11&sort=${encodeURIComponent(sort)}${next}`,
          listSchema,
        );
        seen.push(...page.rows.map(({ record }) => record.id));
        cursor = page.next;
      } while (cursor !== null);
      const uncounted = await get(
        `contacts?limit=11&sort=${encodeURIComponent(sort)}&count=false`,
        listSchema,
      );
      expect(uncounted.total).toBeNull();
      expect(uncounted.rows.map(({ record }) => record.id)).toEqual(seen.slice(0, 11));
      expect(seen.length, sort).toBe(all.total);
      expect(new Set(seen).size, sort).toBe(all.total);
    }
  });

  it('sorts nulls last and filters by status, grade, name and bounds', async () => {
    const sorted = await get('opportunities?sort=-health.score&limit=500', listSchema);
    const scores = sorted.rows.map(({ health }) => health.score);
    const known = scores.filter((score) => score !== null);
    expect(scores.slice(0, known.length)).toEqual([...known].sort((a, b) => b - a));
    const open = await get('opportunities?status=open&min=health.score:50&limit=500', listSchema);
    expect(open.total).toBeGreaterThan(0);
    for (const { record, health } of open.rows) {
      expect(record.status).toBe('open');
      expect(health.score).toBeGreaterThanOrEqual(50);
    }
    const found = await get('opportunities?search=BLUE%20ridge', listSchema);
    expect(found.rows.map(({ record }) => record.id)).toEqual(['blue-ridge-2026']);
  });

  it('opens a record to every activity, counted or not, with reasons that add up', async () => {
    const page = await get('opportunities/blue-ridge-2026/analytics', analyticsSchema);
    const ledger = await get('opportunities/blue-ridge-2026/activities?limit=500', ledgerSchema);
    expect(ledger.total).toBe(30);
    expect(ledger.rows.filter(({ counted }) => counted)).toHaveLength(page.counted);
    const declined = ledger.rows.filter(({ reason }) => reason === 'declined');
    expect(declined).toHaveLength(page.excluded.declined ?? 0);
    expect(declined[0]?.participants.map(({ response }) => response)).toContain('declined');
    const inbound = await get(
      'opportunities/blue-ridge-2026/activities?kind=email&side=them&counted=true&limit=500',
      ledgerSchema,
    );
    expect(inbound.total).toBe(page.figures.lifetime.emailsReceived);
    const first = await get('opportunities/blue-ridge-2026/activities?limit=7', ledgerSchema);
    const second = await get(
      `opportunities/blue-ridge-2026/activities?limit=500&cursor=${first.next}`,
      ledgerSchema,
    );
    expect([...first.rows, ...second.rows]).toEqual(ledger.rows);
  });

  it('imports a file once, however often it is sent', async () => {
    const send = async () => {
      const body = JSON.stringify({
        activities: [
          { id: 'posted', kind: 'phonecall', startsAt: '2026-11-19T09:00:00Z', durationMinutes: 5 },
          { id: 'broken', kind: 'phonecall', startsAt: 'yesterday' },
        ],
      });
      const response = await asking('import?name=calls.json', {
        method: 'POST',
        body,
      });
      return importReportSchema.parse(await response.json());
    };
    expect(await send()).toMatchObject({
      read: 2,
      new: 1,
      rejected: 1,
      rejects: [{ place: 'activities[1]', field: 'startsAt', value: 'yesterday' }],
    });
    expect(await send()).toMatchObject({ read: 2, new: 0, known: 1, rejected: 1 });
  });

  it('tells open pages which records changed', async () => {
    const response = await asking('events');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await importItems(database.db, [
      {
        type: 'activity',
        value: {
          ...blankActivity,
          id: 'news',
          kind: 'email',
          startsAt: now - 1000,
          from: 'dana.whitfield@blueridge.example',
          to: ['avery@contoso.example'],
        },
      },
    ]);
    await settle(database.db);
    let text = '';
    while (!text.includes('"dana"')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('event: changed');
    await reader?.cancel();
  });

  it('says what does not fit, what stood there and what to do', async () => {
    expect(await problem('opportunities?limit=0')).toMatchObject({
      status: 400,
      code: 'request_invalid',
      field: 'limit',
      value: '0',
    });
    expect(await problem('opportunities?sort=luck')).toMatchObject({ status: 400, value: 'luck' });
    expect(await problem('opportunities?min=name:3')).toMatchObject({
      status: 400,
      value: 'name:3',
    });
    expect(await problem('contacts?cursor=nonsense')).toMatchObject({ code: 'cursor_invalid' });
    expect(await problem('contacts/nobody/analytics')).toMatchObject({
      status: 404,
      value: 'nobody',
    });
    expect(await problem('contacts/dana/analytics?asOf=tomorrow')).toMatchObject({ field: 'asOf' });
    expect(await problem('no/such/route')).toMatchObject({ status: 404, code: 'route_unknown' });
    expect(await problem('import?name=x.json', { method: 'POST', body: '{' })).toMatchObject({
      status: 422,
    });
    const early = 'opportunities/blue-ridge-2026/analytics?asOf=2020-01-01T00:00:00Z';
    expect(await problem(early)).toMatchObject({ status: 404, code: 'record_not_yet' });
  });

  it('answers nobody but the pages and commands of this machine', async () => {
    const foreign = await apiForTests(database, { now }).api.request(
      'http://rebound.example/api/v1/about',
    );
    expect(foreign.status).toBe(403);
    const headers = { 'sec-fetch-site': 'cross-site' };
    const write = { method: 'POST', body: '{}', headers };
    expect(await problem('import?name=x.json', write)).toMatchObject({ status: 403 });
    expect((await asking('about', { headers })).status).toBe(200);
  });

  it('describes every route in OpenAPI 3.1', async () => {
    const response = await asking('openapi.json');
    const document = await response.json();
    expect(document.openapi).toBe('3.1.0');
    const paths: Readonly<Record<string, Readonly<Record<string, object>>>> = document.paths;
    expect(paths).toHaveProperty(['/api/v1/{collection}/{id}/analytics', 'get']);
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    for (const operation of operations) {
      expect(operation).toHaveProperty(declaration);
      expect(operation).toHaveProperty('summary');
    }
  });

  it('knows how much is there and how much waits', async () => {
    const about = await get('about', aboutSchema);
    expect(about.pending).toBe(0);
    const counts = await get('counts', countsSchema);
    expect(counts.records.opportunities).toBe(9);
    expect(counts.owners.map(({ name }) => name)).toContain('Avery Howard');
  });
});
