/** Sessions of browsers: begun by signing in, known by a random token, over after a while. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type Role, roles, type Scope, scopes } from '../model/vocabulary.ts';
import { hashOf, newToken } from './credentials.ts';
import type { Identity } from './identity.ts';

/** Over after so long without a request (ms). */
export const sessionIdleMs = 12 * 3_600_000;
/** Over after so long, used or not (ms). */
export const sessionMs = 14 * 24 * 3_600_000;

/** Begins a session at an instant (ms) and answers its token, which nobody can read again. */
export async function beginSession(
  session: Session,
  login: number,
  { now, client }: { readonly now: number; readonly client: string | null },
): Promise<string> {
  const token = newToken();
  await session.run(sql`update login set signed_in_at = ${new Date(now)} where key = ${login}`);
  await session.run(sql`
    insert into session (login_key, token_hash, began_at, seen_at, expires_at, client)
    values (${login}, ${hashOf(token)}, ${new Date(now)}, ${new Date(now)}, ${new Date(now + sessionMs)}, ${client})`);
  return token;
}

/** Who shows this session token at an instant (ms); null when it is none, over, or of somebody deactivated. */
export async function identityOfSession(
  session: Session,
  token: string,
  now: number,
): Promise<Identity | null> {
  const [row] = await session.query<LoginRow & { readonly seen_at: number }>(sql`
    select session.key as by_key, session.seen_at, ${loginColumns}
    from session join login on login.key = session.login_key ${loginNames}
    where token_hash = ${hashOf(token)} and ${isLetIn} and expires_at > ${new Date(now)}
      and seen_at > ${new Date(now - sessionIdleMs)}`);
  if (row === undefined) return null;
  if (now - row.seen_at > seenStepMs) {
    await session.run(
      sql`update session set seen_at = ${new Date(now)} where key = ${row.by_key} and seen_at < ${new Date(now)}`,
    );
  }
  return identityFrom(row, 'session', scopes);
}

/** Who stands behind this API token at an instant (ms), with its scopes; null when it is none or over. */
export async function identityOfToken(
  session: Session,
  token: string,
  now: number,
): Promise<Identity | null> {
  const [row] = await session.query<
    LoginRow & { readonly scopes: readonly Scope[]; readonly used_at: number | null }
  >(sql`
    select api_token.key as by_key, api_token.scopes, api_token.used_at, ${loginColumns}
    from api_token join login on login.key = api_token.login_key ${loginNames}
    where token_hash = ${hashOf(token)} and ${isLetIn} and expires_at > ${new Date(now)}`);
  if (row === undefined) return null;
  if (now - (row.used_at ?? 0) > seenStepMs) {
    await session.run(
      sql`update api_token set used_at = ${new Date(now)} where key = ${row.by_key}`,
    );
  }
  const held = allowedScopes(row.roles);
  return identityFrom(
    row,
    'token',
    row.scopes.filter((scope) => held.includes(scope)),
  );
}

/** What a token of somebody with these roles may be used for: never for more than they may themselves. */
export function allowedScopes(held: readonly string[]): readonly Scope[] {
  return held.includes('administrator') ? scopes : ['read'];
}

/** A session for the list of one's own. */
export type OwnSession = {
  readonly key: number;
  readonly client: string | null;
  readonly began_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
};

/** The sessions of a login that are not over at an instant (ms), the last used first. */
export async function sessionsOf(
  session: Session,
  login: number,
  now: number,
): Promise<readonly OwnSession[]> {
  return session.query<OwnSession>(sql`
    select key, client, began_at, seen_at, expires_at from session
    where login_key = ${login} and expires_at > ${new Date(now)} and seen_at > ${new Date(now - sessionIdleMs)}
    order by seen_at desc, key desc`);
}

/** Ends one session of a login; false when it has none with this key. */
export async function endSession(session: Session, login: number, key: number): Promise<boolean> {
  return (
    (await session.run(sql`delete from session where login_key = ${login} and key = ${key}`)) > 0
  );
}

/** Ends all sessions of a login but one (null: all); answers how many. */
export async function endSessions(
  session: Session,
  login: number,
  but: number | null,
): Promise<number> {
  return session.run(
    sql`delete from session where login_key = ${login} and key is distinct from ${but}::bigint`,
  );
}

/** When somebody was last there is known to the minute, so that not every request writes. */
const seenStepMs = 60_000;

/** The people of the demo are there for as long as it is one: until somebody has accepted the notice for the own data. */
const isLetIn = sql`login.active and (not login.demo or not exists (select from activation))`;

type LoginRow = {
  readonly by_key: number;
  readonly login: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly user_key: number | null;
  readonly user_id: string | null;
};

const loginColumns = sql`login.key as login, login.email, login.roles, login.user_key, entity.id as user_id,
  coalesce(app_user.name, login.name, login.email) as name`;
const loginNames = sql`left join app_user on app_user.key = login.user_key
  left join entity on entity.key = login.user_key`;

function identityFrom(
  { login, email, name, roles: held, user_key, user_id, by_key }: LoginRow,
  kind: Identity['by']['kind'],
  allowed: readonly Scope[],
): Identity {
  return {
    login,
    email,
    name,
    roles: roles.filter((role: Role) => held.includes(role)),
    user: user_key === null || user_id === null ? null : { key: user_key, id: user_id },
    by: { kind, key: by_key },
    scopes: allowed,
  };
}
