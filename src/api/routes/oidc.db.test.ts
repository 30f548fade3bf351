import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiForTests } from '../../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import {
  clientForTests,
  openIdProvider,
  type Person,
  type ProviderForTests,
  publicClientForTests,
  throughProvider,
} from '../../../test/support/openid-provider.ts';
import { invite } from '../../access/invitations.ts';
import { type Limits, limitsOf, usualLimits } from '../../access/limits.ts';
import { openIdOf } from '../../access/oidc.ts';
import { loadConfig } from '../../config.ts';
import { sql } from '../../db/sql.ts';

const origin = 'http://localhost:4400';
const callback = `${origin}/api/v1/session/openid/callback`;
const minute = 60_000;

let test: TestDatabase;
let provider: ProviderForTests;
let now = Date.now();

beforeAll(async () => {
  test = await testDatabase();
  provider = await openIdProvider(callback);
});
afterAll(async () => {
  await provider.close();
  await test.close();
});
beforeEach(async () => {
  now = Date.now();
  provider.people.clear();
  const tables = ['login_openid', 'openid_attempt', 'invitation', 'session', 'login'];
  for (const table of tables) await test.db.run(sql`delete from ${sql.id(table)}`);
});

type Forged = { readonly claims: object; readonly by?: 'another' | 'nobody' };
type Forge = (claims: Record<string, unknown>) => Forged;
type Settings = Readonly<Record<string, string | undefined>>;

/** The API with this provider; `forge` puts other tokens in the place of those that the provider gives. */
function apiWith(
  settings: Settings = {},
  forge?: { token?: Forge; userinfo?: (said: object) => object; limits?: Limits },
) {
  const { openId: read } = loadConfig({
    RAPPORT_OIDC_ISSUER: provider.issuer,
    RAPPORT_OIDC_CLIENT_ID: clientForTests.id,
    RAPPORT_OIDC_CLIENT_SECRET: clientForTests.secret,
    RAPPORT_OIDC_NAME: 'the house',
    RAPPORT_OIDC_SCOPE: 'openid email profile groups',
    RAPPORT_OIDC_GROUP_ROLES: 'sales=seller,leads=manager,leads=seller,crm=administrator',
    ...settings,
  });
  const errors: unknown[] = [];
  const openId = openIdOf(read, async (url, { body, ...options }) => {
    const form = body instanceof URLSearchParams ? body : null;
    const answer = await fetch(url, { ...options, body: form });
    const isToken = url.endsWith('/token') && forge?.token !== undefined;
    const isPerson = url.endsWith('/me') && forge?.userinfo !== undefined;
    if (!answer.ok || (!isToken && !isPerson)) return answer;
    const said = await answer.json();
    if (isPerson) return Response.json(forge.userinfo?.(said));
    const [, payload = ''] = said.id_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged: Forged = forge?.token?.(claims) ?? { claims };
    return Response.json({ ...said, id_token: provider.signed(forged.claims, forged.by) });
  });
  const { api } = apiForTests(test, {
    now,
    clock: () => now,
    openId,
    ...(forge?.limits === undefined ? {} : { limits: forge.limits }),
    onError: (error) => errors.push(error),
  });
  const ask = (path: string, cookie = '') =>
    api.request(path.startsWith('http') ? path : `${origin}${path}`, { headers: { cookie } });
  /** A browser goes to the provider: the address there, and the cookie that it keeps. */
  const begun = async (to?: string) => {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
    const answer = await ask(`/api/v1/session/openid${query}`);
    return { status: answer.status, at: locationOf(answer), cookie: cookieOf(answer, 'openid') };
  };
  /** It comes back: where it goes on to, and its session. */
  const finished = async (cameBackTo: string, cookie: string) => {
    const answer = await ask(cameBackTo, cookie);
    expect(answer.status).toBe(303);
    return { to: locationOf(answer), session: cookieOf(answer, 'development'), answer };
  };
  const signedIn = async (person: string, to?: string) => {
    const { at, cookie } = await begun(to);
    return finished(await throughProvider(at, person), cookie);
  };
  const me = async (session: string) => (await (await ask('/api/v1/session', session)).json()).me;
  return { ask, begun, finished, signedIn, me, errors };
}

function locationOf(answer: Response): string {
  return answer.headers.get('location') ?? '';
}

function cookieOf(answer: Response, end: string): string {
  const line = answer.headers.getSetCookie().find((one) => one.split('=')[0]?.endsWith(end));
  return line?.split(';')[0] ?? '';
}

