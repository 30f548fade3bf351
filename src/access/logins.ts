/** Those who can sign in, as administrators see and change them. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import { administratorsWhoCanSignIn } from './administrators.ts';
import type { Role } from './identity.ts';
import { endSessions, sessionIdleMs } from './sessions.ts';
import { releaseFromDemo, userKeyOf } from './users.ts';

export type LoginState = {
  readonly key: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly user_id: string | null;
  readonly active: boolean;
  readonly demo: boolean;
  readonly has_password: boolean;
  readonly second_factor: boolean;
  readonly signed_in_at: number | null;
  readonly sessions: number;
  readonly tokens: number;
};

/** All logins by name, with what is open for each at an instant (ms); `key`: that one alone. */
export async function loginsIn(
  session: Session,
  { now, key }: { readonly now: number; readonly key: number | null },
): Promise<readonly LoginState[]> {
  return session.query<LoginState>(sql`
    select login.key, login.email, coalesce(app_user.name, login.name, login.email) as name, login.roles,
      entity.id as user_id, login.active, login.demo, login.signed_in_at,
      exists (select from login_password where login_key = login.key) as has_password,
      exists (select from login_second_factor where login_key = login.key and confirmed_at is not null) as second_factor,
      (select count(*) from session where login_key = login.key and expires_at > ${new Date(now)}
        and seen_at > ${new Date(now - sessionIdleMs)}) as sessions,
      (select count(*) from api_token where login_key = login.key and expires_at > ${new Date(now)}) as tokens
    from login
    left join app_user on app_user.key = login.user_key
    left join entity on entity.key = login.user_key
    where login.key = coalesce(${key}, login.key)
    order by coalesce(app_user.name, login.name, login.email) collate "C", login.key`);
}

export type LoginChange = {
  readonly roles?: readonly Role[] | undefined;
  readonly active?: boolean | undefined;
  readonly userId?: string | null | undefined;
};

/** What a change did, for the log: the roles before, if they are others now, and whether it is active otherwise. */
export type LoginChanged = {
  readonly rolesBefore: readonly Role[] | null;
  readonly activeBefore: boolean | null;
};

/**
 * Changes a login; null when there is none with this key. Who is deactivated is signed out everywhere, and tokens and
 * links end too. Throws `last_administrator`, `user_unknown`, `user_taken` and `demo_login`.
 */
export async function changeLogin(
  session: Session,
  key: number,
  { roles, active, userId }: LoginChange,
): Promise<LoginChanged | null> {
  // Two who take each other's role at once: the second sees what the first has done.
  const administrators = await administratorsWhoCanSignIn(session, { lock: true });
  const [before] = await session.query<{ roles: readonly Role[]; active: boolean; demo: boolean }>(
    sql`select roles, active, demo from login where key = ${key} for update`,
  );
  if (before === undefined) return null;
  if (before.demo) throw demoLogin(key);
  if (userId !== undefined) {
    const userKey = userId === null ? null : await userKeyOf(session, userId, key);
    await releaseFromDemo(session, userKey);
    await session.run(sql`update login set user_key = ${userKey} where key = ${key}`);
  }
  await session.run(sql`
    update login set roles = coalesce(${roles ?? null}, roles), active = coalesce(${active ?? null}, active)
    where key = ${key}`);
  if (active === false) {
    await endSessions(session, key, null);
    await session.run(sql`delete from api_token where login_key = ${key}`);
    await session.run(sql`delete from invitation where login_key = ${key}`);
  }
  if (administrators > 0 && (await administratorsWhoCanSignIn(session, { lock: false })) === 0)
    throw lastAdministrator();
  const isSame = roles === undefined || sameRoles(roles, before.roles);
  return {
    rolesBefore: isSame ? null : before.roles,
    activeBefore: active === undefined || active === before.active ? null : before.active,
  };
}

function sameRoles(one: readonly Role[], other: readonly Role[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

function lastAdministrator(): Problem {
  return new Problem({
    code: 'last_administrator',
    message: 'Nobody could administer any more.',
    field: 'roles',
    hint: 'Make somebody else an administrator first, and have them sign in.',
  });
}

function demoLogin(key: number): Problem {
  return new Problem({
    code: 'demo_login',
    message: 'The people of the demo stay as they are.',
    field: 'key',
    value: key,
    hint: 'They are gone with the demo.',
  });
}
