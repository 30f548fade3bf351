import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** What is derived from what happened on other deals goes when somebody is erased; it is computed again soon. */
export async function forgetLikeness(session: Session): Promise<void> {
  await session.run(sql`delete from deal_likeness`);
}