/** Somebody of the provider, by a number that has nothing to do with their name. */
function person(id: string, says: Person = {}): string {
  const email = `${id}@ours.example`;
  provider.people.set(id, { email, email_verified: true, name: `The ${id}`, groups: [], ...says });
  return id;
}

async function login(email: string, roles: readonly string[], active = true): Promise<number> {
  const [row] = await test.db.query<{ key: number }>(
    sql`insert into login (email, roles, active) values (${email}, ${roles}, ${active}) returning key`,
  );
  return row?.key ?? 0;
}

async function crmUser(id: string, addresses: readonly string[], active = true): Promise<void> {
  await test.db.run(sql`
    with made as (
      insert into entity (type, id) values ('user', ${id}) on conflict (type, id) do update set id = excluded.id returning key
    ), detailed as (
      insert into app_user (key, name, role, team_keys, active, opted_out)
      select key, ${id}, 'seller', '{}', ${active}, false from made
    ), known as (
      insert into address (address) select unnest(${addresses}::text[])
      on conflict (address) do update set address = excluded.address returning key
    )
    insert into owned_address (address_key, entity_key) select known.key, made.key from known, made`);
}

const problem = (code: string) => `/sign-in?problem=${code}`;

describe('who comes with an account of the organisation', () => {
  it('is signed in to their login and goes on to where they wanted', async () => {
    await login('alice@ours.example', ['seller']);
    const { signedIn, me } = apiWith();
    const { to, session, answer } = await signedIn(person('alice'), '/opportunities/a?as=b#c');
    expect(to).toBe('/opportunities/a?as=b#c');
    expect(await me(session)).toMatchObject({
      email: 'alice@ours.example',
      roles: ['seller'],
      via: 'session',
    });
    expect(
      answer.headers.getSetCookie().find((line) => line.startsWith('rapport-development=')),
    ).toMatch(/HttpOnly; SameSite=Lax/);
    const audited = await test.db.query<{ content: string }>(
      sql`select content from audit_entry order by 1`,
    );
    expect(audited.filter(({ content }) => /"signed_in".*provider/.test(content))).not.toEqual([]);
    expect(JSON.stringify(audited)).not.toContain('alice');
  });

  it("is a public client's guest as well, by PKCE alone", async () => {
    await login('alice@ours.example', ['seller']);
    const { signedIn, begun } = apiWith({
      RAPPORT_OIDC_CLIENT_ID: publicClientForTests,
      RAPPORT_OIDC_CLIENT_SECRET: undefined,
    });
    expect(new URL((await begun()).at).searchParams.get('code_challenge_method')).toBe('S256');
    expect((await signedIn(person('alice'))).to).toBe('/');
  });

  it('is not believed when the program cannot show its own secret', async () => {
    await login('alice@ours.example', ['seller']);
    const { signedIn } = apiWith({ RAPPORT_OIDC_CLIENT_SECRET: 'wrong' });
    expect((await signedIn(person('alice'))).to).toBe(problem('openid_invalid'));
  });

  it('is found by their number from then on, whatever their address becomes', async () => {
    const key = await login('alice@ours.example', ['seller']);
    await login('maiden@ours.example', ['administrator']);
    const { signedIn, me } = apiWith();
    await signedIn(person('alice'));
    await test.db.run(sql`update login set email = 'new@ours.example' where key = ${key}`);
    person('alice', { email: 'maiden@ours.example' });
    expect(await me((await signedIn('alice')).session)).toMatchObject({
      email: 'new@ours.example',
    });
    person('alice', { email_verified: false });
    expect(await me((await signedIn('alice')).session)).toMatchObject({ roles: ['seller'] });
  });

  it('does not get the login of who had the address before', async () => {
    await login('alice@ours.example', ['administrator']);
    const { signedIn } = apiWith({ RAPPORT_OIDC_NEW: 'on' });
    await signedIn(person('alice'));
    const { to, session } = await signedIn(
      person('another', { email: 'alice@ours.example', groups: ['crm'] }),
    );
    expect([to, session]).toEqual([problem('openid_unknown'), '']);
  });

  it.each([
    ['says nothing of it', { email_verified: undefined }],
    ['says no', { email_verified: false }],
    ['says something else', { email_verified: 'maybe' }],
  ])('is not let in by an address when the provider %s', async (_, says) => {
    await login('alice@ours.example', ['seller']);
    const { email_verified } = says;
    provider.people.set('alice', {
      email: 'alice@ours.example',
      ...(email_verified === undefined ? {} : { email_verified }),
    });
    const { to, session } = await apiWith({ RAPPORT_OIDC_NEW: 'on' }).signedIn('alice');
    expect([to, session]).toEqual([problem('openid_unverified'), '']);
  });

  it('stays out when their login was deactivated, also after it was linked', async () => {
    const key = await login('alice@ours.example', ['seller'], false);
    const { signedIn } = apiWith({ RAPPORT_OIDC_NEW: 'on' });
    expect((await signedIn(person('alice', { groups: ['sales'] }))).to).toBe(
      problem('openid_unknown'),
    );
    await test.db.run(sql`update login set active = true where key = ${key}`);
    expect((await signedIn('alice')).to).toBe('/');
    await test.db.run(sql`update login set active = false where key = ${key}`);
    const { to, session } = await signedIn('alice');
    expect([to, session]).toEqual([problem('openid_unknown'), '']);
  });
});

