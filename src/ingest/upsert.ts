import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

export type Upserted = {
  readonly added: readonly number[];
  /** Rows that were there and differ now. */
  readonly changed: readonly number[];
};

/**
 * Writes rows by their `key` and tells which were new and which changed; rows that are there as they are stay
 * untouched. `columns` names the columns beside the key with their SQL types.
 */
export async function upsert<Columns extends Readonly<Record<string, string>>>(
  session: Session,
  target: { readonly table: string; readonly columns: Columns },
  rows: readonly ({ readonly key: number } & { readonly [name in keyof Columns]: unknown })[],
): Promise<Upserted> {
  if (rows.length === 0) return { added: [], changed: [] };
  const table = sql.id(target.table);
  const names = Object.keys(target.columns).map((name) => sql.id(name));
  const definitions = Object.entries(target.columns).map(
    ([name, type]) => sql`${sql.id(name)} ${sql.file(type)}`,
  );
  const written = await session.query<{ key: number; is_new: boolean }>(sql`
    insert into ${table} as old (key, ${sql.join(names)})
    select key, ${sql.join(names)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (key integer, ${sql.join(definitions)})
    on conflict (key) do update set ${sql.join(names.map((name) => sql`${name} = excluded.${name}`))}
    where (${sql.join(names.map((name) => sql`old.${name}`))})
      is distinct from (${sql.join(names.map((name) => sql`excluded.${name}`))})
    returning old.key, old.xmax = 0 as is_new`);
  return {
    added: written.filter(({ is_new }) => is_new).map(({ key }) => key),
    changed: written.filter(({ is_new }) => !is_new).map(({ key }) => key),
  };
}
