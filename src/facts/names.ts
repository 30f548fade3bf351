import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { EntityType } from '../model/vocabulary.ts';

export type NamedEntity = {
  readonly key: number;
  readonly type: EntityType;
  readonly id: string;
  readonly name: string;
};

/** Type, id and name of people and records by key; whoever is only referred to is named by the id. */
export async function namesOf(
  session: Session,
  keys: Iterable<number>,
): Promise<ReadonlyMap<number, NamedEntity>> {
  const wanted = [...keys];
  if (wanted.length === 0) return new Map();
  const rows = await session.query<NamedEntity>(sql`
    select entity.key, entity.type, entity.id,
      coalesce(app_user.name, account.name, contact.name, lead.name, opportunity.name, entity.id) as name
    from entity left join app_user using (key) left join account using (key) left join contact using (key)
      left join lead using (key) left join opportunity using (key)
    where entity.key = any(${wanted}::integer[])`);
  return new Map(rows.map((row) => [row.key, row]));
}
