import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { markActivities } from '../facts/marks.ts';

/**
 * Marks the activities that a change of addresses or records can attribute otherwise: those on which the addresses
 * stand, those about the records, and those that belong to them now.
 */
export async function touchActivities(
  session: Session,
  {
    addresses,
    records,
  }: { readonly addresses: readonly number[]; readonly records: readonly number[] },
): Promise<void> {
  if (addresses.length === 0 && records.length === 0) return;
  const rows = await session.query<{ key: number }>(sql`
    select activity_key as key from participant where address_key = any(${addresses}::integer[])
    union select key from activity where regarding_key = any(${records}::integer[])
    union select activity_key from activity_record where record_key = any(${records}::integer[])`);
  await markActivities(
    session,
    rows.map(({ key }) => key),
  );
}
