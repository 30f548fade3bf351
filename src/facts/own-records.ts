import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** Of record_analytics what is open: a lead or deal by its status, anything else always. */
export const isOpen = sql`coalesce(status, 'open') = 'open'`;

const own = sql`
  select record_key from record_member where member_key = access_user() and because in ('owner', 'team')`;

/** The records that a reader owns or is on the team of; an array, so that they are looked up and not searched for. */
export const ownRecords = sql`array(${own})`;

/** Their keys, open or not. */
export async function ownRecordKeys(session: Session): Promise<readonly number[]> {
  const [row] = await session.query<{ keys: readonly number[] }>(sql`select ${ownRecords} as keys`);
  return row?.keys ?? [];
}

/**
 * The keys of all records whose figures the person of the session may see, whoever reads for them; null: of every record.
 * NOTE: as 0010_access.sql has it for opportunities, gathered once and not asked for each of 100,000 deals.
 */
export async function readableRecords(session: Session): Promise<readonly number[] | null> {
  const [row] = await session.query<{ isAll: boolean; keys: Buffer | null }>(sql`
    select access_has('operations') as "isAll", case when not access_has('operations') then (
      select string_agg(int4send(record_key), ''::bytea) from record_member
      where member_key = any((select access_members())::integer[])
    ) end as keys`);
  return row?.isAll === true ? null : keysIn(row?.keys ?? null);
}

/** NOTE: four bytes each, as the text of 100,000 numbers takes longer to read than the deals to be gone through. */
function keysIn(bytes: Buffer | null): readonly number[] {
  return Array.from({ length: (bytes?.length ?? 0) / 4 }, (_, n) => bytes?.readInt32BE(n * 4) ?? 0);
}
