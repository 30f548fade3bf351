/**
 * The ledger of a record: every activity that belongs to it, counted or not, latest first. Who does not take part in an
 * activity sees its kind, its time and its direction.
 */

import type { z } from 'zod';
import { type Directory, directoryOf } from '../../analytics/directory.ts';
import type { ledgerQuerySchema } from '../../contract/api.ts';
import type { LedgerRow } from '../../contract/figures.ts';
import type { Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { oneOf } from '../../facts/activities.ts';
import { directoryAround } from '../../facts/directory.ts';
import { type NamedEntity, namesOf } from '../../facts/names.ts';
import { activityKinds, exclusionReasons, recordTypes } from '../../model/vocabulary.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { reasonAsOf } from './reason.ts';
import { hiddenId, kindOf } from './record.ts';

export type LedgerQuery = Omit<z.output<typeof ledgerQuerySchema>, 'asOf'>;

/** A row without what people decided about it, which is not for its readers alone: overrule.ts. */
type Undecided = Omit<LedgerRow, 'override'>;

/** A page of the ledger as of an instant (ms), where the next one begins, and how many rows there are in all. */
export async function ledgerPage(
  session: Session,
  { key, asOf }: Moment,
  query: LedgerQuery,
): Promise<{ readonly rows: Undecided[]; readonly next: string | null; readonly total: number }> {
  const filter = filterOf(query, asOf);
  const rows = await activityRows(
    session,
    { key, asOf },
    sql`${filter} ${after(query.cursor)}
      order by activity_record.starts_at desc, activity_record.activity_key desc
      limit ${query.limit + 1}`,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    rows: await presentRows(session, page, { key, asOf }),
    next: more
      ? writeCursor({ value: new Date(last.starts_at).toISOString(), key: last.key })
      : null,
    total: await countOf(session, key, filter),
  };
}

/** What is to come of a record as of an instant (ms), the next first, and how much there is of it in all. */
export async function upcomingRows(
  session: Session,
  { key, asOf }: Moment,
  most: number,
): Promise<{ readonly rows: Undecided[]; readonly total: number }> {
  // As the next interaction is found (analytics/kpis): what nothing speaks against, and no email.
  const instant = new Date(asOf);
  const toCome = sql`fact.completes_at > ${instant} and activity_record.starts_at > ${instant}
    and fact.duplicate_from > ${instant} and not fact.canceled and fact.reason is null and fact.kind_side > 1`;
  const rows = await activityRows(
    session,
    { key, asOf },
    sql`${toCome}
      order by activity_record.starts_at, activity_record.activity_key
      limit ${most}`,
  );
  return {
    rows: await presentRows(session, rows, { key, asOf }),
    total: await countOf(session, key, toCome),
  };
}

/** A record by its key, as of an instant (ms). */
type Moment = { readonly key: number; readonly asOf: number };

function activityRows(
  session: Session,
  { key, asOf }: Moment,
  which: Sql,
): Promise<readonly ActivityRow[]> {
  return session.query<ActivityRow>(sql`
      select fact.activity_key as key, activity.id, activity.status, activity.subject, fact.starts_at, activity.ends_at,
        fact.minutes, fact.kind_side, ${reasonAsOf(asOf)} as reason, activity.flags,
        source.name as source, fact.records,
        case when (select access_user()) = any(fact.readers) then exists (
          select from activity_share
          where activity_share.activity_key = fact.activity_key and shared_by = (select access_user())
        ) end as shared
      from activity_record join fact using (activity_key) left join activity on activity.key = fact.activity_key
      left join source on source.key = activity.source_key
      where record_key = ${key} and ${which}`);
}

async function countOf(session: Session, key: number, filter: Sql): Promise<number> {
  const [count] = await session.query<{ total: number }>(sql`
      select count(*) as total from activity_record join fact using (activity_key)
      where record_key = ${key} and ${filter}`);
  return count?.total ?? 0;
}

type ActivityRow = {
  readonly key: number;
  /** null: not to be read by this person; so are status, flags and source. */
  readonly id: string | null;
  readonly status: string | null;
  readonly subject: string | null;
  readonly starts_at: number;
  readonly ends_at: number | null;
  readonly minutes: number;
  readonly kind_side: number;
  readonly reason: string | null;
  readonly flags: readonly string[] | null;
  readonly source: string | null;
  readonly records: readonly number[];
  readonly shared: boolean | null;
};

function filterOf(query: LedgerQuery, asOf: number): Sql {
  const reason = sql`(${reasonAsOf(asOf)})`;
  const kind = query.kind === undefined ? -1 : activityKinds.indexOf(query.kind);
  const parts = [
    sql`true`,
    query.counted === undefined
      ? null
      : query.counted === 'true'
        ? sql`${reason} is null`
        : sql`${reason} is not null`,
    query.reason === undefined ? null : sql`${reason} = ${query.reason}`,
    query.kind === undefined ? null : sql`fact.kind_side / 2 = ${kind}::integer`,
    query.side === undefined
      ? null
      : sql`fact.kind_side % 2 = ${query.side === 'them' ? 1 : 0}::integer`,
    query.from === undefined ? null : sql`activity_record.starts_at >= ${new Date(query.from)}`,
    query.until === undefined ? null : sql`activity_record.starts_at < ${new Date(query.until)}`,
  ];
  return sql.join(
    parts.filter((part) => part !== null),
    sql` and `,
  );
}

function after(cursor: string | undefined): Sql {
  if (cursor === undefined) return sql``;
  const { value, key } = readCursor(cursor);
  return sql`and (activity_record.starts_at, activity_record.activity_key) < (${value}::timestamptz, ${key}::bigint)`;
}

type ParticipantRow = {
  readonly activity_key: number;
  readonly role: string;
  readonly address_key: number;
  readonly address: string;
  readonly response: string | null;
};

async function presentRows(
  session: Session,
  rows: readonly ActivityRow[],
  moment: Moment,
): Promise<Undecided[]> {
  const keys = rows.map(({ key }) => key);
  const participants = await session.query<ParticipantRow>(sql`
    select activity_key, role, address_key, address.address, response
    from participant join address on address.key = address_key
    where activity_key = any(${keys}::bigint[]) order by activity_key, position`);
  const addressKeys = [...new Set(participants.map(({ address_key }) => address_key))];
  const directory = directoryOf(await directoryAround(session, { addressKeys, recordKeys: [] }));
  const owners = participants.flatMap(({ address }) => directory.owners(address));
  const names = await namesOf(session, [
    ...rows.flatMap(({ records }) => records),
    ...owners.map(({ key }) => key),
  ]);
  const byActivity = Map.groupBy(participants, ({ activity_key }) => activity_key);
  const answers = await answersTo(session, keys, moment);
  return rows.map((row) => ({
    ...presentRow(row, byActivity.get(row.key) ?? [], { directory, names }),
    answeredAt: row.reason === null ? (answers.get(row.key) ?? null) : null,
  }));
}

/** When the other side first wrote in the same conversation after each of these emails, by their keys. */
async function answersTo(
  session: Session,
  keys: readonly number[],
  { key, asOf }: Moment,
): Promise<ReadonlyMap<number, string>> {
  const rows = await session.query<{ key: number; answered_at: number }>(sql`
    select email.activity_key as key, min(fact.starts_at) as answered_at
    from fact email join fact on fact.conversation_key = email.conversation_key
    where email.activity_key = any(${keys}::bigint[]) and email.kind_side < 2 and fact.kind_side = 1 - email.kind_side
      and fact.starts_at > email.starts_at and ${key}::integer = any(fact.records) and ${reasonAsOf(asOf)} is null
    group by email.activity_key`);
  return new Map(rows.map((row) => [row.key, new Date(row.answered_at).toISOString()]));
}

function presentRow(
  row: ActivityRow,
  participants: readonly ParticipantRow[],
  {
    directory,
    names,
  }: { readonly directory: Directory; readonly names: ReadonlyMap<number, NamedEntity> },
): Omit<Undecided, 'answeredAt'> {
  const reason = oneOf(exclusionReasons, row.reason);
  return {
    key: row.key,
    id: row.id ?? hiddenId(row.key),
    isReadable: row.id !== null,
    kind: kindOf(row.kind_side),
    status: row.status,
    subject: row.subject,
    startsAt: new Date(row.starts_at).toISOString(),
    endsAt: row.ends_at === null ? null : new Date(row.ends_at).toISOString(),
    durationMinutes: kindOf(row.kind_side) === 'email' ? null : row.minutes,
    side: row.kind_side % 2 === 1 ? 'them' : 'us',
    counted: reason === null,
    reason,
    shared: row.shared,
    flags: [...(row.flags ?? [])],
    source: row.source,
    records: row.records.flatMap((key) => {
      const named = names.get(key);
      const type = oneOf(recordTypes, named?.type ?? null);
      return named === undefined || type === null ? [] : [{ type, id: named.id, name: named.name }];
    }),
    participants: participants.map(({ address, role, response }) => ({
      address,
      role,
      response,
      internal: directory.isInternal(address),
      owners: directory
        .owners(address)
        .map(({ key, type, id }) => ({ type, id, name: names.get(key)?.name ?? id })),
    })),
  };
}