describe('who has no login', () => {
  it('stays out when nobody new may come in', async () => {
    await crmUser('u-1', ['bob@ours.example']);
    const { to } = await apiWith().signedIn(person('bob', { groups: ['crm'] }));
    expect(to).toBe(problem('openid_unknown'));
    expect(await test.db.query(sql`select from login`)).toEqual([]);
  });

  it('comes in by an invitation, which is used up', async () => {
    const who = {
      email: 'bob@ours.example',
      name: 'Bob',
      roles: ['operations'],
      userId: null,
    } as const;
    await invite(test.db, who, now);
    const { signedIn, me } = apiWith();
    const bob = await me((await signedIn(person('bob', { email: 'Bob@Ours.Example' }))).session);
    expect(bob).toMatchObject({ email: 'bob@ours.example', roles: ['operations'] });
    expect(await test.db.query(sql`select from invitation`)).toEqual([]);
  });

  it('is a seller as a user of the CRM, when new people may come in', async () => {
    await crmUser('u-2', ['carol@ours.example', 'c@ours.example']);
    const { signedIn, me } = apiWith({ RAPPORT_OIDC_NEW: 'on' });
    expect(await me((await signedIn(person('carol'))).session)).toMatchObject({
      roles: ['seller'],
      userId: 'u-2',
    });
  });

  it('has the roles of their groups, when new people may come in', async () => {
    const { signedIn, me } = apiWith({ RAPPORT_OIDC_NEW: 'on' });
    const dave = await me((await signedIn(person('dave', { groups: ['leads', 'other'] }))).session);
    expect(dave).toMatchObject({ roles: ['seller', 'manager'], userId: null });
    expect((await signedIn(person('erin', { groups: ['other'] }))).to).toBe(
      problem('openid_unknown'),
    );
  });

  it('is nobody of the CRM whose address several have, who has left, or whom another login is', async () => {
    await crmUser('u-3', ['shared@ours.example', 'taken@ours.example']);
    await crmUser('u-4', ['shared@ours.example']);
    await crmUser('u-5', ['gone@ours.example'], false);
    await test.db.run(
      sql`insert into login (email, roles, user_key) select 'x@ours.example', '{seller}', key from entity where id = 'u-3'`,
    );
    const { signedIn } = apiWith({ RAPPORT_OIDC_NEW: 'on' });
    for (const id of ['shared', 'gone', 'taken'])
      expect((await signedIn(person(id))).to, id).toBe(problem('openid_unknown'));
  });

  it('gets one login when they come twice at once', async () => {
    await crmUser('u-6', ['frank@ours.example']);
    const { begun, finished } = apiWith({ RAPPORT_OIDC_NEW: 'on' });
    person('frank');
    const both = await Promise.all([begun(), begun()]);
    const backs = await Promise.all(both.map(({ at }) => throughProvider(at, 'frank')));
    const ends = await Promise.all(both.map(({ cookie }, at) => finished(backs[at] ?? '', cookie)));
    expect(ends.map(({ to }) => to)).toEqual(['/', '/']);
    expect(await test.db.query(sql`select from login`)).toHaveLength(1);
  });
});

describe('groups', () => {
  it('give and take roles at every sign-in; those given by hand stay', async () => {
    await login('alice@ours.example', ['administrator']);
    const { signedIn, me } = apiWith();
    const rolesWith = async (...groups: readonly string[]) => {
      person('alice', { groups });
      return (await me((await signedIn('alice')).session)).roles;
    };
    expect(await rolesWith()).toEqual(['administrator']);
    expect(await rolesWith('leads', 'crm')).toEqual(['seller', 'manager', 'administrator']);
    expect(await rolesWith('sales')).toEqual(['seller', 'administrator']);
    expect(await rolesWith('unheard-of')).toEqual(['administrator']);
    await test.db.run(sql`update login set roles = '{operations}'`);
    expect(await rolesWith('crm')).toEqual(['administrator', 'operations']);
    expect(await rolesWith()).toEqual(['operations']);
  });

  it('stand in the claim that is named, one or many', async () => {
    await login('alice@ours.example', []);
    const token = (claims: Record<string, unknown>) => ({ claims: { ...claims, roles: 'sales' } });
    const { signedIn, me } = apiWith({ RAPPORT_OIDC_GROUPS_CLAIM: 'roles' }, { token });
    const { session } = await signedIn(person('alice', { groups: ['crm'] }));
    expect((await me(session)).roles).toEqual(['seller']);
  });
});

