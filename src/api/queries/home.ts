/**
 * The records that somebody should look at first, among the open ones that they own or are on the team of: ranked by
 * value × urgency. Urgency is the sum of the points of the reasons that a record has; value lies between a half and
 * one and a half, so that a large deal comes before a small one with the same trouble, not before one that is on fire.
 */

import { closeNearDays, quietPeopleMost } from '../../analytics/cards.ts';
import { dayMs } from '../../analytics/zone.ts';
import type { Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { isOpen, ownRecords } from '../../facts/own-records.ts';
import { worthOn } from '../../facts/worth.ts';
import type { OrganizationSettings } from '../../model/entities.ts';
import { type RecordType, recordTypes } from '../../model/vocabulary.ts';

export const mostCards = 12;

/** Points of the reasons, and what else the ranking is made of; docs/kpis.md says them in words. */
export const ranking = {
  /** And up to one more, over the first `missedDays`. */
  closeDateMissed: 5,
  missedDays: 30,
  nearDays: closeNearDays,
  /** From the first of the days to the day itself. */
  closeDateNear: { first: 2, last: 6 },
  scorePerPoint: 5,
  healthDroppedMost: 6,
  poorHighValue: 4,
  waitingForUs: 3,
  /** For each time the days of the settings; of leads and deals without any activity or beginning: 1. */
  noActivityMost: 3,
  /** Accounts and contacts, up to so many times the days: what has been quiet for longer is no news. */
  quietPeople: { points: 0.5, most: quietPeopleMost },
  noNextInteraction: 1,
  value: { least: 0.5, lead: 0.75 },
} as const;

/** The points of the reasons that a record has; null: it has not. */
export type ReasonPoints = {
  readonly closeDateMissed: number | null;
  readonly closeDateNear: number | null;
  readonly healthDropped: number | null;
  readonly poorHighValue: number | null;
  readonly waitingForUs: number | null;
  readonly noActivity: number | null;
  readonly noNextInteraction: number | null;
};

export type Urgent = ReasonPoints & {
  readonly key: number;
  readonly type: RecordType;
  readonly state: string;
  readonly score: number | null;
  readonly grade: string | null;
  readonly trend: string | null;
  readonly scoreBefore: number | null;
  readonly lastAt: number | null;
  readonly nextAt: number | null;
  readonly lastInboundAt: number | null;
  readonly turns: number;
  /** `YYYY-MM-DD` */
  readonly closeOn: string | null;
  /** Days from today; negative: that day is past. */
  readonly closesIn: number | null;
  /** In the organisation's currency. */
  readonly worth: number | null;
  /** ms since which nothing happened. */
  readonly quietSince: number | null;
  readonly priority: number;
  /** How many records have a reason. */
  readonly all: number;
};

/** The most urgent of the reader's own open records, at most twelve; `today` is the day of `now` (ms). */
export function urgentRecords(
  session: Session,
  { settings, now, today, without }: HomeQuestion,
): Promise<readonly Urgent[]> {
  const { cardDays, showHealth } = settings;
  const r = ranking;
  const instant = sql`${new Date(now)}::timestamptz`;
  const day = sql`${today}::date`;
  const quietAfter = sql`(case type ${sql.join(
    recordTypes.map((type) => sql`when ${type} then ${cardDays[type] * dayMs}::float8`),
    sql` `,
  )} end)`;
  const isDeal = sql`type in ('lead', 'opportunity')`;
  const ofHealth = (points: Sql) => (showHealth ? points : sql`null::float8`);
  return session.query<Urgent>(sql`
    with own as (
      select record_key, type, health_state, health_score, health_grade, health_trend, health_score_before,
        last_interaction_at, next_interaction_at, last_inbound_at, estimated_close_on,
        estimated_close_on - ${day} as closes_in,
        coalesce(next_interaction_at > ${instant}, false) as is_booked,
        case when last_inbound_at > coalesce(last_outbound_at, '-infinity') then window_response_by_us_unanswered
          else 0 end as turns,
        coalesce(last_interaction_at, case when ${isDeal} then created_at end) as quiet_since,
        case when type = 'opportunity' then ${worthOn(today, settings)} end as worth
      from record_analytics where record_key = any(${ownRecords}) and ${isOpen}
    ), middle as materialized (
      select percentile_cont(0.5) within group (order by worth) as median from own where worth > 0
    ), quiet as (
      select own.*, extract(epoch from ${instant} - quiet_since) * 1000 / ${quietAfter} as quiet from own
    ), pointed as (
      select quiet.*,
        case when type = 'opportunity' and closes_in < 0 then ${r.closeDateMissed}::float8 + least(-closes_in, ${r.missedDays}::integer) / ${r.missedDays}::float8 end as missed,
        case when closes_in between 0 and ${r.nearDays}::integer and (not is_booked or ${
          showHealth ? sql`coalesce(health_grade in ('fair', 'poor'), false)` : sql`false`
        }) then ${r.closeDateNear.last}::float8
          - ${r.closeDateNear.last - r.closeDateNear.first}::float8 * closes_in / ${r.nearDays}::float8 end as near,
        ${ofHealth(sql`case when health_trend = 'declining'
          then least((health_score_before - health_score) / ${r.scorePerPoint}::float8, ${r.healthDroppedMost}::float8) end`)} as dropped,
        ${ofHealth(sql`case when health_grade = 'poor' and worth >= median then ${r.poorHighValue}::float8 end`)} as poor,
        case when turns > 0 then ${r.waitingForUs}::float8 end as waiting,
        case when quiet > 1 and ${isDeal} then least(quiet, ${r.noActivityMost}::float8)
          when quiet between 1 and ${r.quietPeople.most}::float8 and not ${isDeal} then ${r.quietPeople.points}::float8
          when quiet_since is null and ${isDeal} then 1.0::float8 end as inactive,
        case when ${isDeal} and not is_booked then ${r.noNextInteraction}::float8 end as no_next,
        case when type = 'lead' then ${r.value.lead}::float8
          when worth > 0 then ${r.value.least}::float8 + worth / (worth + median) else ${r.value.least}::float8 end as value
      from quiet, middle
    ), ranked as (
      select *, value * (coalesce(missed, 0) + coalesce(near, 0) + coalesce(dropped, 0) + coalesce(poor, 0)
        + coalesce(waiting, 0) + coalesce(inactive, 0) + coalesce(no_next, 0)) as priority
      from pointed
    )
    select record_key as key, type, health_state as state, health_score as score, health_grade as grade,
      health_trend as trend, health_score_before as "scoreBefore", last_interaction_at as "lastAt",
      next_interaction_at as "nextAt", last_inbound_at as "lastInboundAt", turns, estimated_close_on as "closeOn",
      closes_in as "closesIn", worth, quiet_since as "quietSince", missed as "closeDateMissed",
      near as "closeDateNear", dropped as "healthDropped", poor as "poorHighValue", waiting as "waitingForUs",
      inactive as "noActivity", no_next as "noNextInteraction", priority, count(*) over () as all
    from ranked where priority > 0 and record_key <> all(${without}::integer[])
    order by priority desc, record_key limit ${mostCards}`);
}

export type HomeQuestion = {
  readonly settings: OrganizationSettings;
  readonly now: number;
  readonly today: string;
  /** Keys of records that are told of elsewhere. */
  readonly without: readonly number[];
};

/** Who the reader is in the CRM, and how many open records of each type are theirs. */
export async function ownRecordCounts(session: Session): Promise<{
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly open: Readonly<Record<RecordType, number>>;
}> {
  const [person] = await session.query<{ id: string; name: string }>(sql`
    select id, name from app_user join entity on entity.key = app_user.key where app_user.key = access_user()`);
  const rows = await session.query<{ type: RecordType; records: number }>(sql`
    select type, count(*) as records from record_analytics
    where record_key = any(${ownRecords}) and ${isOpen} group by type`);
  const count = (type: RecordType) => rows.find((row) => row.type === type)?.records ?? 0;
  return {
    person: person ?? null,
    open: {
      account: count('account'),
      contact: count('contact'),
      lead: count('lead'),
      opportunity: count('opportunity'),
    },
  };
}
