/** What a record page shows around the figures. */

import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import type { RecordHead } from '../../facts/records.ts';
import { Problem } from '../../model/problem.ts';
import type { ActivityKind, ExclusionReason, RecordType } from '../../model/vocabulary.ts';
import { reasonAsOf } from './reason.ts';

/** The key of a record. Throws a Problem when there is none with this id. */
export async function recordKey(session: Session, type: RecordType, id: string): Promise<number> {
  const [row] = await session.query<{ key: number }>(
    sql`select key from entity where type = ${type} and id = ${id}`,
  );
  if (row === undefined) throw unknownRecord(type, id);
  return row.key;
}

/** The Problem for an id that no record of the type has. */
export function unknownRecord(type: RecordType, id: string): Problem {
  return new Problem({
    code: 'record_unknown',
    message: `There is no ${type} with this id.`,
    field: 'id',
    value: id,
    hint: 'It may not have been imported yet, or the person opted out of analytics.',
  });
}

/** How many activities of the record have a reason against them, by that reason; the others are in its facts. */
export async function leftOut(
  session: Session,
  key: number,
  asOf: number,
): Promise<ReadonlyMap<ExclusionReason, number>> {
  const rows = await session.query<{ reason: ExclusionReason; activities: number }>(sql`
    select ${reasonAsOf(asOf)} as reason, count(*) as activities
    from fact
    where activity_key = any(array(select activity_key from activity_record where record_key = ${key}))
      and (canceled or fact.reason is not null)
    group by 1`);
  return new Map(rows.map(({ reason, activities }) => [reason, activities]));
}

export type ActivityNote = {
  readonly key: number;
  readonly id: string;
  readonly kind: ActivityKind;
  readonly startsAt: number;
  readonly subject: string | null;
};

/** Id, kind, start and subject of activities. */
export async function notesOf(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, ActivityNote>> {
  const rows = await session.query<ActivityNote>(sql`
    select key, id, kind, starts_at as "startsAt", subject from activity where key = any(${keys}::bigint[])`);
  return new Map(rows.map((row) => [row.key, row]));
}

/**
 * Colleagues outside the owner and the team who talk to the deal's people while it runs: they can help, and their
 * activities are not counted in it (spec §4).
 */
export async function hiddenHelpers(
  session: Session,
  head: RecordHead,
  asOf: number,
): Promise<
  readonly {
    readonly id: string;
    readonly name: string;
    readonly activities: number;
    readonly lastAt: number;
  }[]
> {
  if (head.type !== 'opportunity' && head.type !== 'lead') return [];
  return session.query(sql`
    with deal as (
      select stakeholder_keys || contact_key as people, team_keys || owner_key as team, created_at, closed_at
      from opportunity where key = ${head.key}
      union all
      select stakeholder_keys || key, array[owner_key], created_at, closed_at from lead where key = ${head.key}
    )
    select entity.id, app_user.name, count(distinct fact.activity_key) as activities,
      max(fact.starts_at) as "lastAt"
    from deal
    cross join lateral unnest(deal.people) talker (key)
    join activity_record on activity_record.record_key = talker.key
    join fact using (activity_key)
    cross join lateral unnest(fact.people) person (key)
    join app_user on app_user.key = person.key and app_user.active and not app_user.opted_out
    join entity on entity.key = app_user.key
    where app_user.key <> all(array_remove(deal.team, null)) and ${head.key} <> all(fact.records)
      and ${reasonAsOf(asOf)} is null
      and fact.starts_at >= coalesce(deal.created_at, '-infinity')
      and fact.starts_at <= coalesce(deal.closed_at, 'infinity')
    group by entity.id, app_user.name
    order by activities desc, "lastAt" desc, entity.id`);
}