describe('a sign-in that was begun', () => {
  beforeEach(async () => {
    await login('alice@ours.example', ['seller']);
    person('alice');
  });

  it('is finished once', async () => {
    const { begun, finished } = apiWith();
    const { at, cookie } = await begun();
    const back = await throughProvider(at, 'alice');
    const first = await finished(back, cookie);
    expect([first.to, cookieOf(first.answer, 'openid')]).toEqual([
      '/',
      'rapport-development-openid=',
    ]);
    const again = await finished(back, cookie);
    expect([again.to, again.session]).toEqual([problem('openid_over'), '']);
  });

  it('is finished once when it comes back twice at once', async () => {
    const { begun, finished } = apiWith();
    const { at, cookie } = await begun();
    const back = await throughProvider(at, 'alice');
    const ends = await Promise.all([finished(back, cookie), finished(back, cookie)]);
    expect(ends.map(({ to }) => to).toSorted()).toEqual(['/', problem('openid_over')]);
  });

  it('is finished by the browser that began it alone', async () => {
    const { begun, finished } = apiWith();
    const [mine, theirs] = [await begun(), await begun()];
    const back = await throughProvider(mine.at, 'alice');
    expect((await finished(back, '')).to).toBe(problem('openid_over'));
    expect((await finished(back, theirs.cookie)).to).toBe(problem('openid_over'));
    expect((await finished(back, mine.cookie)).to).toBe('/');
  });

  it('is over after ten minutes', async () => {
    const { begun, finished } = apiWith();
    const late = await begun();
    const back = await throughProvider(late.at, 'alice');
    now += 10 * minute;
    expect((await finished(back, late.cookie)).to).toBe(problem('openid_over'));
    await begun();
    expect(await test.db.query(sql`select from openid_attempt`)).toHaveLength(1);
  });

  it('leaves nothing in the database that it could be finished with', async () => {
    const { begun } = apiWith();
    const { at, cookie } = await begun();
    const { searchParams } = new URL(at);
    const rows = JSON.stringify(
      await test.db.query(
        sql`select encode(state_hash, 'escape') as a, encode(state_hash, 'base64') as b, go_to from openid_attempt`,
      ),
    );
    for (const secret of [
      cookie.split('=')[1],
      searchParams.get('state'),
      searchParams.get('nonce'),
    ]) {
      expect(secret?.length).toBeGreaterThan(40);
      expect(rows).not.toContain(secret);
    }
  });

  it('does not take the code of another', async () => {
    const { begun, finished, errors } = apiWith();
    const [mine, theirs] = [await begun(), await begun()];
    const stolen = new URL(await throughProvider(theirs.at, 'alice'));
    stolen.searchParams.set('state', new URL(mine.at).searchParams.get('state') ?? '');
    const { to, session } = await finished(stolen.href, mine.cookie);
    expect([to, session, errors.length]).toEqual([problem('openid_invalid'), '', 1]);
  });

  it.each([
    ['from another provider', 'https://evil.example'],
    ['from nobody', null],
  ])('does not take an answer %s', async (_, iss) => {
    const { begun, finished } = apiWith();
    const { at, cookie } = await begun();
    const back = new URL(await throughProvider(at, 'alice'));
    expect(back.searchParams.get('iss')).toBe(provider.issuer);
    if (iss === null) back.searchParams.delete('iss');
    else back.searchParams.set('iss', iss);
    expect((await finished(back.href, cookie)).to).toBe(problem('openid_invalid'));
  });

  it('ends on the sign-in page when the person says no', async () => {
    const { begun, finished } = apiWith();
    const { at, cookie } = await begun();
    const back = await throughProvider(at, 'alice', { refuse: true });
    expect((await finished(back, cookie)).to).toBe(problem('openid_refused'));
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'opportunities',
    '/\t/evil.example',
    '\n//evil.example',
    '/a/..//evil.example',
  ])('goes on to no other site: %j', async (to) => {
    const end = await apiWith().signedIn('alice', to);
    expect(new URL(end.to, origin).origin).toBe(origin);
    expect(end.to).not.toMatch(/^\/[/\\]/);
  });
});

