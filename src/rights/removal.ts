import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** Keys of other activities that are copies of these. */
export async function otherCopies(
  session: Session,
  keys: readonly number[],
): Promise<readonly number[]> {
  const rows = await session.query<{ key: number }>(sql`
    with gone as (select message_id, ical_uid, starts_at from activity where key = any(${keys}::bigint[]))
    select copy.key from gone join activity copy using (message_id)
    union select copy.key from gone join activity copy using (ical_uid, starts_at)`);
  const gone = new Set(keys);
  return rows.map(({ key }) => key).filter((key) => !gone.has(key));
}

/**
 * Removes activities with all that hangs on them, and addresses that stood on nothing else and are nobody's. Answers the
 * keys of the records that lose them. NOTE: their conversations are dissolved before, see dissolveConversations.
 */
export async function removeActivities(
  session: Session,
  keys: readonly number[],
): Promise<readonly number[]> {
  if (keys.length === 0) return [];
  const gone = sql`any(${keys}::bigint[])`;
  const records = await session.query<{ key: number }>(
    sql`select distinct unnest(records) as key from fact where activity_key = ${gone}`,
  );
  await session.run(sql`
    delete from activity_record using fact
    where fact.activity_key = ${gone} and activity_record.activity_key = fact.activity_key
      and activity_record.record_key = any(fact.records) and activity_record.starts_at = fact.starts_at`);
  const addresses = await session.query<{ address_key: number }>(
    sql`delete from participant where activity_key = ${gone} returning address_key`,
  );
  await session.run(sql`delete from activity_share where activity_key = ${gone}`);
  await session.run(sql`delete from activity where key = ${gone}`);
  await session.run(sql`
    delete from address where key = any(${[...new Set(addresses.map(({ address_key }) => address_key))]}::integer[])
      and not exists (select from participant where address_key = address.key)
      and not exists (select from owned_address where address_key = address.key)
      and not exists (select from never_analysed where address_key = address.key)`);
  return records.map(({ key }) => key);
}
