/** A sign-in at the provider that a browser has begun: finished once, soon, and by that browser. */

import { createHmac } from 'node:crypto';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { hashOf, newToken } from './credentials.ts';

/** How long somebody may take at the provider (ms). */
export const attemptMs = 10 * 60_000;

/** What the provider gets and must give back, and what proves that it was we who asked. */
export type AttemptChecks = {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636): the provider first gets its hash alone. */
  readonly codeVerifier: string;
};

/**
 * Begins one at an instant (ms). `secret` is for the cookie of the browser and all that the checks are made from;
 * nothing of it is stored.
 */
export async function beginAttempt(
  session: Session,
  { to, now }: { readonly to: string | undefined; readonly now: number },
): Promise<{ readonly secret: string; readonly checks: AttemptChecks }> {
  const secret = newToken();
  const checks = checksFrom(secret);
  await session.run(sql`delete from openid_attempt where expires_at <= ${new Date(now)}`);
  await session.run(sql`
    insert into openid_attempt (state_hash, go_to, expires_at)
    values (${hashOf(checks.state)}, ${ownPath(to)}, ${new Date(now + attemptMs)})`);
  return { secret, checks };
}

/**
 * The one that comes back with this state to the browser that holds this secret, and the path to go on to; it is gone
 * with this. Null: it is another browser's, over, or was taken before.
 */
export async function takeAttempt(
  session: Session,
  { secret, state }: { readonly secret: string; readonly state: string },
  now: number,
): Promise<{ readonly checks: AttemptChecks; readonly to: string } | null> {
  const checks = checksFrom(secret);
  if (checks.state !== state) return null;
  const [row] = await session.query<{ go_to: string }>(sql`
    delete from openid_attempt where state_hash = ${hashOf(state)} and expires_at > ${new Date(now)}
    returning go_to`);
  return row === undefined ? null : { checks, to: row.go_to };
}

/** Three values by chance that tell nothing of each other, nor of what they come from. */
function checksFrom(secret: string): AttemptChecks {
  const made = (what: string) => createHmac('sha256', secret).update(what).digest('base64url');
  return { state: made('state'), nonce: made('nonce'), codeVerifier: made('verifier') };
}

/** The path, when a browser cannot take it for another site; else the first page. */
function ownPath(to = '/'): string {
  const here = 'http://here.invalid';
  const url = to.startsWith('/') ? URL.parse(to, here) : null;
  // As it is written in the end: what stands before `..` falls away.
  const isOurs = url?.origin === here && !url.pathname.startsWith('//');
  return isOurs ? `${url.pathname}${url.search}${url.hash}` : '/';
}
