/** How the digests of the last days went, for administrators; and how whoever gets one stops it. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** A claim that was not settled within so long (ms) will not be. */
const lostMs = 10 * 60_000;
const shownDays = 14;

export type DigestTrouble = {
  readonly name: string;
  readonly day: string;
  readonly state: 'failed' | 'unknown';
  readonly reason: string | null;
  readonly attempts: number;
  /** ms; null: it is not tried again. */
  readonly nextAt: number | null;
};

export type DigestStanding = {
  /** How many want a digest. */
  readonly readers: number;
  /** ms; null: none was ever sent. */
  readonly lastSentAt: number | null;
  /** Over two weeks. */
  readonly sent: number;
  readonly troubles: readonly DigestTrouble[];
};

/** As of an instant (ms). */
export async function digestStanding(session: Session, now: number): Promise<DigestStanding> {
  const [row] = await session.query<Omit<DigestStanding, 'troubles'>>(sql`
    select (select count(*) from card_preference join login on login.key = login_key where digest and active) as readers,
      max(settled_at) filter (where state = 'sent') as "lastSentAt",
      count(*) filter (where state = 'sent' and claimed_at > ${new Date(now)}::timestamptz - ${shownDays} * interval '1 day') as sent
    from digest_day`);
  const troubles = await session.query<DigestTrouble>(sql`
    select coalesce(app_user.name, login.email) as name, day, reason, attempts, next_at as "nextAt",
      case when state = 'failed' then 'failed' else 'unknown' end as state
    from digest_day join login on login.key = login_key left join app_user on app_user.key = login.user_key
    where (state in ('failed', 'unknown') or state = 'sending' and claimed_at < ${new Date(now - lostMs)})
      and claimed_at > ${new Date(now)}::timestamptz - ${shownDays} * interval '1 day'
    order by day desc, name limit 100`);
  return { ...(row ?? { readers: 0, lastSentAt: null, sent: 0 }), troubles };
}

/** Stops the digest of whoever has this token; who has none is none the wiser. */
export async function stopDigest(session: Session, token: string): Promise<void> {
  await session.run(
    sql`update card_preference set digest = false where digest_token = ${token}::uuid`,
  );
}
