import { reference } from '../analytics/directory.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { EntityType } from '../model/vocabulary.ts';

export type EntityKeys = (type: EntityType, id: string | null) => number | null;

/** Keys of people and records; whoever is referred to for the first time gets one now and details later. */
export async function entityKeys(
  session: Session,
  references: readonly { readonly type: EntityType; readonly id: string | null }[],
): Promise<EntityKeys> {
  const wanted = new Map<string, { type: EntityType; id: string }>();
  for (const { type, id } of references) {
    if (id !== null) wanted.set(reference(type, id), { type, id });
  }
  const list = [...wanted.values()];
  const pairs = sql`
    unnest(${list.map(({ type }) => type)}::text[], ${list.map(({ id }) => id)}::text[])
    with ordinality wanted (type, id, place)`;
  if (list.length > 0) {
    await session.run(sql`
      insert into entity (type, id) select type, id from ${pairs}
      where not exists (select from entity known where known.type = wanted.type and known.id = wanted.id)
      order by place
      on conflict (type, id) do nothing`);
  }
  const rows = await session.query<{ key: number; type: EntityType; id: string }>(
    sql`select key, entity.type, entity.id from entity join ${pairs} using (type, id)`,
  );
  const keys = new Map(rows.map(({ key, type, id }) => [reference(type, id), key]));
  return (type, id) => (id === null ? null : (keys.get(reference(type, id)) ?? null));
}

/** Keys of addresses, made for new ones; names that a source gives to addresses are kept. */
export async function addressKeys(
  session: Session,
  addresses: ReadonlyMap<string, string | null>,
): Promise<(address: string) => number> {
  const list = [...addresses].sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = sql`
    unnest(${list.map(([address]) => address)}::text[], ${list.map(([, name]) => name)}::text[]) wanted (address, name)`;
  await session.run(sql`
    insert into address (address, display_name) select address, name from ${pairs}
    where not exists (
      select from address known
      where known.address = wanted.address and (known.display_name is not null or wanted.name is null)
    )
    on conflict (address) do update set display_name = coalesce(address.display_name, excluded.display_name)`);
  const rows = await session.query<{ key: number; address: string }>(
    sql`select key, address.address from address join ${pairs} using (address)`,
  );
  const keys = new Map(rows.map(({ key, address }) => [address, key]));
  return (address) => keys.get(address) ?? 0;
}
