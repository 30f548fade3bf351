/** Who is to be erased, with what is theirs alone. */

import { directoryOf } from '../analytics/directory.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { directoryAround } from '../facts/directory.ts';

export type PersonToErase = {
  readonly key: number;
  readonly type: 'user' | 'contact' | 'lead';
  readonly id: string;
  /** Null when nothing is known of them but the id. */
  readonly name: string | null;
};

export type AddressToErase = {
  readonly key: number;
  readonly address: string;
  /** Whether it is one of ours. */
  readonly internal: boolean;
};

export type ToErase = {
  readonly people: readonly PersonToErase[];
  /** Addresses that nobody has besides them. */
  readonly addresses: readonly AddressToErase[];
  /** Addresses of theirs that others have as well: they stay theirs. */
  readonly shared: readonly number[];
  readonly sharedWith: readonly { readonly type: PersonToErase['type']; readonly id: string }[];
};

/** Everything that goes with people and addresses of these keys. */
export async function toErase(
  session: Session,
  wanted: { readonly people: readonly number[]; readonly addresses: readonly number[] },
): Promise<ToErase> {
  const people = await session.query<PersonToErase>(sql`
    select entity.key, type, id, coalesce(app_user.name, contact.name, lead.name) as name
    from entity left join app_user using (key) left join contact using (key) left join lead using (key)
    where entity.key = any(${wanted.people}::integer[]) and type in ('user', 'contact', 'lead')`);
  const keys = people.map(({ key }) => key);
  const theirs = await session.query<{ key: number; address: string; is_shared: boolean }>(sql`
    select address.key, address.address, exists (
      select from owned_address other where other.address_key = address.key and other.entity_key <> all(${keys}::integer[])
    ) as is_shared
    from address
    where address.key = any(${wanted.addresses}::integer[])
      or address.key in (select address_key from owned_address where entity_key = any(${keys}::integer[]))`);
  const contents = await directoryAround(session, {
    addressKeys: theirs.map(({ key }) => key),
    recordKeys: [],
  });
  const directory = directoryOf(contents);
  const shared = theirs.filter(({ is_shared }) => is_shared).map(({ key }) => key);
  return {
    people,
    addresses: theirs
      .filter(({ is_shared }) => !is_shared)
      .map(({ key, address }) => ({ key, address, internal: directory.isInternal(address) })),
    shared,
    sharedWith: await session.query(sql`
      select distinct type, id from owned_address join entity on entity.key = entity_key
      where address_key = any(${shared}::integer[]) and entity_key <> all(${keys}::integer[]) order by type, id`),
  };
}
