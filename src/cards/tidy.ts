/** What is remembered of cards goes when it makes no difference any more. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { isOpen } from '../facts/own-records.ts';

/** Days for which a card stays that is not away: somebody may still have it before them, or look back. */
const keptDays = 60;
/**
 * Days after which also what was put away for good goes: no cause holds for longer without being another one, as silence
 * of accounts and contacts is told for at most three times a year.
 */
const awayForGoodDays = 1100;

/** Forgets cards by an instant (ms), for once a day; answers how many. */
export function tidyCards(session: Session, now: number): Promise<number> {
  const today = sql`(${new Date(now)}::timestamptz at time zone 'UTC')::date`;
  const isSettled = sql`
    case when decision is null then seen_on
      when until is not null then greatest(seen_on, until)
      when exists (
        select from record_analytics where record_analytics.record_key = insight_card.record_key and ${isOpen}
      ) then (decided_at at time zone 'UTC')::date + ${awayForGoodDays - keptDays}::integer
      else (decided_at at time zone 'UTC')::date
    end < ${today} - ${keptDays}::integer`;
  return session.run(sql`delete from insight_card where ${isSettled}`);
}
