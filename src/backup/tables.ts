/** Which tables and sequences there are, as the database itself knows it: a new table is in the next backup. */

import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import type { Migration, Sequence, Table } from './format.ts';

export type StoredTable = Table & {
  /** The tables that its foreign keys refer to, itself among them. */
  readonly refersTo: readonly string[];
  readonly bytes: number;
};

/** The tables with the columns that can be written, each after those that it refers to; the same order every time. */
export async function storedTables(session: Session): Promise<readonly StoredTable[]> {
  const tables = await session.query<StoredTable>(sql`
    select relname::text as "table", pg_table_size(oid) as bytes,
      (select array_agg(attname::text order by attnum) from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      array(select distinct confrelid::regclass::text from pg_constraint
        where conrelid = pg_class.oid and contype = 'f') as "refersTo"
    from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname <> 'schema_migration'
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
    order by relname collate "C"`);
  return inOrder(tables);
}

/** Each table after those that it refers to, otherwise as they came. Throws when tables refer to each other in a circle. */
export function inOrder<T extends { readonly table: string; readonly refersTo: readonly string[] }>(
  tables: readonly T[],
): readonly T[] {
  const ordered: T[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ table }) => table));
    const isFree = ({ table, refersTo }: T) =>
      refersTo.every((other) => other === table || !names.has(other));
    const free = waiting.filter(isFree);
    if (free.length === 0) throw circle([...names]);
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** Where every sequence stands. It moves on without regard to transactions, so it is read after the tables. */
export async function storedSequences(session: Session): Promise<readonly Sequence[]> {
  const names = await session.query<{ name: string }>(sql`
    select relname::text as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'S' order by relname collate "C"`);
  const sequences: Sequence[] = [];
  for (const { name } of names) {
    const positions = await session.query<{ last: string; called: boolean }>(
      sql`select last_value::text as last, is_called as called from ${sql.id(name)}`,
    );
    for (const position of positions) sequences.push({ name, ...position });
  }
  return sequences;
}

/** The migrations that the database has had; none when it has none of our tables. */
export async function storedMigrations(session: Session): Promise<readonly Migration[]> {
  const [ledger] = await session.query<{ exists: boolean }>(
    sql`select to_regclass('schema_migration') is not null as exists`,
  );
  if (ledger?.exists !== true) return [];
  return session.query<Migration>(
    sql`select number, name, sha256 from schema_migration order by number`,
  );
}

/** Several tables as a statement names them. */
export function namesOf(tables: readonly Table[]): Sql {
  return sql.join(tables.map(({ table }) => sql.id(table)));
}

/** A table with its columns, as COPY names them. */
export function withColumns({ table, columns }: Table): Sql {
  return sql`${sql.id(table)} (${sql.join(columns.map((column) => sql.id(column)))})`;
}

function circle(tables: readonly string[]): Problem {
  return new Problem({
    code: 'tables_in_a_circle',
    message: 'Tables refer to each other in a circle, so that none can be restored first.',
    field: 'tables',
    value: tables.join(', '),
    hint: 'Leave one of their foreign keys out.',
  });
}
