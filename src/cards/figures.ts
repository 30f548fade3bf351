/**
 * What cards are made of, read from the stored figures of a reader's own open records: at once for all of them. Which
 * records are theirs the database says to them (0010_access.sql); whose record it is may read all that is read here, so
 * that it is not asked again row by row, which took most of the time.
 */

import type { CardFigures } from '../analytics/card-figures.ts';
import { newsDays } from '../analytics/cards.ts';
import { dayMs, dayText } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { isOpen } from '../facts/own-records.ts';
import { worthOn } from '../facts/worth.ts';
import type { Settings } from '../model/entities.ts';
import { newsSince } from '../news/since.ts';
import { likenessOf, meetingsOf, type Signals, signalsOf } from './few.ts';

/** When one asks: an instant (ms), its day number in the organisation's zone, and when that day ends (ms). */
export type CardMoment = {
  readonly now: number;
  readonly today: number;
  readonly dayEnds: number;
};

export type CardQuestion = CardMoment & {
  /** Keys of the records, all of them theirs, and of their login. */
  readonly own: readonly number[];
  readonly login: number;
};

/** The figures of those that are open of somebody's own records. */
export async function cardFigures(
  session: Session,
  settings: Pick<Settings, 'currency' | 'rates'>,
  { own: keys, login, now, today, dayEnds }: CardQuestion,
): Promise<readonly CardFigures[]> {
  const own = sql`${keys}::integer[]`;
  const [rows, meetings, signals, likeness] = await Promise.all([
    ofAll(session, own, worthOn(dayText(today), settings)),
    meetingsOf(session, own, { now, dayEnds }),
    signalsOf(session, own),
    likenessOf(session, own, login),
  ]);
  const accounts = [...new Set(rows.flatMap((row) => accountOf(row) ?? []))];
  const news = await newsSince(session, accounts, now - newsDays * dayMs);
  const newsOf = new Map(
    news.map(({ accountKey, items, latest }) => [accountKey, { ...latest, items }]),
  );
  return rows.map((row) => ({
    ...row,
    ...(signals.get(row.key) ?? noSignals),
    meeting: meetings.get(row.key) ?? null,
    likeness: likeness.get(row.key) ?? null,
    news: newsOf.get(accountOf(row) ?? -1) ?? null,
  }));
}

const noSignals: Signals = { streak: null, coverage: null, quiet: null };

function accountOf({ type, key, accountKey }: OfAll): number | null {
  return type === 'account' ? key : accountKey;
}

type OfAll = Omit<CardFigures, keyof Signals | 'meeting' | 'likeness' | 'news'>;

/** What every open record has. NOTE: instants only of those that a card could tell, as reading them takes most time. */
function ofAll(session: Session, own: Sql, worth: Sql): Promise<readonly OfAll[]> {
  return session.query<OfAll>(sql`
    with own as (
      select *, case type when 'opportunity' then ${worth} end as worth,
        case when last_inbound_at > coalesce(last_outbound_at, '-infinity') then window_response_by_us_unanswered
          else 0 end as turns
      from record_analytics where record_key = any(${own}) and ${isOpen}
    )
    select own.record_key as key, type, own.account_key as "accountKey", contact_key as "contactKey", worth,
      health_score as score, health_score_before as "scoreBefore",
      case when last_interaction_at is null then own.created_at end as "createdAt", last_interaction_at as "lastAt",
      case when turns > 0 then last_inbound_at end as "lastInboundAt", turns,
      own.estimated_close_on - '1970-01-01'::date as "closeOn"
    from own left join opportunity on opportunity.key = own.record_key`);
}
