/** The one-time link for the first administrator, or for one that was lost. It is given to who has the machine alone. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { administratorsWhoCanSignIn } from './administrators.ts';
import { hashOf, newToken } from './credentials.ts';
import { removeSecondFactor } from './second-factor.ts';
import { endSessions } from './sessions.ts';

/** How long a set-up link holds (ms). */
export const setUpMs = 24 * 3_600_000;

/** Whether nobody could administer: no active administrator can sign in. */
export async function isSetUpNeeded(session: Session): Promise<boolean> {
  return (await administratorsWhoCanSignIn(session, { lock: false })) === 0;
}

/** Makes the token of a set-up link at an instant (ms); the one before is void. */
export async function newSetUpToken(session: Session, now: number): Promise<string> {
  const token = newToken();
  await session.run(sql`
    insert into set_up (token_hash, made_at, expires_at)
    values (${hashOf(token)}, ${new Date(now)}, ${new Date(now + setUpMs)})
    on conflict (only_one) do update
    set token_hash = excluded.token_hash, made_at = excluded.made_at, expires_at = excluded.expires_at`);
  return token;
}

/** The path of a set-up link. What stands after # is sent to no server, so that no log has it. */
export function setUpPath(token: string): string {
  return `/set-up#${token}`;
}

/** Whether a set-up link holds at an instant (ms). */
export async function isSetUpToken(session: Session, token: string, now: number): Promise<boolean> {
  const rows = await session.query(sql`
    select from set_up where token_hash = ${hashOf(token)} and expires_at > ${new Date(now)}`);
  return rows.length > 0;
}

export type FirstAdministrator = {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  /** ms since 1970. */
  readonly now: number;
};

/** Uses up the link and answers the key of the administrator's login; null when the link holds no more. */
export async function setUpWith(
  session: Session,
  token: string,
  person: FirstAdministrator,
): Promise<number | null> {
  const used = await session.run(sql`
    delete from set_up where token_hash = ${hashOf(token)} and expires_at > ${new Date(person.now)}`);
  return used === 0 ? null : makeAdministrator(session, person);
}

/**
 * Makes an administrator with a password and answers the key of the login. Whoever is new sees all figures besides: of
 * mail that was read in without a CRM nobody owns a record yet. Somebody who has the address already becomes one: with
 * this password alone, without second factor, and signed out everywhere.
 */
export async function makeAdministrator(
  session: Session,
  { email, name, passwordHash, now }: FirstAdministrator,
): Promise<number> {
  const [login] = await session.query<{ key: number }>(sql`
    insert into login (email, name, roles) values (${email}, ${name}, '{administrator,operations}')
    on conflict (email) do update set name = excluded.name, active = true, demo = false,
      roles = case when 'administrator' = any(login.roles) then login.roles else login.roles || '{administrator}' end
    returning key`);
  if (login === undefined) throw new Error('No login was made.');
  await setPassword(session, { login: login.key, hash: passwordHash, now });
  await removeSecondFactor(session, login.key);
  await endSessions(session, login.key, null);
  await session.run(sql`delete from api_token where login_key = ${login.key}`);
  return login.key;
}

/** Gives a login this password in the place of the one before. */
export async function setPassword(
  session: Session,
  { login, hash, now }: { readonly login: number; readonly hash: string; readonly now: number },
): Promise<void> {
  await session.run(sql`
    insert into login_password (login_key, hash, changed_at) values (${login}, ${hash}, ${new Date(now)})
    on conflict (login_key) do update set hash = excluded.hash, changed_at = excluded.changed_at`);
}
