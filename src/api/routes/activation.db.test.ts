import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle, testNow } from '../../../test/support/figures.ts';
import { beginSession } from '../../access/sessions.ts';
import { aBundle, aContact, aLead, aUser } from '../../analytics/testing/seeds.ts';
import {
  activationSchema,
  noticeVersion,
  ownNoticeSchema,
  personNoticeSchema,
} from '../../contract/activation.ts';
import { problemSchema } from '../../contract/api.ts';
import { sql } from '../../db/sql.ts';
import { networkOf } from '../networks.ts';
import { sessionCookies } from '../session-cookie.ts';

const company = aBundle({
  users: [aUser({ id: 'sue', name: 'Sue' }), aUser({ id: 'tom', name: 'Tom' })],
  contacts: [aContact({ id: 'cleo', name: 'Cleo', ownerId: 'sue' })],
  leads: [aLead({ id: 'liam', ownerId: 'sue' })],
});
const administrator = {
  email: 'Ada@Ours.example',
  name: 'Ada',
  password: 'a long enough sentence',
};

describe('the activation', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(company));
    await settle(database.db);
    api = apiForTests(database, { now: testNow });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.run(sql`delete from activation`);
    await database.db.run(sql`delete from login`);
    await database.db.run(sql`update organization set demo = false`);
  });

  const send = (ask: Asking, path: string, method: string, body: unknown) =>
    ask(path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const activated = (ask: Asking, more: object = {}) =>
    send(ask, 'activation', 'POST', { noticeVersion, accept: true, ...more });
  const state = async (ask: Asking) =>
    activationSchema.parse(await (await ask('activation')).json());
  const actions = async () => {
    const rows = await database.db.query<{ action: string }>(
      sql`select action from audit_entry order by number`,
    );
    return rows.map(({ action }) => action);
  };

  it('comes before anything is read in, by whichever way', async () => {
    const items = bundleItems(company);
    await expect(importItems(database.db, items)).rejects.toMatchObject({ code: 'not_activated' });
    const admin = await api.signedIn(['administrator']);
    const refused = await admin('import?name=a.json', { method: 'POST', body: '{}' });
    expect(refused.status).toBe(409);
    expect(problemSchema.parse(await refused.json()).code).toBe('not_activated');
    expect(await state(admin)).toMatchObject({ active: false, accepted: [] });
    const before = (await actions()).length;
    expect((await activated(admin)).status).toBe(200);
    expect(await state(admin)).toMatchObject({
      active: true,
      accepted: [{ noticeVersion, acceptedAt: '2026-11-21T00:00:00.000Z', by: expect.anything() }],
    });
    expect((await actions()).slice(before)).toEqual(['activated']);
    expect((await importItems(database.db, items)).finished).toBe(true);
  });

  it('lets the demo company in while it is loaded, and nothing else', async () => {
    await database.db.run(sql`insert into source (kind, name) values ('demo', 'company')`);
    expect((await importItems(database.db, [], { name: 'demo/crm' })).finished).toBe(true);
    await expect(importItems(database.db, [], { name: 'mine' })).rejects.toMatchObject({
      code: 'not_activated',
    });
    await database.db.run(sql`update source set synced_at = now() where kind = 'demo'`);
    await expect(importItems(database.db, [], { name: 'demo/crm' })).rejects.toMatchObject({
      code: 'not_activated',
    });
  });

  it('is of the notice that was read, and by nobody but an administrator', async () => {
    const admin = await api.signedIn(['administrator']);
    const older = await activated(admin, { noticeVersion: noticeVersion - 1 });
    expect(older.status).toBe(409);
    expect((await activated(admin, { accept: false })).status).toBe(400);
    for (const role of ['seller', 'manager', 'operations'] as const) {
      const other = await api.signedIn([role]);
      expect((await activated(other)).status).toBe(403);
      expect((await other('activation')).status).toBe(403);
    }
    expect((await state(admin)).active).toBe(false);
  });

  describe('of the demo', () => {
    const visit = async () => {
      await database.db.run(sql`update organization set demo = true`);
      const [visitor] = await database.db.query<{ key: number }>(sql`
        insert into login (email, roles, demo) values ('administrator@demo.invalid', '{administrator}', true)
        returning key`);
      return api.withLogin(visitor?.key ?? 0);
    };

    it('needs an administrator with a password, who is signed in by it; the clicks end', async () => {
      const visitor = await visit();
      expect((await state(visitor)).administratorNeeded).toBe(true);
      expect((await activated(visitor)).status).toBe(422);
      const weak = await activated(visitor, { administrator: { ...administrator, password: 'x' } });
      expect(problemSchema.parse(await weak.json())).toMatchObject({
        code: 'password_unfit',
        field: 'administrator.password',
      });
      expect((await state(visitor)).active).toBe(false);
      const done = await activated(visitor, { administrator });
      expect(done.status).toBe(200);
      expect(activationSchema.parse(await done.json())).toMatchObject({
        active: true,
        accepted: [{ by: 'Ada' }],
        administratorNeeded: false,
      });
      expect(done.headers.getSetCookie().some((cookie) => cookie.includes('rapport'))).toBe(true);
      expect((await visitor('activation')).status).toBe(401);
      const click = await send(api.asNobody, 'session/demo', 'POST', { as: 'administrator' });
      expect(click.status).toBe(409);
      const { email, password } = administrator;
      expect((await send(api.asNobody, 'session', 'POST', { email, password })).status).toBe(200);
    });

    it('is not for who clicked in from somewhere else, nor when somebody administers already', async () => {
      const visitor = await visit();
      await api.signedIn(['administrator']);
      await database.db.run(sql`update login set signed_in_at = now() where not demo`);
      expect((await activated(visitor, { administrator })).status).toBe(403);
      await database.db.run(sql`delete from login where not demo`);
      const [login] = await database.db.query<{ key: number }>(
        sql`select key from login where demo`,
      );
      const token = await beginSession(database.db, login?.key ?? 0, {
        now: testNow,
        client: null,
      });
      const behindProxy = apiForTests(database, {
        now: testNow,
        door: {
          publicOrigin: 'https://demo.example',
          trustedProxies: [networkOf('127.0.0.1')].filter((one) => one !== null),
        },
      });
      const fromAfar: Asking = (path, init) => {
        const headers = new Headers(init?.headers);
        headers.set('cookie', `${sessionCookies.secure}=${token}`);
        headers.set('x-forwarded-for', '203.0.113.9');
        headers.set('x-forwarded-proto', 'https');
        headers.set('x-forwarded-host', 'demo.example');
        return Promise.resolve(behindProxy.api.request(`/api/v1/${path}`, { ...init, headers }));
      };
      expect((await state(fromAfar)).active).toBe(false);
      expect((await activated(fromAfar, { administrator })).status).toBe(403);
      expect((await state(visitor)).active).toBe(false);
    });
  });

  it('tells everybody who signs in, once', async () => {
    const sue = await api.signedIn(['seller'], 'sue');
    const own = async () => ownNoticeSchema.parse(await (await sue('me/notice')).json());
    expect(await own()).toMatchObject({ readAt: null, due: false });
    await activated(await api.signedIn(['administrator']));
    expect(await own()).toMatchObject({ readAt: null, due: true });
    expect((await send(sue, 'me/notice', 'POST', { version: noticeVersion + 1 })).status).toBe(409);
    const before = (await actions()).length;
    for (let time = 0; time < 2; time += 1)
      expect((await send(sue, 'me/notice', 'POST', { version: noticeVersion })).status).toBe(200);
    expect(await own()).toMatchObject({ readAt: '2026-11-21T00:00:00.000Z', due: false });
    expect((await actions()).slice(before)).toEqual(['notice_read']);
  });

  it('lets be noted when a contact or lead was told, and on what basis', async () => {
    const sue = await api.signedIn(['seller'], 'sue');
    const told = { toldAt: '2026-11-20T10:00:00.000Z', basis: 'Legitimate interest' };
    for (const person of ['contacts/cleo', 'leads/liam']) {
      const before = await sue(`${person}/notice`);
      expect(personNoticeSchema.parse(await before.json()).toldAt).toBeNull();
      const noted = await send(sue, `${person}/notice`, 'PUT', told);
      expect(personNoticeSchema.parse(await noted.json())).toEqual({
        ...told,
        notedAt: '2026-11-21T00:00:00.000Z',
        notedBy: 'Sue',
      });
    }
    const tom = await api.signedIn(['seller'], 'tom');
    const operations = await api.signedIn(['operations']);
    const admin = await api.signedIn(['administrator']);
    expect((await tom('contacts/cleo/notice')).status).toBe(404);
    expect((await send(tom, 'contacts/cleo/notice', 'PUT', told)).status).toBe(404);
    expect((await operations('contacts/cleo/notice')).status).toBe(200);
    expect((await send(operations, 'contacts/cleo/notice', 'PUT', told)).status).toBe(403);
    expect((await send(admin, 'contacts/cleo/notice', 'PUT', told)).status).toBe(200);
    expect((await send(sue, 'accounts/a/notice', 'PUT', told)).status).toBe(400);
    const late = { ...told, toldAt: '2026-11-22T00:00:00Z' };
    expect((await send(sue, 'contacts/cleo/notice', 'PUT', late)).status).toBe(400);
    expect((await send(sue, 'contacts/cleo/notice', 'PUT', { ...told, basis: ' ' })).status).toBe(
      400,
    );
  });
});
