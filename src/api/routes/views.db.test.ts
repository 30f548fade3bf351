import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { problemSchema } from '../../contract/api.ts';
import { mostViews, viewSchema, viewsSchema } from '../../contract/views.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

describe('saved views', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const send = (asking: Asking, method: string, { path, body }: { path: string; body?: unknown }) =>
    asking(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const make = async (asking: Asking, body: object) =>
    viewSchema.parse(
      await (
        await send(asking, 'POST', {
          path: 'views',
          body: { collection: 'opportunities', ...body },
        })
      ).json(),
    );
  const refused = async (response: Response) => {
    const { code, field } = problemSchema.parse(await response.json());
    return { status: response.status, code, field };
  };
  const names = async (asking: Asking) =>
    viewsSchema.parse(await (await asking('views')).json()).views.map(({ name }) => name);

  it('keep columns, order and filters for who saved them, and for nobody else', async () => {
    const [avery, morgan] = [await api.signedIn(['seller']), await api.signedIn(['administrator'])];
    const query = {
      kind: 'pipeline',
      columns: ['name', 'health.score', 'window.emailsSent'],
      sort: '-estimatedValue',
      filters: { whose: 'mine', status: 'open', staleDays: 14, min: 'health.score:40' },
    };
    const made = await make(avery, { name: 'Mine, gone quiet', query });
    expect(made).toMatchObject({
      ...{ name: 'Mine, gone quiet', query, sharedWith: null, mine: true, by: null },
    });
    expect(await names(avery)).toEqual(['Mine, gone quiet']);
    expect(await names(morgan)).toEqual([]);
    const path = `views/${made.key}`;
    for (const method of ['PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { name: 'Taken over' } : undefined;
      expect(
        await refused(await send(morgan, method, body === undefined ? { path } : { path, body })),
      ).toEqual({ status: 404, code: 'view_unknown', field: 'key' });
    }
    expect(await names(avery)).toEqual(['Mine, gone quiet']);
  });

  it('are changed in parts, and go', async () => {
    const asking = await api.signedIn(['seller']);
    const made = await make(asking, { name: 'First', query: { sort: 'name' } });
    const path = `views/${made.key}`;
    const renamed = await send(asking, 'PATCH', { path, body: { name: 'Second' } });
    expect(viewSchema.parse(await renamed.json())).toEqual({ ...made, name: 'Second' });
    const query = { kind: 'list', columns: null, sort: '-lastInteractionAt', filters: {} };
    const sorted = await send(asking, 'PATCH', { path, body: { query } });
    expect(viewSchema.parse(await sorted.json())).toEqual({ ...made, name: 'Second', query });
    expect((await send(asking, 'DELETE', { path })).status).toBe(204);
    expect(await names(asking)).toEqual([]);
    expect((await send(asking, 'DELETE', { path })).status).toBe(404);
  });

  it('are shared with a role by managers and administrators alone; sharing shows the query, not more rows', async () => {
    const [manager, seller] = [await api.signedIn(['manager']), await api.signedIn(['seller'])];
    const operations = await api.signedIn(['operations']);
    const shared = await make(manager, { name: 'At risk', query: {}, sharedWith: 'seller' });
    expect(await names(seller)).toEqual(['At risk']);
    expect(await names(operations)).toEqual([]);
    const seen = viewsSchema.parse(await (await seller('views')).json());
    expect(seen).toMatchObject({ mayShare: false, views: [{ mine: false, sharedWith: 'seller' }] });

    const own = await make(seller, { name: 'At risk', query: {} });
    for (const response of [
      await send(seller, 'POST', {
        path: 'views',
        body: { name: 'x', collection: 'leads', query: {}, sharedWith: 'seller' },
      }),
      await send(seller, 'PATCH', { path: `views/${own.key}`, body: { sharedWith: 'manager' } }),
    ])
      expect(await refused(response)).toMatchObject({ status: 403, code: 'not_allowed' });

    const administrator = await api.signedIn(['administrator']);
    expect((await send(administrator, 'DELETE', { path: `views/${own.key}` })).status).toBe(404);
    expect((await send(administrator, 'DELETE', { path: `views/${shared.key}` })).status).toBe(204);
    expect(await names(seller)).toEqual(['At risk']);
  });

  it('have a name of their own, a sort key that there is, filters that there are, and an end', async () => {
    const asking = await api.signedIn(['seller']);
    const path = 'views';
    const body = { name: 'Twice', collection: 'leads', query: {} };
    expect((await send(asking, 'POST', { path, body })).status).toBe(201);
    expect(await refused(await send(asking, 'POST', { path, body }))).toMatchObject({
      ...{ status: 409, code: 'view_exists', field: 'name' },
    });
    expect(
      (await send(asking, 'POST', { path, body: { ...body, collection: 'contacts' } })).status,
    ).toBe(201);
    for (const query of [
      { sort: 'salary' },
      { filters: { salary: '7' } },
      { filters: { grade: 'superb' } },
      { rows: [] },
    ]) {
      const response = await send(asking, 'POST', { path, body: { ...body, name: 'x', query } });
      expect((await refused(response)).status, JSON.stringify(query)).toBe(400);
    }
    for (let n = 2; n < mostViews; n++)
      await send(asking, 'POST', { path, body: { ...body, name: `view ${n}` } });
    expect(await names(asking)).toHaveLength(mostViews);
    expect(
      await refused(await send(asking, 'POST', { path, body: { ...body, name: 'one more' } })),
    ).toMatchObject({ status: 409, code: 'view_limit' });
  });
});
