import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** Those among people (keys) who are leads. */
export async function leadsAmong(
  session: Session,
  people: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await session.query<{ key: number }>(
    sql`select key from entity where type = 'lead' and key = any(${people}::integer[])`,
  );
  return new Set(rows.map(({ key }) => key));
}
