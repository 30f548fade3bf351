import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/**
 * How many active administrators can sign in, with a password or because they have before; the people of the demo do
 * not count. `lock`: whoever else is about to change one waits until the transaction ends.
 */
export async function administratorsWhoCanSignIn(
  session: Session,
  { lock }: { readonly lock: boolean },
): Promise<number> {
  const rows = await session.query(sql`
    select key from login
    where active and not demo and 'administrator' = any(roles)
      and (signed_in_at is not null or exists (select from login_password where login_key = login.key))
    order by key ${lock ? sql`for update` : sql``}`);
  return rows.length;
}
