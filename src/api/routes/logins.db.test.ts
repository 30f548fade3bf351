import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiForTests } from '../../../test/support/api.ts';
import { type Browser, browserFor, publicDoor } from '../../../test/support/browser.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { goodPassword as password, personWithPassword } from '../../../test/support/people.ts';
import { beginSecondFactor, takeCode } from '../../access/second-factor.ts';
import { tidySignIn } from '../../access/tidy.ts';
import { linkMadeSchema, loginSchema, loginsSchema } from '../../contract/logins.ts';
import { sql } from '../../db/sql.ts';
import type { Role } from '../../model/vocabulary.ts';

const now = Date.UTC(2026, 10, 20, 12);
const keys = { dataFolder: '', key: Buffer.alloc(32, 7).toString('base64'), keyBefore: null };

describe('logins', () => {
  let database: TestDatabase;
  let administrator: Browser;
  let other: Browser;
  const made = new Map<string, number>();
  beforeAll(async () => {
    database = await testDatabase();
    await person('one', ['administrator']);
    await person('two', ['administrator']);
    administrator = await signedIn('one');
    other = await signedIn('two');
  });
  afterAll(() => database.close());
  const person = async (name: string, roles: readonly Role[]) => {
    const email = `${name}@ours.example`;
    made.set(name, await personWithPassword(database.db, { email, roles, now }));
  };
  const api = () => apiForTests(database, { now, door: publicDoor }).api;
  const signedIn = async (name: string) => {
    const browser = browserFor(api());
    await browser.ask('POST', 'session', { email: `${name}@ours.example`, password });
    return browser;
  };
  const change = (name: string, given: object, by = administrator) =>
    by.ask('PATCH', `logins/${made.get(name)}`, given);
  const actions = async () =>
    (
      await database.db.query<{ action: string }>(
        sql`select action from audit_entry where action not in ('signed_in') order by number`,
      )
    ).map(({ action }) => action);

  it('are listed with what they hold, for administrators alone', async () => {
    await person('seller', ['seller']);
    const seller = await signedIn('seller');
    await seller.ask('POST', 'me/tokens', { name: 'x', scopes: ['read'], days: 1 });
    expect((await seller.ask('GET', 'logins')).status).toBe(403);
    const { logins } = loginsSchema.parse((await administrator.ask('GET', 'logins')).body);
    expect(logins.find(({ email }) => email === 'seller@ours.example')).toMatchObject({
      ...{ roles: ['seller'], active: true, hasPassword: true, secondFactor: false, demo: false },
      ...{ sessions: 1, tokens: 1, current: false, signedInAt: new Date(now).toISOString() },
    });
    expect(logins.filter(({ current }) => current)).toMatchObject([{ email: 'one@ours.example' }]);
  });

  it('get other roles at once, and the log says so', async () => {
    await person('climber', ['seller']);
    const browser = await signedIn('climber');
    expect((await browser.ask('GET', 'logins')).status).toBe(403);
    const { body } = await change('climber', { roles: ['administrator', 'seller'] });
    expect(loginSchema.parse(body).roles).toEqual(['seller', 'administrator']);
    expect((await browser.ask('GET', 'logins')).status).toBe(200);
    await change('climber', { roles: ['seller', 'administrator'] });
    await change('climber', { roles: [] });
    expect((await browser.ask('GET', 'logins')).status).toBe(403);
    expect((await actions()).filter((action) => action === 'roles_changed')).toHaveLength(2);
  });

  it('that are deactivated are signed out, and their tokens and links end', async () => {
    await person('leaver', ['seller']);
    const leaver = await signedIn('leaver');
    const token = (await leaver.ask('POST', 'me/tokens', { name: 'x', scopes: ['read'], days: 9 }))
      .body;
    const link = await administrator.ask('POST', `logins/${made.get('leaver')}/link`);
    const { hash } = new URL(linkMadeSchema.parse(link.body).link);
    expect((await change('leaver', { active: false })).body).toMatchObject({
      ...{ active: false, sessions: 0, tokens: 0 },
    });
    expect((await leaver.ask('GET', 'about')).status).toBe(401);
    const program = browserFor(api(), '203.0.113.9', String(token.token));
    expect((await program.ask('GET', 'about')).status).toBe(401);
    const guest = browserFor(api());
    expect((await guest.ask('POST', 'invitations/look', { token: hash.slice(1) })).status).toBe(
      404,
    );
    expect((await (await signedIn('leaver')).ask('GET', 'about')).status).toBe(401);
    expect((await administrator.ask('POST', `logins/${made.get('leaver')}/link`)).status).toBe(404);
    await change('leaver', { active: true });
    expect((await (await signedIn('leaver')).ask('GET', 'about')).status).toBe(200);
    expect(await actions()).toEqual(expect.arrayContaining(['deactivated', 'reactivated']));
  });

  it('always have an administrator who can sign in, even when two take the role from each other at once', async () => {
    // Who was made one but never signed in, and has no password, is none.
    await database.db.run(
      sql`insert into login (email, roles) values ('never@ours.example', '{administrator}')`,
    );
    const answers = await Promise.all([
      change('two', { roles: ['seller'] }, administrator),
      change('one', { roles: ['seller'] }, other),
    ]);
    // Who comes second finds himself to be the last one, or no administrator any more.
    const statuses = answers.map(({ status }) => status).sort();
    expect([
      [200, 403],
      [200, 409],
    ]).toContainEqual(statuses);
    const left = answers[0].status === 200 ? ('one' as const) : ('two' as const);
    const by = left === 'one' ? administrator : other;
    for (const given of [{ roles: ['seller'] }, { active: false }, { roles: [], active: true }]) {
      expect(await change(left, given, by), JSON.stringify(given)).toMatchObject({
        ...{ status: 409, body: { code: 'last_administrator' } },
      });
    }
    expect((await by.ask('GET', 'logins')).status).toBe(200);
    await change(left === 'one' ? 'two' : 'one', { roles: ['administrator'] }, by);
  });

  it('get a new password by a link, once; a second factor stays until an administrator takes it away', async () => {
    await person('forgetful', ['seller']);
    const key = made.get('forgetful') ?? 0;
    const before = await signedIn('forgetful');
    await beginSecondFactor(
      database.db,
      { login: key, email: 'forgetful@ours.example', now },
      keys,
    );
    await database.db.run(sql`update login_second_factor set confirmed_at = now()`);
    const { body } = await administrator.ask('POST', `logins/${key}/link`);
    const token = new URL(linkMadeSchema.parse(body).link).hash.slice(1);
    const guest = browserFor(api());
    expect((await guest.ask('POST', 'invitations/look', { token })).body).toMatchObject({
      ...{ email: 'forgetful@ours.example', purpose: 'password' },
    });
    const next = 'fünf Reiher im Schilf';
    const accepted = await guest.ask('POST', 'invitations/accept', { token, password: next });
    expect(accepted).toMatchObject({ status: 200, body: { me: null }, cookies: [] });
    expect((await before.ask('GET', 'about')).status).toBe(401);
    const again = await guest.ask('POST', 'invitations/accept', { token, password: next });
    expect(again.status).toBe(404);
    const signIn = () =>
      guest.ask('POST', 'session', { email: 'forgetful@ours.example', password: next });
    expect((await signIn()).body.code).toBe('second_factor_needed');
    const remove = () => administrator.ask('DELETE', `logins/${key}/second-factor`);
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(204);
    expect((await signIn()).status).toBe(200);
    expect(await takeCode(database.db, { login: key, code: '123456', now }, keys)).toBe(false);
    expect((await administrator.ask('DELETE', 'logins/999999/second-factor')).status).toBe(404);
  });

  it('are a person of the CRM, who is nobody else', async () => {
    await database.owner.run(sql`
      with person as (insert into entity (type, id) select 'user', unnest(array['u1', 'u2']) returning key)
      insert into app_user (key, name, role, team_keys, active, opted_out)
      select key, 'Somebody', 'seller', '{}', true, false from person`);
    await person('ann', ['seller']);
    await person('bob', ['seller']);
    expect((await change('ann', { userId: 'u1' })).body).toMatchObject({ userId: 'u1' });
    expect((await change('ann', { userId: 'u1' })).status).toBe(200);
    expect((await change('bob', { userId: 'u1' })).body.code).toBe('user_taken');
    expect((await change('bob', { userId: 'u9' })).body.code).toBe('user_unknown');
    await change('ann', { userId: null });
    expect((await change('bob', { userId: 'u1' })).body).toMatchObject({ userId: 'u1' });
    // The demo's login for a person gives way to a real one.
    await database.db.run(sql`
      insert into login (email, roles, user_key, demo)
      select 'seller@demo.invalid', '{seller}', key, true from entity where id = 'u2'`);
    expect((await change('ann', { userId: 'u2' })).body).toMatchObject({ userId: 'u2' });
  });

  it('are tidied of what has ended', async () => {
    await person('tidy', ['seller']);
    const browser = await signedIn('tidy');
    await browser.ask('POST', 'me/tokens', { name: 'short', scopes: ['read'], days: 1 });
    await browser.ask('POST', 'me/tokens', { name: 'long', scopes: ['read'], days: 300 });
    await browser.ask('POST', 'me/second-factor', { password });
    await administrator.ask('POST', 'invitations', { email: 'x@ours.example', roles: [] });
    expect(await tidySignIn(database.db, now)).toEqual({
      ...{ sessions: 0, tokens: 0, links: 0, secrets: 0 },
    });
    const month = now + 30 * 86_400_000;
    const tidied = await tidySignIn(database.db, month);
    expect(tidied).toMatchObject({ links: 1, secrets: 1 });
    expect(tidied.tokens).toBeGreaterThanOrEqual(1);
    expect(await database.db.query(sql`select from session`)).toEqual([]);
    expect(await database.db.query(sql`select name from api_token`)).toEqual([{ name: 'long' }]);
    expect((await signedIn('tidy')).jar.has('__Host-rapport')).toBe(true);
  });
});
