import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** So many keys that no other row of the table has or will get, for rows that are written by COPY. */
export async function reserveKeys(
  session: Session,
  table: 'activity' | 'conversation',
  count: number,
): Promise<readonly number[]> {
  if (count === 0) return [];
  const rows = await session.query<{ key: number }>(sql`
    select nextval(sequence.name) as key
    from (select pg_get_serial_sequence(${table}, 'key')::regclass as name offset 0) sequence,
      generate_series(1, ${count}::integer)`);
  return rows.map(({ key }) => key);
}
