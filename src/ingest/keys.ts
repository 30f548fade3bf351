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
  if (wanted.size === 0) return () => null;
  const list = [...wanted.values()];
  const pairs = sql`
    unnest(${list.map(({ type }) => type)}::text[], ${list.map(({ id }) => id)}::text[])
    with ordinality wanted (type, id, place)`;
  await session.run(sql`
    insert into entity (type, id) select type, id from ${pairs}
    where not exists (select from entity known where known.type = wanted.type and known.id = wanted.id)
    order by place
    on conflict (type, id) do nothing`);
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
  const rows = await session.query<AddressRow & { readonly is_named: boolean }>(sql`
    select key, address, display_name is not null as is_named from address
    where address = any(${[...addresses.keys()]}::text[])`);
  const known = new Map(rows.map((row) => [row.address, row]));
  const missing = [...addresses].filter(([address, name]) => {
    const row = known.get(address);
    return row === undefined || (name !== null && !row.is_named);
  });
  const made = await writeAddresses(session, missing);
  const keys = new Map([...rows, ...made].map(({ key, address }) => [address, key]));
  return (address) => keys.get(address) ?? 0;
}

type AddressRow = { readonly key: number; readonly address: string };

/** In the order of addresses, so that two transactions wait for each other and not both. */
async function writeAddresses(
  session: Session,
  addresses: readonly (readonly [string, string | null])[],
): Promise<readonly AddressRow[]> {
  if (addresses.length === 0) return [];
  const inOrder = [...addresses].sort(([a], [b]) => (a < b ? -1 : 1));
  return session.query<AddressRow>(sql`
    insert into address (address, display_name) select * from unnest(
      ${inOrder.map(([address]) => address)}::text[], ${inOrder.map(([, name]) => name)}::text[])
    on conflict (address) do update set display_name = coalesce(address.display_name, excluded.display_name)
    returning key, address.address`);
}
