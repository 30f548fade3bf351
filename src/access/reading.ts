import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Identity } from './identity.ts';

/** Reads as a person: everything within sees one instant, and of it what the policies let that person see. */
export type ReadAs = <T>(
  who: Pick<Identity, 'login'>,
  work: (session: Session) => Promise<T>,
) => Promise<T>;

/** `readers`: connections that work as rapport_reader. */
export function readingAs(readers: Database): ReadAs {
  return ({ login }, work) =>
    readers.transaction(work, {
      isolation: 'repeatable read',
      first: sql`select set_config('rapport.login', ${String(login)}, true)`,
    });
}
