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
 * The keys of the people and teams whose records' figures the person of the session may see, whoever reads for them; null:
 * everybody's. What belongs to one of them stands in `record_member`, as the policies have it (0010_access.sql).
 */
export async function readableMembers(session: Session): Promise<readonly number[] | null> {
  const [row] = await session.query<{ isAll: boolean; members: readonly number[] | null }>(sql`
    select access_has('operations') as "isAll", access_members() as members`);
  return row?.isAll === true ? null : (row?.members ?? []);
}
