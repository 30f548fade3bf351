import type { Never } from '../analytics/exclusions.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** With whom the activities of these users are never analysed, as they have said themselves. */
export async function neverAnalysed(session: Session, users: readonly number[]): Promise<Never> {
  if (users.length === 0) return new Map();
  const rows = await session.query<{ key: number; addresses: readonly string[] }>(sql`
    select user_key as key, array_agg(address) as addresses
    from never_analysed join address on address.key = address_key
    where user_key = any(${users}::integer[]) group by user_key`);
  return new Map(rows.map(({ key, addresses }) => [key, new Set(addresses)]));
}
