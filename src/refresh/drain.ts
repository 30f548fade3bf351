/** Marks → fresh figures: the incremental path, for what an event touched. */

import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { attribute } from '../facts/attribute.ts';
import { computeRecords, listDays } from '../facts/compute.ts';
import { organizationIn } from '../facts/organization.ts';
import { writeResults } from '../facts/results.ts';
import { readSnapshot } from '../facts/snapshot.ts';
import type { RecordRef } from '../model/entities.ts';

/** Activities interpreted, and records computed, in one transaction. */
const activitiesAtOnce = 1000;
export const recordsAtOnce = 500;

type Mark = { readonly key: number; readonly version: number };

/** Interprets marked activities again, some at a time; answers how many it took. */
export async function drainActivities(database: Database): Promise<number> {
  return database.transaction(async (session) => {
    const marks = await session.query<Mark>(sql`
      select activity_key as key, version from activity_mark order by activity_key limit ${activitiesAtOnce}`);
    await attribute(
      session,
      marks.map(({ key }) => key),
    );
    await unmark(session, { table: 'activity_mark', column: 'activity_key' }, marks);
    return marks.length;
  });
}

/** Computes marked records as of now, some at a time; answers which ones. */
export async function drainRecords(
  database: Database,
  clock: () => number,
): Promise<readonly RecordRef[]> {
  const marks = await database.query<Mark>(sql`
    select record_key as key, version from record_mark order by version limit ${recordsAtOnce}`);
  if (marks.length === 0) return [];
  const keys = marks.map(({ key }) => key);
  const { organization, settings } = await organizationIn(database);
  const asOf = clock();
  const { timeZone } = organization;
  const snapshot = await readSnapshot(database, keys, { asOf, timeZone });
  const question = { asOf, days: listDays, timeZone, settings };
  const options = { wanted: new Set(keys), atOnce: Number.POSITIVE_INFINITY };
  const [computed] = computeRecords({ snapshot, heads: snapshot.heads }, question, options);
  const heads = computed?.heads ?? [];
  const known = new Set(heads.map(({ key }) => key));
  const gone = keys.filter((key) => !known.has(key));
  await database.transaction(async (session) => {
    await writeResults(session, computed ?? null, gone);
    await unmark(session, { table: 'record_mark', column: 'record_key' }, marks);
  });
  return heads.map(({ type, id }) => ({ type, id }));
}

/** Takes marks away, but for those that were made again meanwhile. */
export async function unmark(
  session: Session,
  target: { readonly table: string; readonly column: string },
  marks: readonly Mark[],
): Promise<void> {
  const key = sql.id(target.table, target.column);
  await session.run(sql`
    delete from ${sql.id(target.table)}
    using unnest(
      ${marks.map((mark) => mark.key)}::bigint[], ${marks.map(({ version }) => version)}::bigint[]
    ) done (key, version)
    where ${key} = done.key and ${sql.id(target.table, 'version')} = done.version`);
}

/** How much waits: activities to interpret and records to compute. */
export async function waiting(
  session: Session,
): Promise<{ readonly activities: number; readonly records: number }> {
  const [row] = await session.query<{ activities: number; records: number }>(sql`
    select (select count(*) from activity_mark) as activities, (select count(*) from record_mark) as records`);
  return row ?? { activities: 0, records: 0 };
}
