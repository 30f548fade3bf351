import type { Session } from './pool.ts';
import { sql } from './sql.ts';

/**
 * Writes rows in the binary format of COPY, each with all of `columns`, within a transaction. NOTE: they go through a
 * table of the session, as PostgreSQL refuses COPY into a table with policies: a plain INSERT is checked by them.
 */
export async function insertRows(
  session: Session,
  target: { readonly table: string; readonly columns: readonly string[] },
  rows: readonly Buffer[],
): Promise<void> {
  const table = sql.id(target.table);
  const incoming = sql.id(`incoming_${target.table}`);
  const columns = sql.join(target.columns.map((name) => sql.id(name)));
  await session.run(sql`
    create temporary table if not exists ${incoming} (like ${table}) on commit delete rows`);
  const filled = filledIn.get(session) ?? new Set();
  // Its rows go with the commit; within one transaction that is too late.
  if (filled.has(target.table)) await session.run(sql`delete from ${incoming}`);
  filledIn.set(session, filled.add(target.table));
  await session.copyIn(sql`copy ${incoming} (${columns}) from stdin (format binary)`, rows);
  await session.run(sql`
    insert into ${table} (${columns}) overriding system value select ${columns} from ${incoming}`);
}

/** The tables that a transaction has filled. */
const filledIn = new WeakMap<Session, Set<string>>();
