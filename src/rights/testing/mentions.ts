import type { Database } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';

/** Where in any table one of the texts stands, as text or as bytes: `table.column: text`. `owner` sees every table. */
export async function mentionsIn(
  owner: Database,
  texts: readonly string[],
): Promise<readonly string[]> {
  const columns = await owner.query<{ table: string; column: string }>(sql`
    select relname::text as "table", attname::text as "column" from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped`);
  const found: string[] = [];
  for (const { table, column } of columns) {
    for (const sought of texts) {
      const rows = await owner.query(sql`
        select from ${sql.id(table)} where strpos(lower(${sql.id(column)}::text), lower(${sought})) > 0
          or strpos(lower(${sql.id(column)}::text), ${Buffer.from(sought).toString('hex')}) > 0`);
      if (rows.length > 0) found.push(`${table}.${column}: ${sought}`);
    }
  }
  return found;
}
