import type { Identity, Role } from '../../src/access/identity.ts';
import { limitsOf } from '../../src/access/limits.ts';
import { passwordsOf } from '../../src/access/passwords.ts';
import { readingAs } from '../../src/access/reading.ts';
import { beginSession } from '../../src/access/sessions.ts';
import { createApi } from '../../src/api/api.ts';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import type { Api } from '../../src/api/gate.ts';
import { loopbackDoor } from '../../src/api/origin.ts';
import { sessionCookies } from '../../src/api/session-cookie.ts';
import type { Database } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { knownDeals } from '../../src/facts/deals.ts';
import { importPath, plainImport } from '../../src/imports.ts';
import { erasedInMemory } from '../../src/rights/testing/erasing.ts';
import type { TestDatabase } from './database.ts';

/** Asks the API as somebody who has signed in; paths begin after /api/v1/. */
export type Asking = (path: string, init?: RequestInit) => Promise<Response>;

/** The API on a test's database at an instant (ms), and ways to ask it. */
export type ApiForTests = {
  /** Signs in somebody with these roles, who is that person of the CRM if one is given. */
  readonly signedIn: (roles: readonly Role[], userId?: string) => Promise<Asking>;
  /** Signs in who has the login with this key. */
  readonly withLogin: (login: number) => Promise<Asking>;
  /** Without signing in. */
  readonly asNobody: Asking;
  readonly api: Api;
};

/** So cheap that nobody waits for it. */
const cheapCost = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const keyForTests = Buffer.alloc(32, 7).toString('base64');

/** `other` takes the place of what the API works with otherwise. */
export function apiForTests(
  { db, readers }: Pick<TestDatabase, 'db' | 'readers'>,
  { now, ...other }: { readonly now: number } & Partial<ApiDependencies>,
): ApiForTests {
  const api = createApi({
    database: db,
    readAs: readingAs(readers),
    deals: knownDeals(db),
    clock: () => now,
    door: loopbackDoor,
    passwords: passwordsOf(cheapCost),
    limits: limitsOf(),
    keys: { dataFolder: '', key: keyForTests, keyBefore: null },
    openId: null,
    mailFrom: null,
    noteLook: () => {},
    erased: erasedInMemory(),
    signal: new AbortController().signal,
    onError: (error) => {
      throw error;
    },
    fetchFeed: async () => null,
    importFile: async ({ path, name, options }) => {
      const { signal } = new AbortController();
      const run = { clock: () => now, signal, onProgress: () => {} };
      const report = await importPath(
        db,
        { path, name, options: { ...plainImport, continues: options.continues } },
        run,
      );
      return {
        ...report,
        excluded: { ...report.excluded },
        rejects: [...report.rejects],
        contactsMade: [...report.contactsMade],
      };
    },
    ...other,
  });
  const asking =
    (cookie: string | null): Asking =>
    async (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (cookie !== null) headers.set('cookie', cookie);
      return api.request(`/api/v1/${path}`, { ...init, headers });
    };
  const withLogin = async (login: number) => {
    const token = await beginSession(db, login, { now, client: 'a test' });
    return asking(`${sessionCookies.loopback}=${token}`);
  };
  return {
    signedIn: async (roles, userId) => {
      return withLogin(await loginFor(db, { roles, userId: userId ?? null }));
    },
    withLogin,
    asNobody: asking(null),
    api,
  };
}

/** The key of a new login, or of the one that a person of the CRM has already, which gets these roles. */
export async function loginFor(
  db: Database,
  { roles, userId }: { readonly roles: readonly Role[]; readonly userId: string | null },
): Promise<Identity['login']> {
  const [made] = await db.query<{ key: number }>(sql`
    insert into login (email, user_key, roles)
    values (
      ${`${userId ?? 'somebody'}-${crypto.randomUUID()}@ours.example`},
      (select key from entity where type = 'user' and id = ${userId}), ${roles}
    )
    on conflict (user_key) do update set roles = excluded.roles
    returning key`);
  if (made === undefined) throw new Error('No login was made.');
  return made.key;
}
