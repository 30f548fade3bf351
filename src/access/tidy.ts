import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { secretPrefix } from './second-factor.ts';
import { sessionIdleMs } from './sessions.ts';

/** An authenticator app that nobody has confirmed for so long is none (ms). */
const unconfirmedMs = 24 * 3_600_000;

/**
 * Removes what has ended by an instant (ms): sessions, tokens, links, second factors that were begun and left, and
 * secrets whose login is gone. Answers how many of each; for once a day.
 */
export async function tidySignIn(
  session: Session,
  now: number,
): Promise<{
  readonly sessions: number;
  readonly tokens: number;
  readonly links: number;
  readonly secrets: number;
}> {
  const at = new Date(now);
  const sessions = await session.run(sql`
    delete from session where expires_at <= ${at} or seen_at <= ${new Date(now - sessionIdleMs)}`);
  const tokens = await session.run(sql`delete from api_token where expires_at <= ${at}`);
  const invitations = await session.run(sql`delete from invitation where expires_at <= ${at}`);
  const setUps = await session.run(sql`delete from set_up where expires_at <= ${at}`);
  await session.run(sql`
    delete from login_second_factor
    where confirmed_at is null and begun_at <= ${new Date(now - unconfirmedMs)}`);
  const secrets = await session.run(sql`
    delete from secret where starts_with(name, ${secretPrefix})
      and not exists (select from login_second_factor where secret_name = secret.name)`);
  return { sessions, tokens, links: invitations + setUps, secrets };
}
