/** What few of somebody's records have, read for those that have it: meetings of today, signals, likeness. By record. */

import type { CardFigures } from '../analytics/card-figures.ts';
import { leastStreak } from '../analytics/cards.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { isOpen } from '../facts/own-records.ts';
import { type BesideMeasure, besideMeasures } from '../model/vocabulary.ts';
import type { Quartiles } from './beside-won.ts';

/** The next meeting, of those that begin after one instant (ms) and before another, and how many there are. */
export async function meetingsOf(
  session: Session,
  records: Sql,
  { now, dayEnds }: { readonly now: number; readonly dayEnds: number },
): Promise<ReadonlyMap<number, CardFigures['meeting']>> {
  const [instant, ends] = [new Date(now), new Date(dayEnds)];
  const rows = await session.query<{ key: number; at: number; meetings: number }>(sql`
    select activity_record.record_key as key, min(fact.starts_at) as at, count(*) as meetings
    from record_analytics
    join activity_record on activity_record.record_key = record_analytics.record_key
      and activity_record.starts_at > ${instant} and activity_record.starts_at < ${ends}
    join fact using (activity_key)
    where record_analytics.record_key = any(${records}) and next_interaction_at < ${ends} and ${isOpen}
      and kind_side in (2, 3) and not canceled and reason is null and duplicate_from > ${instant}
    group by activity_record.record_key`);
  return new Map(rows.map(({ key, at, meetings }) => [key, { at, meetings }]));
}

export type Signals = Pick<CardFigures, 'streak' | 'coverage' | 'quiet'>;

/**
 * Signals that could make a card. What they say of silence does not hold any more once the customer has been in touch
 * after they were computed.
 */
export async function signalsOf(
  session: Session,
  records: Sql,
): Promise<ReadonlyMap<number, Signals>> {
  const isSilent = sql`coalesce(last_inbound_at, '-infinity') <= record_signal.as_of`;
  const rows = await session.query<SignalRow>(sql`
    select record_key as key, case when ${isSilent} then streak end as streak, streak_since as "streakSince",
      theirs, single, carried, case when ${isSilent} then usual_gap end as "usualGap", present_gap as "presentGap",
      allowed_gap as "allowedGap", quiet_since - '1970-01-01'::date as "quietSince",
      quiet_on - '1970-01-01'::date as "quietOn"
    from record_signal join record_analytics using (record_key)
    where record_key = any(${records}) and (streak >= ${leastStreak} or single or usual_gap is not null)`);
  return new Map(rows.map((row) => [row.key, signalsIn(row)]));
}

type SignalRow = {
  readonly key: number;
  readonly streak: number | null;
  readonly streakSince: number | null;
  readonly theirs: number | null;
  readonly single: boolean;
  readonly carried: number;
  readonly usualGap: number | null;
  readonly presentGap: number | null;
  readonly allowedGap: number | null;
  readonly quietSince: number | null;
  readonly quietOn: number | null;
};

function signalsIn(row: SignalRow): Signals {
  const { streak, streakSince: since, theirs, single, carried: activities } = row;
  const { usualGap, presentGap, allowedGap, quietSince, quietOn: lastKnown } = row;
  return {
    streak: streak === null || since === null ? null : { emails: streak, since },
    coverage: theirs === null ? null : { theirs, single, activities },
    quiet:
      usualGap === null || presentGap === null || allowedGap === null || quietSince === null
        ? null
        : { usualGap, presentGap, allowedGap, since: quietSince, lastKnown },
  };
}

/**
 * Deals that are like won ones, for who has a login. What stands beside the won deals is what a list shows of the deal: a
 * card never says another number than its page.
 */
export async function likenessOf(
  session: Session,
  records: Sql,
  login: number,
): Promise<ReadonlyMap<number, CardFigures['likeness']>> {
  const rows = await session.query<LikenessRow>(sql`
    select record_key as key, nearest, nearest_won as "nearestWon", known, known_won as "knownWon", beside,
      lifetime_meetings_sent + lifetime_meetings_received as meetings,
      lifetime_phone_calls_made + lifetime_phone_calls_received as "phoneCalls",
      lifetime_emails_sent + lifetime_emails_received as emails,
      lifetime_initiated_by_us + lifetime_initiated_by_them as activities
    from deal_likeness join record_analytics using (record_key)
    where login_key = ${login} and record_key = any(${records}) and nearest is not null`);
  return new Map(
    rows.map((row) => {
      const { key, nearest, nearestWon, known, knownWon, beside } = row;
      const measures = besideMeasures.flatMap((measure) => {
        const quartiles = beside[measure];
        return quartiles === undefined ? [] : [{ measure, own: row[measure], ...quartiles }];
      });
      return [
        key,
        {
          nearest: { won: nearestWon, of: nearest },
          known: { won: knownWon, of: known },
          beside: measures,
        },
      ];
    }),
  );
}

type LikenessRow = {
  readonly key: number;
  readonly nearest: number;
  readonly nearestWon: number;
  readonly known: number;
  readonly knownWon: number;
  readonly beside: Quartiles;
} & Readonly<Record<BesideMeasure, number>>;
