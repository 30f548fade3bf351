/** Who gets a digest on which day, and what became of it: claimed before anything is sent, so that nobody gets it twice. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Sent } from '../mail/send.ts';
import type { Language, Role } from '../model/vocabulary.ts';

export type DigestReader = {
  readonly login: number;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly name: string;
  /** null: the organisation's. */
  readonly timeZone: string | null;
  readonly workingHours: unknown;
  readonly language: Language;
  /** By which the digest is stopped with one click. */
  readonly token: string;
};

/** Everybody who wants a digest and has records of their own. */
export function digestReaders(session: Session): Promise<readonly DigestReader[]> {
  return session.query<DigestReader>(sql`
    select login.key as login, login.email, login.roles, app_user.name, app_user.time_zone as "timeZone",
      app_user.working_hours as "workingHours", digest_language as language, digest_token::text as token
    from card_preference join login on login.key = login_key join app_user on app_user.key = login.user_key
    where digest and login.active order by login.key`);
}

/** Tries of one day, and the pause before each of the later ones (ms). */
const pauses = [5, 15, 60].map((minutes) => minutes * 60_000);

/**
 * Takes somebody's day (`YYYY-MM-DD`), committed before anything is sent; false when it is taken, or to be tried again
 * only later. What was claimed and never settled stays so: nobody knows whether it went out.
 */
export async function claimDay(
  session: Session,
  { login, day, now }: { readonly login: number; readonly day: string; readonly now: number },
): Promise<boolean> {
  const rows = await session.query(sql`
    insert into digest_day as old (login_key, day, state, attempts, claimed_at)
    values (${login}, ${day}::date, 'sending', 1, ${new Date(now)})
    on conflict (login_key, day) do update
      set state = 'sending', attempts = old.attempts + 1, claimed_at = excluded.claimed_at, next_at = null, reason = null
      where old.state = 'failed' and old.next_at <= ${new Date(now)}
    returning login_key`);
  return rows.length === 1;
}

/** Days of people that are taken: those that are not to be tried now. */
export async function takenDays(session: Session, now: number): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ login: number; day: string }>(sql`
    select login_key as login, day from digest_day
    where day > (${new Date(now)}::timestamptz at time zone 'UTC')::date - 3
      and not (state = 'failed' and next_at <= ${new Date(now)})`);
  return new Set(rows.map(({ login, day }) => `${login} ${day}`));
}

/** Keeps what became of a claimed day; `none`: there was no card to tell of. */
export async function settleDay(
  session: Session,
  { login, day, now }: { readonly login: number; readonly day: string; readonly now: number },
  outcome: (Sent | { readonly state: 'none' }) & { readonly cards: number },
): Promise<void> {
  const reason = 'reason' in outcome ? outcome.reason : null;
  const isToBeTried = outcome.state === 'failed' && !outcome.isFinal;
  await session.run(sql`
    update digest_day set state = ${outcome.state}, settled_at = ${new Date(now)}, cards = ${outcome.cards},
      reason = ${reason},
      next_at = case when ${isToBeTried}
        then ${new Date(now)}::timestamptz + (${pauses}::integer[])[attempts] * interval '1 millisecond' end
    where login_key = ${login} and day = ${day}::date`);
}

/** How long it is remembered what became of digests. */
const keptDays = 60;

/** Forgets what is long past. */
export async function tidyDays(session: Session, now: number): Promise<void> {
  await session.run(sql`
    delete from digest_day where day < (${new Date(now)}::timestamptz at time zone 'UTC')::date - ${keptDays}::integer`);
}
