/** Whom one writes to about a record, with the address, as far as the reader may know either. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

export type Recipient = { readonly name: string; readonly address: string };

/** By key of the record: a contact or lead is written to itself, a deal's contact, an account's primary contact. */
export async function recipientsFor(
  session: Session,
  records: readonly number[],
): Promise<ReadonlyMap<number, Recipient>> {
  const rows = await session.query<Recipient & { readonly record: number }>(sql`
    with person (record, key) as (
      select key, contact_key from opportunity where key = any(${records}::integer[])
      union all select key, primary_contact_key from account where key = any(${records}::integer[])
      union all select key, key from unnest(${records}::integer[]) own (key)
    )
    select distinct on (record) record, coalesce(contact.name, lead.name) as name, address
    from person
    left join contact on contact.key = person.key
    left join lead on lead.key = person.key
    join owned_address on entity_key = person.key
    join address on address.key = address_key
    where coalesce(contact.name, lead.name) is not null and strpos(address, '@') > 0
    order by record, address.key`);
  return new Map(rows.map(({ record, name, address }) => [record, { name, address }]));
}
