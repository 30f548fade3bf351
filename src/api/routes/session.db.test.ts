import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiForTests } from '../../../test/support/api.ts';
import { browserFor, publicDoor } from '../../../test/support/browser.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { goodPassword as password, personWithPassword } from '../../../test/support/people.ts';
import { usualLimits } from '../../access/limits.ts';
import { sessionIdleMs, sessionMs } from '../../access/sessions.ts';
import { meSchema, sessionSchema } from '../../contract/sign-in.ts';
import { sql } from '../../db/sql.ts';

const start = Date.UTC(2026, 10, 20, 12);

describe('signing in', () => {
  let database: TestDatabase;
  let now = start;
  const email = 'berta@ours.example';
  beforeAll(async () => {
    database = await testDatabase();
    await personWithPassword(database.db, { email, roles: ['seller'], now });
  });
  afterAll(() => database.close());

  const api = () => apiForTests(database, { now, clock: () => now, door: publicDoor }).api;
  const actions = async () => {
    const rows = await database.db.query<{ action: string; details: string }>(
      sql`select action, content::jsonb ->> 'details' as details from audit_entry order by number`,
    );
    return rows.map(({ action, details }) => `${action} ${details}`);
  };

  it('says who one is, sets a cookie that only this host can set and no script reads, and ends with it', async () => {
    const browser = browserFor(api());
    const before = sessionSchema.parse((await browser.ask('GET', 'session')).body);
    expect(before).toEqual({
      ...{ me: null, setUpNeeded: true, demo: false },
      ways: { password: true, openId: null, demo: null },
    });
    expect((await browser.ask('GET', 'about')).status).toBe(401);
    const { status, body, cookies, headers } = await browser.ask('POST', 'session', {
      ...{ email: '  Berta@OURS.example ', password },
    });
    expect(status).toBe(200);
    const me = {
      ...{ email, name: `Name of ${email}`, roles: ['seller'], userId: null, via: 'session' },
      ...{ secondFactor: false, hasPassword: true, demo: false },
    };
    expect(meSchema.parse(body.me)).toMatchObject(me);
    expect(cookies.find((cookie) => cookie.startsWith('__Host-rapport='))).toMatch(
      /^__Host-rapport=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(cookies.find((cookie) => cookie.startsWith('__Host-rapport-device='))).toMatch(
      /HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(sessionSchema.parse((await browser.ask('GET', 'session')).body).me).toMatchObject(me);
    const token = browser.jar.get('__Host-rapport') ?? '';
    const out = await browser.ask('DELETE', 'session');
    expect(out.status).toBe(204);
    expect(out.headers.get('clear-site-data')).toBe('"cache"');
    expect(browser.jar.has('__Host-rapport')).toBe(false);
    // Whoever had copied the cookie has nothing of it.
    browser.jar.set('__Host-rapport', token);
    expect((await browser.ask('GET', 'about')).status).toBe(401);
    expect(await actions()).toEqual(['signed_in {"way": "password"}', 'signed_out {}']);
  });

  it('keeps nothing by which somebody who reads the database could come in', async () => {
    const browser = browserFor(api());
    await browser.ask('POST', 'session', { email, password });
    const rows = await database.db.query(sql`select * from session, login_password`);
    const shown = JSON.stringify(rows);
    expect(shown).not.toContain(browser.jar.get('__Host-rapport'));
    expect(shown).not.toContain(password);
    for (const table of ['login_password', 'session', 'api_token', 'invitation', 'set_up'])
      await expect(database.readers.query(sql`select from ${sql.id(table)}`)).rejects.toThrow(
        'denied',
      );
  });

  it('fails alike for an unknown person, a wrong password, no password and a deactivated login', async () => {
    await personWithPassword(database.db, { email: 'gone@ours.example', roles: ['seller'], now });
    await database.db.run(sql`update login set active = false where email = 'gone@ours.example'`);
    await database.db.run(sql`insert into login (email, roles) values ('sso@ours.example', '{}')`);
    const answers = [];
    for (const given of [
      { email: 'nobody@ours.example', password },
      { email, password: 'five cranes at the lake' },
      { email: 'gone@ours.example', password },
      { email: 'sso@ours.example', password },
    ]) {
      const { status, body, cookies } = await browserFor(api()).ask('POST', 'session', given);
      answers.push({ status, body, cookies });
    }
    expect(answers[0]).toMatchObject({
      status: 401,
      body: { code: 'sign_in_failed' },
      cookies: [],
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await expect
      .poll(async () => (await actions()).filter((action) => action.startsWith('sign_in_failed')))
      .toHaveLength(4);
  });

  it('is over when it is not used, and after a fortnight even when it is', async () => {
    const browser = browserFor(api());
    now = start;
    await browser.ask('POST', 'session', { email, password });
    const about = async () => (await browser.ask('GET', 'about')).status;
    now += sessionIdleMs - 60_000;
    expect(await about()).toBe(200);
    now += sessionIdleMs + 60_000;
    expect(await about()).toBe(401);
    now = start;
    await browser.ask('POST', 'session', { email, password });
    for (; now < start + sessionMs - sessionIdleMs; now += sessionIdleMs - 60_000) {
      expect(await about()).toBe(200);
    }
    now = start + sessionMs;
    expect(await about()).toBe(401);
    now = start;
  });

  it('again in the same browser ends the session before', async () => {
    const browser = browserFor(api());
    await browser.ask('POST', 'session', { email, password });
    const before = browser.jar.get('__Host-rapport') ?? '';
    await browser.ask('POST', 'session', { email, password });
    expect(browser.jar.get('__Host-rapport')).not.toBe(before);
    browser.jar.set('__Host-rapport', before);
    expect((await browser.ask('GET', 'about')).status).toBe(401);
  });

  it('ends after some failures from one address, which keeps neither other addresses nor known browsers out', async () => {
    const one = api();
    const own = browserFor(one, '198.51.100.7');
    await own.ask('POST', 'session', { email, password });
    const attacker = browserFor(one, '198.51.100.7');
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      const wrong = { email, password: `guess number ${n}` };
      statuses.push((await attacker.ask('POST', 'session', wrong)).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(usualLimits.pair.points);
    const refused = await attacker.ask('POST', 'session', { email, password });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
    expect((await own.ask('POST', 'session', { email, password })).status).toBe(200);
    const elsewhere = browserFor(one, '203.0.113.200');
    expect((await elsewhere.ask('POST', 'session', { email, password })).status).toBe(200);
    // A stranger's browser is no better for showing somebody else's cookie.
    attacker.jar.set('__Host-rapport-device', `x${own.jar.get('__Host-rapport-device')}`);
    expect((await attacker.ask('POST', 'session', { email, password })).status).toBe(429);
  });

  it('takes no more than a form holds', async () => {
    const browser = browserFor(api());
    const large = { email, password: 'x'.repeat(40_000) };
    expect(await browser.ask('POST', 'session', large)).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
    expect(await browser.ask('POST', 'session', { email })).toMatchObject({
      status: 400,
      body: { code: 'request_invalid', field: 'password' },
    });
  });

  it('never shows in an answer what stood in the field of the password', async () => {
    const browser = browserFor(api());
    for (const given of [
      { email, password: `secret${'x'.repeat(2000)}` },
      { email, password: 'secret', remember: true },
      { email: 7, password: 'secret' },
      [{ password: 'secret' }],
    ]) {
      const { status, body } = await browser.ask('POST', 'session', given);
      expect(status).toBe(400);
      expect(JSON.stringify(body)).not.toContain('secret');
    }
  });

  it('is possible by one click in the demo as long as it is one, as three people', async () => {
    await database.db.run(sql`update organization set demo = true`);
    await database.owner.run(sql`delete from activation`);
    await database.owner.run(sql`
      with people as (
        insert into entity (type, id) select 'user', unnest(array['lead', 'ann', 'bob']) returning key, id
      ), users as (
        insert into app_user (key, name, role, manager_key, team_keys, active, opted_out)
        select key, upper(id), 'seller', case when id <> 'lead' then (select key from people where id = 'lead') end,
          '{}', true, false
        from people
      ), deal as (insert into entity (type, id) values ('opportunity', 'opp-001') returning key)
      insert into opportunity (key, name, status, owner_key, team_keys, stakeholder_keys, custom)
      select deal.key, 'Two filling lines', 'open', people.key, '{}', '{}', '{}'
      from deal, people where people.id = 'ann'`);
    const browser = browserFor(api());
    const { ways, demo, setUpNeeded } = sessionSchema.parse(
      (await browser.ask('GET', 'session')).body,
    );
    expect({ ways, demo, setUpNeeded }).toMatchObject({
      ways: { demo: ['seller', 'manager', 'administrator'] },
      demo: true,
    });
    const me = async (as: string) =>
      meSchema.parse((await browser.ask('POST', 'session/demo', { as })).body.me);
    expect(await me('seller')).toMatchObject({ userId: 'ann', roles: ['seller'], demo: true });
    expect(await me('manager')).toMatchObject({ userId: 'lead', roles: ['manager'] });
    expect(await me('administrator')).toMatchObject({
      ...{ userId: null, roles: ['administrator', 'operations'], hasPassword: false },
    });
    expect(await me('seller')).toMatchObject({ userId: 'ann', name: 'ANN' });
    expect(await database.db.query(sql`select from login where demo`)).toHaveLength(3);
    await database.db.run(sql`
      insert into activation (notice_version, accepted_at, accepted_by, was_demo) values (1, now(), 'x', true)`);
    expect((await browser.ask('GET', 'about')).status).toBe(401);
    expect(await browser.ask('POST', 'session/demo', { as: 'seller' })).toMatchObject({
      status: 409,
      body: { code: 'demo_over' },
    });
    expect(sessionSchema.parse((await browser.ask('GET', 'session')).body).ways.demo).toBeNull();
  });
});
