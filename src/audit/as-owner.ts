/** For commands that work as the owner of the tables, who is subject to their policies and has none. */

import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type AuditEntry, audit } from './record.ts';

/** Adds an entry as the program would; nothing when the database is older than the log. */
export async function auditAsOwner(database: Database, entry: AuditEntry): Promise<void> {
  await database.transaction(async (session) => {
    const [log] = await session.query<{ exists: boolean }>(
      sql`select to_regclass('audit_entry') is not null as exists`,
    );
    if (log?.exists !== true) return;
    await session.run(sql`set local role rapport_worker`);
    await audit(session, entry);
  });
}