describe('a token', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  it.each<[string, Forge, string]>([
    ['as it should be', (claims) => ({ claims }), '/'],
    [
      'with another nonce',
      (claims) => ({ claims: { ...claims, nonce: 'x' } }),
      problem('openid_invalid'),
    ],
    ['without a nonce', ({ nonce: _, ...claims }) => ({ claims }), problem('openid_invalid')],
    [
      'of another provider',
      (claims) => ({ claims: { ...claims, iss: 'https://evil.example' } }),
      problem('openid_invalid'),
    ],
    [
      'for another program',
      (claims) => ({ claims: { ...claims, aud: 'other' } }),
      problem('openid_invalid'),
    ],
    ['signed by somebody else', (claims) => ({ claims, by: 'another' }), problem('openid_invalid')],
    ['signed by nobody', (claims) => ({ claims, by: 'nobody' }), problem('openid_invalid')],
    [
      'of another person than the provider tells of',
      (claims) => ({ claims: { ...claims, sub: 'eve' } }),
      problem('openid_invalid'),
    ],
    [
      'over for half a minute, as clocks differ',
      (claims) => ({ claims: { ...claims, exp: seconds() - 30 } }),
      '/',
    ],
    [
      'over for five minutes',
      (claims) => ({ claims: { ...claims, exp: seconds() - 300 } }),
      problem('openid_invalid'),
    ],
    [
      'good in half a minute, as clocks differ',
      (claims) => ({ claims: { ...claims, nbf: seconds() + 30, iat: seconds() + 30 } }),
      '/',
    ],
    [
      'good in five minutes',
      (claims) => ({ claims: { ...claims, nbf: seconds() + 300 } }),
      problem('openid_invalid'),
    ],
  ])('%s', async (_, token, expected) => {
    await login('alice@ours.example', ['seller']);
    const { to, session } = await apiWith({}, { token }).signedIn(person('alice'));
    expect(to).toBe(expected);
    expect(session === '').toBe(expected !== '/');
  });

  it('vouches for an address only when it says so of the same address', async () => {
    await login('boss@ours.example', ['administrator']);
    const token: Forge = ({ email_verified: _, ...claims }) => ({
      claims: { ...claims, email: 'boss@ours.example' },
    });
    const userinfo = (said: object) => ({
      ...said,
      email: 'alice@ours.example',
      email_verified: true,
    });
    const { to } = await apiWith({}, { token, userinfo }).signedIn(person('alice'));
    expect(to).toBe(problem('openid_unknown'));
  });
});

describe('the provider', () => {
  it('is asked for nothing until somebody signs in, may be away, and is asked again', async () => {
    await login('alice@ours.example', ['seller']);
    const port = Number(new URL(provider.issuer).port);
    await provider.close();
    const { begun, ask, signedIn, errors } = apiWith();
    expect((await ask('/api/v1/session')).status).toBe(200);
    const { status, at, cookie } = await begun();
    expect([status, at, cookie, errors.length]).toEqual([303, problem('openid_away'), '', 1]);
    provider = await openIdProvider(callback, port);
    expect((await signedIn(person('alice'))).to).toBe('/');
  });

  it('must call itself what it is called', async () => {
    const { begun } = apiWith({
      RAPPORT_OIDC_ISSUER: provider.issuer.replace('127.0.0.1', 'localhost'),
    });
    expect((await begun()).at).toBe(problem('openid_away'));
  });

  it('is told of by its name alone', async () => {
    const { ask } = apiWith();
    const { ways } = await (await ask('/api/v1/session')).json();
    expect(ways.openId).toEqual({ name: 'the house' });
  });

  it('is not gone to without an end from one address', async () => {
    const limits = limitsOf({ ...usualLimits, write: { points: 2, duration: 60 } });
    const { begun } = apiWith({}, { limits });
    const ends = [await begun(), await begun(), await begun()].map(({ at }) => at);
    expect(ends.map((at) => at.startsWith(provider.issuer))).toEqual([true, true, false]);
    expect(ends[2]).toBe('/sign-in?problem=too_many_attempts');
  });

  it('is not gone to when there is none', async () => {
    const { api } = apiForTests(test, { now });
    for (const path of ['/api/v1/session/openid', '/api/v1/session/openid/callback?code=a&state=b'])
      expect(locationOf(await api.request(`${origin}${path}`)), path).toBe(problem('openid_off'));
  });
});
