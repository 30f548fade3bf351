import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiForTests } from '../../../test/support/api.ts';
import { type Browser, browserFor, publicDoor } from '../../../test/support/browser.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { goodPassword as password, personWithPassword } from '../../../test/support/people.ts';
import { limitsOf, usualLimits } from '../../access/limits.ts';
import {
  ownSessionsSchema,
  secondFactorBegunSchema,
  secondFactorConfirmedSchema,
  tokenMadeSchema,
  tokensSchema,
} from '../../contract/sign-in.ts';
import { sql } from '../../db/sql.ts';

const start = Date.UTC(2026, 10, 20, 12);

describe("one's own account", () => {
  let database: TestDatabase;
  let now = start;
  let count = 0;
  let email = '';
  let own: Browser;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  const open = () =>
    apiForTests(database, {
      ...{ now, clock: () => now, door: publicDoor, limits: limitsOf(usualLimits, 0) },
    }).api;
  let api: ReturnType<typeof open>;
  const signedIn = async (as: string) => {
    const browser = browserFor(api);
    expect((await browser.ask('POST', 'session', { email: as, password })).status).toBe(200);
    return browser;
  };
  const person = async (roles: readonly ('seller' | 'administrator')[]) => {
    count += 1;
    const address = `person${count}@ours.example`;
    await personWithPassword(database.db, { email: address, roles, now });
    return address;
  };
  beforeEach(async () => {
    api = open();
    now = start;
    email = await person(['seller']);
    own = await signedIn(email);
  });

  it('lists where one is signed in, and signs out there', async () => {
    const [second, third] = [await signedIn(email), await signedIn(email)];
    const list = async () =>
      ownSessionsSchema.parse((await own.ask('GET', 'me/sessions')).body).sessions;
    const sessions = await list();
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toMatchObject([
      { client: 'Test/1.0', beganAt: new Date(start).toISOString() },
    ]);
    const keyOf = async (browser: Browser) =>
      ownSessionsSchema
        .parse((await browser.ask('GET', 'me/sessions')).body)
        .sessions.find(({ current }) => current)?.key;
    const path = `me/sessions/${await keyOf(second)}`;
    const stranger = await signedIn(await person(['administrator']));
    expect((await stranger.ask('DELETE', path)).status).toBe(404);
    expect((await own.ask('DELETE', path)).status).toBe(204);
    expect((await second.ask('GET', 'about')).status).toBe(401);
    expect((await own.ask('DELETE', path)).status).toBe(404);
    expect((await own.ask('DELETE', 'me/sessions')).body).toEqual({ ended: 1 });
    expect((await third.ask('GET', 'about')).status).toBe(401);
    expect((await own.ask('GET', 'about')).status).toBe(200);
    expect(await list()).toHaveLength(1);
  });

  it('changes the password for who knows the present one, and signs out everywhere else', async () => {
    const elsewhere = await signedIn(email);
    const next = 'fünf Reiher im Schilf';
    const change = (given: object) => own.ask('POST', 'me/password', given);
    expect(await change({ current: 'wrong one', next })).toMatchObject({
      ...{ status: 403, body: { code: 'password_wrong', field: 'current' } },
    });
    expect(await change({ current: password, next: `${email} 2026` })).toMatchObject({
      ...{ status: 422, body: { code: 'password_unfit', field: 'next' } },
    });
    expect((await change({ current: password, next })).body).toEqual({ ended: 1 });
    expect((await elsewhere.ask('GET', 'about')).status).toBe(401);
    expect((await own.ask('GET', 'about')).status).toBe(200);
    const again = (given: string) =>
      browserFor(api, '203.0.113.50').ask('POST', 'session', { email, password: given });
    expect((await again(password)).status).toBe(401);
    expect((await again(next)).status).toBe(200);
  });

  it('does not let the password be guessed by who has found a browser open', async () => {
    const statuses = [];
    for (let n = 0; n < 20; n += 1) {
      const guess = { current: `guess ${n}`, next: 'fünf Reiher im Schilf' };
      statuses.push((await own.ask('POST', 'me/password', guess)).status);
    }
    expect(statuses.filter((status) => status === 403)).toHaveLength(usualLimits.again.points);
    const right = { current: password, next: 'fünf Reiher im Schilf' };
    expect((await own.ask('POST', 'me/password', right)).status).toBe(429);
    expect((await (await signedIn(email)).ask('POST', 'me/password', right)).status).toBe(200);
  });

  /** Puts a second factor on; answers how codes are made and the recovery codes. */
  async function withSecondFactor() {
    const { body } = await own.ask('POST', 'me/second-factor', { password });
    const { secret, uri } = secondFactorBegunSchema.parse(body);
    expect(uri).toContain(`secret=${secret}`);
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = (at: number) => totp.generate({ timestamp: at });
    const confirmed = await own.ask('PUT', 'me/second-factor', { code: code(now) });
    const { recoveryCodes } = secondFactorConfirmedSchema.parse(confirmed.body);
    return { code, secret, recoveryCodes };
  }
  const signIn = (code?: string, browser = browserFor(api)) =>
    browser.ask('POST', 'session', { email, password, ...(code === undefined ? {} : { code }) });

  it('has a second factor from when its first code is confirmed on', async () => {
    expect((await own.ask('POST', 'me/second-factor', { password: 'x' })).status).toBe(403);
    expect((await own.ask('PUT', 'me/second-factor', { code: '000000' })).status).toBe(409);
    await own.ask('POST', 'me/second-factor', { password });
    expect((await own.ask('PUT', 'me/second-factor', { code: 'no code' })).body.code).toBe(
      'code_wrong',
    );
    expect((await signIn()).status).toBe(200);
    const { code, secret } = await withSecondFactor();
    expect((await own.ask('POST', 'me/second-factor', { password })).status).toBe(409);
    now += 60_000;
    expect(await signIn()).toMatchObject({ status: 401, body: { code: 'second_factor_needed' } });
    const wrong = await browserFor(api).ask('POST', 'session', { email, password: 'x' });
    expect(wrong.body.code).toBe('sign_in_failed');
    expect((await signIn('000000')).body.code).toBe('second_factor_wrong');
    expect((await signIn(code(now))).body.me).toMatchObject({ secondFactor: true });
    const kept = await database.db.query<{ sealed: Buffer }>(sql`select sealed from secret`);
    expect(kept.some(({ sealed }) => sealed.toString('latin1').includes(secret))).toBe(false);
  });

  it('takes a code of the app once, also from two at once, and the one before and after', async () => {
    const { code } = await withSecondFactor();
    expect((await signIn(code(now))).body.code).toBe('second_factor_wrong');
    now += 90_000;
    expect((await signIn(code(now - 30_000))).status).toBe(200);
    expect((await signIn(code(now - 30_000))).status).toBe(401);
    const answers = await Promise.all(
      [1, 2, 3].map((n) => signIn(code(now), browserFor(api, `203.0.113.${n}`))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await signIn(code(now + 30_000))).status).toBe(200);
    expect((await signIn(code(now - 30_000))).status).toBe(401);
    expect((await signIn(code(now + 60_000))).status).toBe(401);
  });

  it('takes a recovery code once, also from two at once, however it is typed', async () => {
    const { recoveryCodes } = await withSecondFactor();
    expect(new Set(recoveryCodes).size).toBe(8);
    const [first = '', second = ''] = recoveryCodes;
    expect(first).toMatch(/^([0-9a-z]{6}-){3}[0-9a-z]{6}$/);
    const answers = await Promise.all(
      [1, 2, 3].map((n) => signIn(first, browserFor(api, `203.0.113.${n}`))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await signIn(second.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await signIn(second)).status).toBe(401);
  });

  it('does not let codes be guessed by who knows the password, and lets its owner in all the same', async () => {
    const { code, recoveryCodes } = await withSecondFactor();
    now += 60_000;
    const codes: unknown[] = [];
    for (let n = 0; n < 40; n += 1) {
      const guesser = browserFor(api, `198.51.100.${n}`);
      codes.push((await signIn(String(100_000 + n), guesser)).body.code);
    }
    expect(codes.filter((one) => one === 'second_factor_wrong').length).toBeLessThanOrEqual(
      usualLimits.code.points,
    );
    expect((await signIn(code(now), browserFor(api, '203.0.113.4'))).status).toBe(429);
    // The browser that signed in before the guessing, and whoever has a recovery code.
    expect((await signIn(code(now), own)).status).toBe(200);
    expect((await signIn(recoveryCodes[0], browserFor(api, '203.0.113.4'))).status).toBe(200);
  });

  it('drops the second factor for who knows the password', async () => {
    await withSecondFactor();
    expect((await own.ask('DELETE', 'me/second-factor', { password: 'x' })).status).toBe(403);
    expect((await own.ask('DELETE', 'me/second-factor', { password })).status).toBe(204);
    expect((await signIn()).status).toBe(200);
    expect(
      await database.db.query(sql`
        select from secret where starts_with(name, 'second-factor:')
          and not exists (select from login_second_factor where secret_name = name)`),
    ).toEqual([]);
  });

  describe('has tokens for programs', () => {
    const asToken = (token: string, path: string, method = 'GET') =>
      browserFor(api, '203.0.113.9', token).ask(method, path);
    const wanted = { name: 'report', scopes: ['read'], days: 30 };
    async function made(browser: Browser, given: object = wanted) {
      const { status, body } = await browser.ask('POST', 'me/tokens', given);
      expect(status).toBe(201);
      return tokenMadeSchema.parse(body);
    }

    it('shown once, for some days, until they are revoked', async () => {
      const { token, key, expiresAt } = await made(own);
      expect(token).toMatch(/^rapport_[\w-]{43}$/);
      expect(Date.parse(expiresAt)).toBe(now + 30 * 86_400_000);
      const { body } = await own.ask('GET', 'me/tokens');
      const { tokens, scopes } = tokensSchema.parse(body);
      expect(tokens).toMatchObject([{ key, name: 'report', scopes: ['read'], usedAt: null }]);
      expect(scopes).toEqual(['read']);
      expect(JSON.stringify(body)).not.toContain(token);
      expect(JSON.stringify(await database.db.query(sql`select * from api_token`))).not.toContain(
        token,
      );
      const about = async () => (await asToken(token, 'about')).status;
      expect(await about()).toBe(200);
      now += 30 * 86_400_000;
      expect(await about()).toBe(401);
      now = start;
      const stranger = await signedIn(await person(['administrator']));
      expect((await stranger.ask('DELETE', `me/tokens/${key}`)).status).toBe(404);
      expect((await own.ask('DELETE', `me/tokens/${key}`)).status).toBe(204);
      expect(await about()).toBe(401);
    });

    it('that can do no more than their owner, also when their owner can do less than before', async () => {
      const beyond = { ...wanted, scopes: ['read', 'administer'] };
      expect(await own.ask('POST', 'me/tokens', beyond)).toMatchObject({
        ...{ status: 403, body: { code: 'not_allowed', field: 'scopes' } },
      });
      const admin = await person(['administrator']);
      const { token } = await made(await signedIn(admin), beyond);
      expect((await asToken(token, 'settings')).status).toBe(200);
      await database.db.run(sql`update login set roles = '{seller}' where email = ${admin}`);
      expect((await asToken(token, 'settings')).status).toBe(403);
      expect((await asToken(token, 'session')).body.me).toMatchObject({
        via: 'token',
        scopes: ['read'],
      });
    });

    it('that make no tokens, change no password and see no sessions', async () => {
      const admin = await person(['administrator']);
      const all = { ...wanted, scopes: ['read', 'import', 'administer'] };
      const { token } = await made(await signedIn(admin), all);
      for (const [method, path] of [
        ['GET', 'me/tokens'],
        ['POST', 'me/tokens'],
        ['DELETE', 'me/tokens/1'],
        ['GET', 'me/sessions'],
        ['DELETE', 'me/sessions'],
        ['POST', 'me/password'],
        ['POST', 'me/second-factor'],
        ['PUT', 'me/second-factor'],
        ['DELETE', 'me/second-factor'],
        ['POST', 'invitations'],
        ['PATCH', 'logins/1'],
        ['POST', 'logins/1/link'],
        ['DELETE', 'logins/1/second-factor'],
      ] as const) {
        expect(await asToken(token, path, method), `${method} ${path}`).toMatchObject({
          ...{ status: 403, body: { code: 'not_allowed', field: 'authorization' } },
        });
      }
    });

    it.each([[{ days: 0 }], [{ days: 366 }], [{ days: 1.5 }], [{ scopes: [] }], [{ name: ' ' }]])(
      'not with %o',
      async (wrong) => {
        expect((await own.ask('POST', 'me/tokens', { ...wanted, ...wrong })).status).toBe(400);
      },
    );
  });
});
