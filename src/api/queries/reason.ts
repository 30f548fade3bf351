import { type Sql, sql } from '../../db/sql.ts';

/** Why the activity of a row of `fact` does not count as of an instant (ms); null when it counts. See reasonAt. */
export function reasonAsOf(asOf: number): Sql {
  const instant = sql`${new Date(asOf)}::timestamptz`;
  return sql`case when fact.canceled then 'canceled' when fact.completes_at > ${instant} then 'not_completed'
    when fact.duplicate_from <= ${instant} then 'duplicate' else fact.reason end`;
}
