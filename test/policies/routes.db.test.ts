import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashOf, newToken } from '../../src/access/credentials.ts';
import { sql } from '../../src/db/sql.ts';
import { roles, type Scope, scopes } from '../../src/model/vocabulary.ts';
import { type ApiForTests, type Asking, apiForTests, loginFor } from '../support/api.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { audienceOf, routesFor } from './audiences.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

const described = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
});

/** Every route, asked by everybody there is: who is let in is written down a second time, in audiences.ts. */
describe('every route of the API', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let routes: readonly string[];
  beforeAll(async () => {
    database = await testDatabase();
    api = apiForTests(database, { now });
    const description = described.parse(await (await api.asNobody('openapi.json')).json());
    routes = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
  });
  afterAll(() => database.close());

  it('is for somebody who is named here too', () => {
    expect([...routesFor].map(([route]) => route).sort()).toEqual([...routes].sort());
  });

  it.each(roles.map((role) => [role]))('lets in a %s, or not', async (role) => {
    // Signing out is a route too.
    await expectLetIn(
      () => api.signedIn([role]),
      (route) => audienceOf(route).includes(role),
    );
  });

  it('lets in nobody who has not signed in, but where everybody may come', async () => {
    await expectLetIn(
      async () => api.asNobody,
      (route) => routesFor.get(route) === 'everybody',
    );
  });

  it('lets in nobody who was deactivated, or whose session is over', async () => {
    const asking = await api.signedIn(roles);
    await database.db.run(sql`update login set active = false`);
    await expectLetIn(
      async () => asking,
      (route) => routesFor.get(route) === 'everybody',
    );
    await database.db.run(sql`update login set active = true`);
    await database.db.run(sql`update session set expires_at = ${new Date(now - 1)}`);
    await expectLetIn(
      async () => asking,
      (route) => routesFor.get(route) === 'everybody',
    );
  });

  it.each(scopes.map((scope) => [scope]))('takes a token to %s for nothing else', async (scope) => {
    await expectLetIn(
      () => withToken(scope),
      (route) => {
        const audience = routesFor.get(route);
        return audience === 'everybody' || (audience !== undefined && audience.scope === scope);
      },
    );
  });

  /** Asks every route; what its path names is not there, so whoever is let in finds nothing or is told what is missing. */
  async function expectLetIn(
    come: () => Promise<Asking>,
    isLetIn: (route: string) => boolean,
  ): Promise<void> {
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const stop = new AbortController();
      const asking = await come();
      const response = await asking(
        path
          .replace('/api/v1/', '')
          .replaceAll('{collection}', 'contacts')
          .replaceAll(/\{\w+\}/g, '999'),
        {
          method,
          signal: stop.signal,
          ...(method === 'GET'
            ? {}
            : { body: '{}', headers: { 'content-type': 'application/json' } }),
        },
      );
      const code = response.headers.get('content-type')?.includes('problem')
        ? z.object({ code: z.string() }).parse(await response.json()).code
        : 'done';
      stop.abort();
      await response.body?.cancel().catch(() => {});
      const isRefused = code === 'not_signed_in' || code === 'not_allowed';
      expect(isRefused, `${route}: ${response.status} ${code}`).toBe(!isLetIn(route));
    }
  }

  async function withToken(scope: Scope): Promise<Asking> {
    const login = await loginFor(database.db, { roles: [...roles], userId: null });
    const token = newToken();
    await database.db.run(sql`
      insert into api_token (login_key, name, token_hash, scopes, made_at, expires_at)
      values (${login}, 'a test', ${hashOf(token)}, ${[scope]}, ${new Date(now)}, ${new Date(now + 1000)})`);
    return (path, init = {}) =>
      api.asNobody(path, {
        ...init,
        headers: {
          ...Object.fromEntries(new Headers(init.headers)),
          authorization: `Bearer ${token}`,
        },
      });
  }
});
