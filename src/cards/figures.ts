/** What cards are made of, read from the stored figures of a reader's own open records: at once for all of them. */

import type { CardFigures } from '../analytics/card-figures.ts';
import { newsDays } from '../analytics/cards.ts';
import { dayMs, dayText } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { isOpen, ownRecords } from '../facts/own-records.ts';
import { worthOn } from '../facts/worth.ts';
import type { Settings } from '../model/entities.ts';
import { type BesideMeasure, besideMeasures, type RecordType } from '../model/vocabulary.ts';
import { newsSince } from '../news/since.ts';
import type { Quartiles } from './beside-won.ts';

/** When one asks: an instant (ms), its day number in the organisation's zone, and when that day ends (ms). */
export type CardMoment = {
  readonly now: number;
  readonly today: number;
  readonly dayEnds: number;
};

/**
 * The figures of the records that the person whom the session reads for owns or works on. What a signal says of their
 * silence does not hold any more once they have been in touch after it.
 */
export async function ownCardFigures(
  session: Session,
  settings: Pick<Settings, 'currency' | 'rates'>,
  { now, today, dayEnds }: CardMoment,
): Promise<readonly CardFigures[]> {
  const instant = sql`${new Date(now)}::timestamptz`;
  const ends = sql`${new Date(dayEnds)}::timestamptz`;
  const rows = await session.query<Row>(sql`
    with own as (
      select record_analytics.*, ${worthOn(dayText(today), settings)} as worth
      from record_analytics where record_key = any(${ownRecords}) and ${isOpen}
    )
    select own.record_key as key, type, own.account_key as "accountKey", opportunity.contact_key as "contactKey", worth,
      health_score as score, health_score_before as "scoreBefore", own.created_at as "createdAt",
      last_interaction_at as "lastAt", last_inbound_at as "lastInboundAt",
      case when last_inbound_at > coalesce(last_outbound_at, '-infinity') then window_response_by_us_unanswered
        else 0 end as turns,
      own.estimated_close_on - '1970-01-01'::date as "closeOn",
      meeting.at as "meetingAt", coalesce(meeting.meetings, 0) as meetings,
      case when ${isStillSilent} then streak end as streak, streak_since as "streakSince",
      theirs, single, carried,
      case when ${isStillSilent} then usual_gap end as "usualGap", present_gap as "presentGap",
      allowed_gap as "allowedGap", quiet_since - '1970-01-01'::date as "quietSince",
      quiet_on - '1970-01-01'::date as "quietOn",
      nearest, nearest_won as "nearestWon", known, known_won as "knownWon", beside,
      lifetime_meetings_sent + lifetime_meetings_received as "meetingsHeld",
      lifetime_phone_calls_made + lifetime_phone_calls_received as "phoneCalls",
      lifetime_emails_sent + lifetime_emails_received as emails,
      lifetime_initiated_by_us + lifetime_initiated_by_them as activities
    from own
    left join opportunity on opportunity.key = own.record_key
    left join record_signal on record_signal.record_key = own.record_key
    left join deal_likeness on deal_likeness.record_key = own.record_key and deal_likeness.login_key = access_login()
    left join lateral (
      select min(fact.starts_at) as at, count(*) as meetings
      from activity_record join fact using (activity_key)
      where own.next_interaction_at < ${ends} and activity_record.record_key = own.record_key
        and activity_record.starts_at > ${instant} and activity_record.starts_at < ${ends}
        and kind_side in (2, 3) and not canceled and reason is null and duplicate_from > ${instant}
    ) meeting on true`);
  const accountOf = ({ type, key, accountKey }: Row) => (type === 'account' ? key : accountKey);
  const accounts = [...new Set(rows.flatMap((row) => accountOf(row) ?? []))];
  const news = await newsSince(session, accounts, now - newsDays * dayMs);
  const newsOf = new Map(
    news.map(({ accountKey, items, latest }) => [accountKey, { ...latest, items }]),
  );
  return rows.map((row) => ({ ...figuresOf(row), news: newsOf.get(accountOf(row) ?? -1) ?? null }));
}

const isStillSilent: Sql = sql`coalesce(last_inbound_at, '-infinity') <= record_signal.as_of`;

type Row = {
  readonly key: number;
  readonly type: RecordType;
  readonly accountKey: number | null;
  readonly contactKey: number | null;
  readonly worth: number | null;
  readonly score: number | null;
  readonly scoreBefore: number | null;
  readonly createdAt: number | null;
  readonly lastAt: number | null;
  readonly lastInboundAt: number | null;
  readonly turns: number;
  readonly closeOn: number | null;
  readonly meetingAt: number | null;
  readonly meetings: number;
  readonly streak: number | null;
  readonly streakSince: number | null;
  readonly theirs: number | null;
  readonly single: boolean | null;
  readonly carried: number | null;
  readonly usualGap: number | null;
  readonly presentGap: number | null;
  readonly allowedGap: number | null;
  readonly quietSince: number | null;
  readonly quietOn: number | null;
  readonly nearest: number | null;
  readonly nearestWon: number | null;
  readonly known: number | null;
  readonly knownWon: number | null;
  readonly beside: Quartiles | null;
} & Readonly<Record<Exclude<BesideMeasure, 'meetings'> | 'meetingsHeld', number>>;

function figuresOf(row: Row): Omit<CardFigures, 'news'> {
  const { meetingAt, meetings, streak, streakSince, theirs, single, carried } = row;
  const { usualGap, presentGap, allowedGap, quietSince, quietOn, ...others } = row;
  const { nearest, nearestWon, known, knownWon, beside, ...rest } = others;
  const { meetingsHeld, phoneCalls, emails, activities, ...plain } = rest;
  return {
    ...plain,
    worth: row.type === 'opportunity' ? row.worth : null,
    meeting: meetingAt === null ? null : { at: meetingAt, meetings },
    streak: streak === null || streakSince === null ? null : { emails: streak, since: streakSince },
    coverage:
      theirs === null ? null : { theirs, single: single === true, activities: carried ?? 0 },
    quiet:
      usualGap === null || presentGap === null || allowedGap === null || quietSince === null
        ? null
        : { usualGap, presentGap, allowedGap, since: quietSince, lastKnown: quietOn },
    likeness: likenessOf(row),
  };
}

/** What stands beside the won deals is what a list shows of the deal: it never says another number than its page. */
function likenessOf(row: Row): CardFigures['likeness'] {
  const { nearest, nearestWon, known, knownWon, beside } = row;
  if (nearest === null || known === null || beside === null) return null;
  const { meetingsHeld: meetings, phoneCalls, emails, activities } = row;
  const own = { meetings, phoneCalls, emails, activities };
  return {
    nearest: { won: nearestWon ?? 0, of: nearest },
    known: { won: knownWon ?? 0, of: known },
    beside: besideMeasures.flatMap((measure) => {
      const quartiles = beside[measure];
      return quartiles === undefined ? [] : [{ measure, own: own[measure], ...quartiles }];
    }),
  };
}
