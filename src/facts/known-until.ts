/**
 * How far sources know: one that is connected, until it was last read; one that is a file, until the last activity in
 * it, as nobody can tell from a mailbox exported in spring what has come since (docs/decisions).
 */

import { kindSides } from '../analytics/facts.ts';
import { dayMs } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { fileSourceKinds } from '../model/vocabulary.ts';

/** What has come for longer than so many days (of files: working days, for quiet) is not known: it is out of date. */
export const staleAfterDays = 2;

export type OutdatedSource = {
  readonly kind: string;
  readonly name: string;
  /** ms; null: it was never read to its end. */
  readonly syncedAt: number | null;
  /** Of a file that was read to its end, until when (ms) it knows; null: it should have been read since. */
  readonly endedAt: number | null;
};

/** Until when a row of `source` that is a file knows; null: it is none, or was never read to its end. */
export const endedAt: Sql = sql`case when source.kind = any(${fileSourceKinds}::text[]) and source.synced_at is not null
  then coalesce(source.known_until, source.synced_at) end`;

/** Until when any row of `source` knows; null: it was never read to its end. */
export const knownUntil: Sql = sql`coalesce(${endedAt}, source.synced_at)`;

/**
 * Of each record (by key) the sources that its contact since an instant (ms) came from and that are out of date as of
 * another one. Records without any are left out.
 */
export async function outdatedSources(
  session: Session,
  records: readonly { readonly key: number; readonly since: number }[],
  asOf: number,
): Promise<ReadonlyMap<number, readonly OutdatedSource[]>> {
  const outdated = await session.query<{ key: number }>(sql`
    select key from source
    where coalesce(${knownUntil}, '-infinity') < ${new Date(asOf - staleAfterDays * dayMs)}`);
  if (records.length === 0 || outdated.length === 0) return new Map();
  const rows = await session.query<OutdatedSource & { record: number }>(sql`
    select distinct record_key as record, source.kind, source.name, source.synced_at as "syncedAt", ${endedAt} as "endedAt"
    from unnest(
      ${records.map(({ key }) => key)}::integer[], ${records.map(({ since }) => since)}::float8[]
    ) silent (record_key, since)
    join activity_record using (record_key)
    join fact using (activity_key)
    join activity on activity.key = fact.activity_key
    join source on source.key = source_key
    where activity_record.starts_at between to_timestamp(since / 1000) and ${new Date(asOf)}
      and reason is null and not canceled
      and kind_side > ${kindSides.emailByUs} and kind_side < ${kindSides.task}
      and source_key = any(${outdated.map(({ key }) => key)}::integer[])
    order by record_key, source.kind, source.name`);
  return Map.groupBy(rows, ({ record }) => record);
}

/** Files know no further than what is left in them, after activities were removed. */
export async function settleKnownUntil(session: Session): Promise<void> {
  await session.run(sql`
    update source set known_until = (
      select max(starts_at) from activity where source_key = source.key and starts_at <= source.known_until
    ) where known_until is not null`);
}
