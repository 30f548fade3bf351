import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiForTests } from '../../../test/support/api.ts';
import { type Browser, browserFor, publicDoor } from '../../../test/support/browser.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { goodPassword as password, personWithPassword } from '../../../test/support/people.ts';
import { usualLimits } from '../../access/limits.ts';
import { isSetUpNeeded, newSetUpToken, setUpMs } from '../../access/set-up.ts';
import { firstSetUpLink } from '../../cli/set-up.ts';
import { invitationsSchema, linkMadeSchema } from '../../contract/logins.ts';
import { meSchema } from '../../contract/sign-in.ts';
import { sql } from '../../db/sql.ts';

const start = Date.UTC(2026, 10, 20, 12);

describe('links', () => {
  let database: TestDatabase;
  let now = start;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  const api = () => apiForTests(database, { now, clock: () => now, door: publicDoor }).api;
  const url = 'https://rapport.example';
  const tokenIn = (link: string) => new URL(link).hash.slice(1);
  const first = { email: 'ada@ours.example', name: 'Ada', password };

  it('of set-up make the first administrator once, who is signed in, and are made only while there is none', async () => {
    const link = await firstSetUpLink(database.db, { url, now });
    expect(link).toMatch(/^https:\/\/rapport\.example\/set-up#[\w-]{43}$/);
    const token = tokenIn(link ?? '');
    expect(JSON.stringify(await database.db.query(sql`select * from set_up`))).not.toContain(token);
    const one = api();
    // Two at once: the link holds for one.
    const browsers = [browserFor(one), browserFor(one)];
    const answers = await Promise.all(
      browsers.map((browser, n) =>
        browser.ask('POST', 'set-up', { ...first, token, email: `ada${n}@ours.example` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const winner = answers.find(({ status }) => status === 200);
    expect(meSchema.parse(winner?.body.me)).toMatchObject({
      ...{ name: 'Ada', roles: ['administrator', 'operations'], hasPassword: true },
    });
    expect(await isSetUpNeeded(database.db)).toBe(false);
    expect(await firstSetUpLink(database.db, { url, now })).toBeNull();
  });

  it('of set-up are void when another is made, when they are too old, and when they are made up', async () => {
    const before = await newSetUpToken(database.db, now);
    const token = await newSetUpToken(database.db, now);
    const browser = browserFor(api());
    const statusOf = async (tried: string) =>
      (await browser.ask('POST', 'set-up', { ...first, token: tried })).status;
    expect(await statusOf(before)).toBe(404);
    expect(await statusOf('x')).toBe(404);
    now += setUpMs;
    expect(await statusOf(token)).toBe(404);
    now = start;
    expect(
      await browser.ask('POST', 'set-up', { ...first, token, password: 'too short' }),
    ).toMatchObject({
      ...{ status: 422, body: { code: 'password_unfit', field: 'password' } },
    });
    expect(await statusOf(token)).toBe(200);
  });

  it('of set-up give a lost administrator the login back: with this password alone, signed out elsewhere', async () => {
    const lost = browserFor(api());
    await lost.ask('POST', 'session', { email: first.email, password });
    await database.db.run(
      sql`update login set active = true, roles = '{seller}' where email = ${first.email}`,
    );
    expect((await lost.ask('GET', 'about')).status).toBe(200);
    const token = await newSetUpToken(database.db, now);
    const again = { ...first, token, password: 'fünf Reiher im Schilf' };
    const back = await browserFor(api()).ask('POST', 'set-up', again);
    expect(meSchema.parse(back.body.me).roles).toEqual(['seller', 'administrator']);
    expect((await lost.ask('GET', 'about')).status).toBe(401);
    expect(
      (await browserFor(api()).ask('POST', 'session', { email: first.email, password })).status,
    ).toBe(401);
  });

  it('that are none can be tried a few times from one address', async () => {
    const one = api();
    const statuses = [];
    for (let n = 0; n < 30; n += 1)
      statuses.push(
        (await browserFor(one).ask('POST', 'set-up', { ...first, token: `t${n}` })).status,
      );
    expect(statuses.filter((status) => status === 404)).toHaveLength(usualLimits.link.points);
    expect(statuses.at(-1)).toBe(429);
    const look = await browserFor(one).ask('POST', 'invitations/look', { token: 'x' });
    expect(look.status).toBe(429);
    const elsewhere = browserFor(one, '203.0.113.77');
    expect((await elsewhere.ask('POST', 'invitations/look', { token: 'x' })).status).toBe(404);
  });

  describe('of invitations', () => {
    let administrator: Browser;
    beforeAll(async () => {
      await personWithPassword(database.db, {
        ...{ email: 'admin@ours.example', roles: ['administrator'], now },
      });
      administrator = browserFor(api());
      await administrator.ask('POST', 'session', { email: 'admin@ours.example', password });
      await database.owner.run(sql`
        with person as (insert into entity (type, id) values ('user', 'u1') returning key)
        insert into app_user (key, name, role, team_keys, active, opted_out)
        select key, 'Berta Klein', 'seller', '{}', true, false from person`);
    });
    const invited = async (who: object) => {
      const { status, body } = await administrator.ask('POST', 'invitations', who);
      return status === 201 ? tokenIn(linkMadeSchema.parse(body).link) : body;
    };

    it('make a login with the roles and the person of the CRM that they were made for, once', async () => {
      const token = await invited({
        ...{ email: 'Berta@Ours.example', roles: ['manager', 'seller'], userId: 'u1' },
      });
      const guest = browserFor(api());
      const seen = await guest.ask('POST', 'invitations/look', { token });
      expect(seen.body).toMatchObject({ email: 'berta@ours.example', name: null, purpose: 'join' });
      const listed = invitationsSchema.parse((await administrator.ask('GET', 'invitations')).body);
      expect(listed.invitations).toMatchObject([{ email: 'berta@ours.example', userId: 'u1' }]);
      expect(await guest.ask('POST', 'invitations/accept', { token, password })).toMatchObject({
        ...{ status: 400, body: { field: 'name' } },
      });
      const joined = { token, name: 'Berta', password };
      const answers = await Promise.all([
        guest.ask('POST', 'invitations/accept', joined),
        browserFor(api()).ask('POST', 'invitations/accept', joined),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
      const me = meSchema.parse(answers.find(({ status }) => status === 200)?.body.me);
      expect(me).toMatchObject({ name: 'Berta Klein', roles: ['seller', 'manager'], userId: 'u1' });
      expect((await administrator.ask('GET', 'invitations')).body).toEqual({ invitations: [] });
    });

    it('are not made for who can sign in, nor for a person of the CRM who is somebody else or nobody', async () => {
      const roles = ['seller'];
      expect(await invited({ email: 'berta@ours.example', roles })).toMatchObject({
        code: 'login_exists',
      });
      expect(await invited({ email: 'b@ours.example', roles, userId: 'u1' })).toMatchObject({
        code: 'user_taken',
      });
      expect(await invited({ email: 'b@ours.example', roles, userId: 'u2' })).toMatchObject({
        code: 'user_unknown',
      });
      expect(await invited({ email: 'b@ours.example', roles: ['owner'] })).toMatchObject({
        code: 'request_invalid',
      });
    });

    it('hold for a week, until another is made to the same address, and until they are withdrawn', async () => {
      const who = { email: 'carl@ours.example', name: 'Carl', roles: ['seller'] };
      const before = await invited(who);
      const token = await invited(who);
      const guest = browserFor(api());
      const statusOf = async (tried: unknown) =>
        (await guest.ask('POST', 'invitations/look', { token: tried })).status;
      expect(await statusOf(before)).toBe(404);
      expect(await statusOf(token)).toBe(200);
      now += 7 * 24 * 3_600_000;
      expect(await statusOf(token)).toBe(404);
      now = start;
      const [open] = invitationsSchema.parse(
        (await administrator.ask('GET', 'invitations')).body,
      ).invitations;
      const path = `invitations/${open?.key}`;
      expect((await administrator.ask('DELETE', path)).status).toBe(204);
      expect((await administrator.ask('DELETE', path)).status).toBe(404);
      expect(await statusOf(token)).toBe(404);
    });
  });
});
