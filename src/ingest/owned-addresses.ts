/** Which addresses belong to whom. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Entity } from './entity-rows.ts';
import { addressKeys, type EntityKeys } from './keys.ts';

/** Gives people their addresses; answers the addresses that changed hands, and whose they were or are. */
export async function writeAddresses(
  session: Session,
  items: readonly Entity[],
  keyOf: EntityKeys,
): Promise<{ readonly moved: readonly number[]; readonly owners: readonly number[] }> {
  const owned = items.flatMap((item) => {
    if (item.type !== 'user' && item.type !== 'contact' && item.type !== 'lead') return [];
    const owner = keyOf(item.type, item.value.id) ?? 0;
    const addresses = [...item.value.emails, ...item.value.phones].map((one) =>
      one.trim().toLowerCase(),
    );
    return [{ owner, addresses: [...new Set(addresses)].filter((one) => one !== '') }];
  });
  if (owned.length === 0) return { moved: [], owners: [] };
  const key = await addressKeys(
    session,
    new Map(owned.flatMap(({ addresses }) => addresses.map((address) => [address, null]))),
  );
  const pairs = owned.flatMap(({ owner, addresses }) =>
    addresses.map((address) => ({ owner, address: key(address) })),
  );
  const wanted = sql`
    unnest(${pairs.map(({ address }) => address)}::integer[], ${pairs.map(({ owner }) => owner)}::integer[])
    wanted (address_key, entity_key)`;
  const moved = await session.query<{ address_key: number; entity_key: number }>(sql`
    with dropped as (
      delete from owned_address where entity_key = any(${owned.map(({ owner }) => owner)}::integer[])
        and (address_key, entity_key) not in (select address_key, entity_key from ${wanted})
      returning address_key, entity_key
    ), added as (
      insert into owned_address select address_key, entity_key from ${wanted} on conflict do nothing
      returning address_key, entity_key
    )
    select * from dropped union all select * from added`);
  return {
    moved: moved.map(({ address_key }) => address_key),
    owners: moved.map(({ entity_key }) => entity_key),
  };
}

/** Addresses of the people whose activities a changed person, account, lead or opportunity can gain. */
export async function addressesAround(
  session: Session,
  keys: readonly number[],
): Promise<readonly number[]> {
  if (keys.length === 0) return [];
  const rows = await session.query<{ address_key: number }>(sql`
    with people (key) as (
      select unnest(${keys}::integer[])
      union select primary_contact_key from account where key = any(${keys}::integer[])
      union select key from contact where account_key = any(${keys}::integer[])
      union select contact_key from opportunity where key = any(${keys}::integer[])
      union select unnest(stakeholder_keys) from opportunity where key = any(${keys}::integer[])
      union select unnest(stakeholder_keys) from lead where key = any(${keys}::integer[])
    )
    select distinct address_key from owned_address join people on people.key = owned_address.entity_key`);
  return rows.map(({ address_key }) => address_key);
}
