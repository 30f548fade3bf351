/** Signing in with a password: the one way that the route takes, in the order in which it must happen. */

import { audit } from '../audit/record.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type KeyPlace, readKeys } from '../secrets/keys.ts';
import { deviceOf, newDevice } from './devices.ts';
import { admit, type Limits } from './limits.ts';
import type { Passwords } from './passwords.ts';
import { isRecoveryCode, takeCode } from './second-factor.ts';
import { beginSession } from './sessions.ts';

/** What stands in the form, and where it comes from. */
export type SignInGiven = {
  /** In small letters. */
  readonly email: string;
  readonly password: string;
  readonly code: string | null;
  readonly address: string;
  /** The cookie by which a browser is known. */
  readonly device: string | null;
  readonly client: string | null;
  /** ms since 1970. */
  readonly now: number;
};

export type SignInTools = {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly keys: KeyPlace;
};

export type SignInOutcome =
  | {
      readonly is: 'signed_in';
      readonly login: number;
      readonly token: string;
      readonly device: string;
    }
  | { readonly is: 'sign_in_failed' | 'second_factor_wrong'; readonly login: number | null }
  | { readonly is: 'second_factor_needed' }
  | { readonly is: 'too_many_attempts'; readonly seconds: number };

/**
 * Begins a session for who knows the password, and the code when there is a second factor. Unknown people, wrong
 * passwords and deactivated logins take the same steps and the same time; a code is asked for after the password alone.
 */
export async function signIn(given: SignInGiven, tools: SignInTools): Promise<SignInOutcome> {
  const { database, passwords, limits } = tools;
  const { email, password, code, address, now, client } = given;
  const keys = await readKeys(tools.keys);
  const device = deviceOf(given.device, email, keys);
  const admitted = await admit({ account: email, address, device }, limits);
  if (typeof admitted === 'number') return { is: 'too_many_attempts', seconds: admitted };
  const found = await loginOf(database, email);
  const isRight = await passwords.matches(found?.hash ?? null, password);
  if (!isRight || found === null || !found.active)
    return { is: 'sign_in_failed', login: found?.login ?? null };
  const { login, hash, asks_code } = found;
  if (asks_code && code === null) {
    await admitted.giveBack();
    return { is: 'second_factor_needed' };
  }
  if (asks_code && code !== null) {
    const seconds = await guessing(found, { code, isKnown: device !== null }, limits);
    if (seconds !== null) return { is: 'too_many_attempts', seconds };
    if (!(await takeCode(database, { login, code, now }, tools.keys)))
      return { is: 'second_factor_wrong', login };
    await limits.giveBack('code', String(login));
  }
  const renewed =
    hash !== null && passwords.isOutdated(hash) ? await passwords.hash(password) : null;
  const token = await database.transaction(async (session) => {
    // What was found is true no more when somebody has changed it meanwhile.
    const isStill = await session.run(sql`
      update login_password set hash = coalesce(${renewed}, hash)
      where login_key = ${login} and hash = ${hash}
        and (select active from login where key = ${login} for share)`);
    if (isStill === 0) return null;
    const begun = await beginSession(session, login, { now, client });
    await audit(session, {
      at: now,
      actor: { login },
      action: 'signed_in',
      details: { way: asks_code ? 'password and code' : 'password' },
    });
    return begun;
  });
  if (token === null) return { is: 'sign_in_failed', login };
  await admitted.forgive();
  return { is: 'signed_in', login, token, device: newDevice(email, keys) };
}

type Found = {
  readonly login: number;
  readonly active: boolean;
  readonly hash: string | null;
  readonly asks_code: boolean;
};

/**
 * The login with this address; null when there is none. For an unknown one somebody else's row is read and left, so that
 * the database and the driver have as much to do.
 */
async function loginOf(database: Database, email: string): Promise<Found | null> {
  const [row] = await database.query<Found & { readonly is_theirs: boolean }>(sql`
    select login.key as login, login.active, login_password.hash,
      coalesce(login_second_factor.confirmed_at is not null, false) as asks_code,
      login.email = ${email} as is_theirs
    from (select min(login_key) as key from login_password) somebody
    join login on login.key = coalesce((select key from login where email = ${email}), somebody.key)
    left join login_password on login_password.login_key = login.key
    left join login_second_factor on login_second_factor.login_key = login.key`);
  return row?.is_theirs === true ? row : null;
}

/** Six digits can be guessed by who has the password; a recovery code cannot, and is never kept waiting. */
async function guessing(
  { login }: Found,
  { code, isKnown }: { readonly code: string; readonly isKnown: boolean },
  limits: Limits,
): Promise<number | null> {
  return isKnown || isRecoveryCode(code) ? null : limits.take('code', String(login));
}
