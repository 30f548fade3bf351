/** Where the records that a reader may see stand: counted over all of them, never by person. */

import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { endedAt, knownUntil } from '../../facts/known-until.ts';
import { isOpen } from '../../facts/own-records.ts';
import { worthOn } from '../../facts/worth.ts';
import type { OrganizationSettings } from '../../model/entities.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import { isAtRisk, movedGrade } from './list-filter.ts';

/** Open records of a type that stand alike. */
export type Standing = {
  readonly type: RecordType;
  readonly state: string;
  readonly grade: string | null;
  readonly records: number;
  readonly up: number;
  readonly down: number;
};

/** All open records by type, state and grade; how many of them came there from another grade in 30 days. */
export function standings(
  session: Session,
  { grades }: Pick<OrganizationSettings, 'grades'>,
): Promise<readonly Standing[]> {
  return session.query<Standing>(sql`
    select type, health_state as state, health_grade as grade, count(*) as records,
      count(*) filter (where ${movedGrade(grades, 'up')}) as up,
      count(*) filter (where ${movedGrade(grades, 'down')}) as down
    from record_analytics where ${isOpen} group by type, health_state, health_grade`);
}

export type ValueAtRisk = {
  readonly deals: number;
  readonly value: number;
  readonly withoutValue: number;
  readonly withoutRate: number;
  readonly openValue: number;
};

/** What the open deals at risk, and all of them, are worth in the organisation's currency by the rates of a day. */
export async function valueAtRisk(
  session: Session,
  day: string,
  settings: OrganizationSettings,
): Promise<ValueAtRisk> {
  const [row] = await session.query<ValueAtRisk>(sql`
    with deal as materialized (
      select ${isAtRisk} as at_risk, estimated_value, ${worthOn(day, settings)} as worth
      from record_analytics where type = 'opportunity' and ${isOpen}
    )
    select count(*) filter (where at_risk) as deals,
      coalesce(sum(worth) filter (where at_risk), 0) as value,
      count(*) filter (where at_risk and estimated_value is null) as "withoutValue",
      count(*) filter (where at_risk and estimated_value is not null and worth is null) as "withoutRate",
      coalesce(sum(worth), 0) as "openValue"
    from deal`);
  return row ?? { deals: 0, value: 0, withoutValue: 0, withoutRate: 0, openValue: 0 };
}

export type SourceStanding = {
  readonly kind: string;
  readonly name: string;
  readonly syncedAt: number | null;
  /** Of a file: the last activity in it (ms). */
  readonly endedAt: number | null;
  readonly stale: boolean;
};

/** Every source, those first that know least; stale: only what was before an instant (ms), or not read to its end. */
export function sourceStandings(
  session: Session,
  before: number,
): Promise<readonly SourceStanding[]> {
  return session.query<SourceStanding>(sql`
    select kind, name, synced_at as "syncedAt", ${endedAt} as "endedAt",
      coalesce(${knownUntil}, '-infinity') < ${new Date(before)} as stale
    from source where kind <> 'demo' order by ${knownUntil} nulls first, kind, name`);
}
