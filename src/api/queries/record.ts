/** What a record page shows around the figures. */

import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import type { RecordHead } from '../../facts/records.ts';
import type { RecordRef } from '../../model/entities.ts';
import { Problem } from '../../model/problem.ts';
import {
  type ActivityKind,
  activityKinds,
  type ExclusionReason,
  type RecordType,
} from '../../model/vocabulary.ts';
import { reasonAsOf } from './reason.ts';

/** The key of a record, whoever may see it. Throws a Problem when there is none with this id. */
export async function recordKey(session: Session, type: RecordType, id: string): Promise<number> {
  const [row] = await session.query<{ key: number }>(
    sql`select key from entity where type = ${type} and id = ${id}`,
  );
  if (row === undefined) throw unknownRecord(type, id);
  return row.key;
}

/** Records by their keys; those that are no more are left out. */
export async function keysOfRecords(
  session: Session,
  records: readonly RecordRef[],
): Promise<ReadonlyMap<number, RecordRef>> {
  const rows = await session.query<{ key: number; type: RecordType; id: string }>(sql`
    select key, type, id
    from unnest(${records.map(({ type }) => type)}::text[], ${records.map(({ id }) => id)}::text[]) record (type, id)
    join entity using (type, id)`);
  return new Map(rows.map(({ key, type, id }) => [key, { type, id }]));
}

/**
 * Throws a Problem unless the person that the session reads for may see the record's figures: that there is no such
 * record, unless they know it by name from one of their own.
 */
export async function assertReadable(
  session: Session,
  key: number,
  { type, id }: { readonly type: RecordType; readonly id: string },
): Promise<void> {
  if ((await readableAmong(session, [key])).has(key)) return;
  const named = await session.query(sql`select from entity where key = ${key}`);
  throw named.length === 0 ? unknownRecord(type, id) : notYours(type, id);
}

/** Those of the records whose figures the person that the session reads for may see. */
export async function readableAmong(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlySet<number>> {
  if (keys.length === 0) return new Set();
  const rows = await session.query<{ key: number }>(sql`
    select key from unnest(${keys}::integer[]) record (key)
    where (select access_has('operations')) or exists (select from record_member where record_key = key)`);
  return new Set(rows.map(({ key }) => key));
}

/** That a record was created after an instant (ms). */
export function notYet(head: Pick<RecordHead, 'type' | 'createdAt'>, asOf: number): Problem {
  return new Problem({
    code: 'record_not_yet',
    message: `This ${head.type} was not there yet at that instant.`,
    field: 'asOf',
    value: new Date(asOf).toISOString(),
    hint:
      head.createdAt === null
        ? 'Choose a later instant.'
        : `It was created on ${new Date(head.createdAt).toISOString()}.`,
  });
}

function notYours(type: RecordType, id: string): Problem {
  return new Problem({
    code: 'record_not_yours',
    message: `The figures of this ${type} are for those who work on it.`,
    field: 'id',
    value: id,
    hint: 'Its owner, or an administrator of the CRM, can put you on its team.',
  });
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

/** What an activity is called to somebody who may not read it. */
export function hiddenId(key: number): string {
  return `hidden-${key}`;
}

/** The kind in the column of facts that holds kind and side. */
export function kindOf(kindSide: number): ActivityKind {
  return activityKinds[kindSide >> 1] ?? 'task';
}

export type ActivityNote = {
  readonly key: number;
  readonly id: string;
  readonly kind: ActivityKind;
  readonly startsAt: number;
  /** False: somebody else's; it has no subject then, and an id that tells nothing. */
  readonly isReadable: boolean;
  readonly subject: string | null;
};

type NoteRow = {
  readonly key: number;
  readonly id: string | null;
  readonly kindSide: number;
  readonly startsAt: number;
  readonly subject: string | null;
};

/**
 * Kind and start of activities of records that the reader sees; id and subject of those that they may read. Others are
 * known by their key.
 */
export async function notesOf(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, ActivityNote>> {
  const rows = await session.query<NoteRow>(sql`
    select fact.activity_key as key, activity.id, fact.kind_side as "kindSide", fact.starts_at as "startsAt",
      activity.subject
    from fact left join activity on activity.key = fact.activity_key
    where fact.activity_key = any(${keys}::bigint[])`);
  return new Map(
    rows.map(({ id, kindSide, ...row }) => [
      row.key,
      { ...row, id: id ?? hiddenId(row.key), isReadable: id !== null, kind: kindOf(kindSide) },
    ]),
  );
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
