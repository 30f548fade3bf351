/** Tokens of programs that act for somebody: made by that person, shown once, for some scopes and days. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Scope } from '../model/vocabulary.ts';
import { hashOf, newToken } from './credentials.ts';

const dayMs = 24 * 3_600_000;

export type OwnToken = {
  readonly key: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly made_at: number;
  readonly expires_at: number;
  readonly used_at: number | null;
};

/** The tokens of a login that hold at an instant (ms), the last made first. */
export async function tokensOf(
  session: Session,
  login: number,
  now: number,
): Promise<readonly OwnToken[]> {
  return session.query<OwnToken>(sql`
    select key, name, scopes, made_at, expires_at, used_at from api_token
    where login_key = ${login} and expires_at > ${new Date(now)}
    order by made_at desc, key desc`);
}

/** Makes a token for so many days from an instant (ms). It says what it is, so that scanners for leaked secrets find it. */
export async function makeToken(
  session: Session,
  login: number,
  wanted: {
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly days: number;
    readonly now: number;
  },
): Promise<{ readonly key: number; readonly token: string; readonly expiresAt: number }> {
  const { name, scopes, days, now } = wanted;
  const token = `rapport_${newToken()}`;
  const expiresAt = now + days * dayMs;
  const [row] = await session.query<{ key: number }>(sql`
    insert into api_token (login_key, name, token_hash, scopes, made_at, expires_at)
    values (${login}, ${name}, ${hashOf(token)}, ${scopes}, ${new Date(now)}, ${new Date(expiresAt)})
    returning key`);
  if (row === undefined) throw new Error('No token was made.');
  return { key: row.key, token, expiresAt };
}

/** Ends a token of a login; false when it has none with this key. */
export async function revokeToken(session: Session, login: number, key: number): Promise<boolean> {
  return (
    (await session.run(sql`delete from api_token where login_key = ${login} and key = ${key}`)) > 0
  );
}
