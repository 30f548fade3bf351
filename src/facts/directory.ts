import type {
  AccountEntry,
  ContactEntry,
  DirectoryContents,
  LeadEntry,
  OpportunityEntry,
  Person,
} from '../analytics/directory.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from './organization.ts';

/**
 * All of the directory that some activities can touch: the owners of their addresses, and the records around those
 * people and around what the activities are about.
 */
export async function directoryAround(
  session: Session,
  {
    addressKeys,
    recordKeys,
  }: { readonly addressKeys: readonly number[]; readonly recordKeys: readonly number[] },
): Promise<DirectoryContents> {
  const { organization } = await organizationIn(session);
  const owners = await session.query<OwnerRow>(sql`
    select entity.key, entity.type, entity.id, array_agg(address.address) as addresses
    from owned_address
    join entity on entity.key = owned_address.entity_key
    join address on address.key = owned_address.address_key
    where owned_address.address_key = any(${addressKeys}::integer[])
    group by entity.key
    order by entity.key`);
  const addresses = new Map(owners.map((owner) => [owner.key, owner.addresses]));
  const withAddresses = <Row extends { readonly key: number }>(row: Row) => ({
    ...row,
    addresses: addresses.get(row.key) ?? [],
  });
  const people = [...new Set([...addresses.keys(), ...recordKeys])];
  const keys = [...people, ...(await recordsAround(session, people))];

  const users = await session.query<EntryRow<Person & { type: 'user' }>>(sql`
    select key, 'user' as type, id, opted_out as "optedOut"
    from app_user join entity using (key) where key = any(${keys}::integer[]) order by key`);
  const contacts = await session.query<EntryRow<ContactEntry>>(sql`
    select contact.key, 'contact' as type, entity.id, opted_out as "optedOut", account.key as "accountKey"
    from contact join entity using (key) left join account on account.key = contact.account_key
    where contact.key = any(${keys}::integer[]) order by contact.key`);
  const leads = await session.query<EntryRow<LeadEntry>>(sql`
    select key, 'lead' as type, id, opted_out as "optedOut", owner_key as "ownerKey",
      stakeholder_keys as "stakeholderKeys", created_at as "createdAt", closed_at as "closedAt"
    from lead join entity using (key) where key = any(${keys}::integer[]) order by key`);
  const accounts = await session.query<AccountEntry>(sql`
    select key, id, primary_contact_key as "primaryContactKey" from account join entity using (key)
    where key = any(${keys}::integer[]) order by key`);
  const opportunities = await session.query<OpportunityEntry>(sql`
    select opportunity.key, entity.id, account.key as "accountKey", contact_key as "contactKey",
      stakeholder_keys as "stakeholderKeys", array_remove(team_keys || opportunity.owner_key, null) as "teamKeys",
      opportunity.created_at as "createdAt", closed_at as "closedAt"
    from opportunity join entity using (key) left join account on account.key = opportunity.account_key
    where opportunity.key = any(${keys}::integer[]) order by opportunity.key`);
  return {
    domains: organization.domains,
    users: users.map(withAddresses),
    contacts: contacts.map(withAddresses),
    leads: leads.map(withAddresses),
    accounts,
    opportunities,
  };
}

/**
 * Keys of the records in which these people have a part. NOTE: person by person, as "stakeholder_keys && people" reads
 * the whole table and compares every row with all of them.
 */
async function recordsAround(
  session: Session,
  people: readonly number[],
): Promise<readonly number[]> {
  const rows = await session.query<{ key: number }>(sql`
    with person as (select key from contact where key = any(${people}::integer[]))
    select account.key from person join account on primary_contact_key = person.key
    union select opportunity.key from person join opportunity on contact_key = person.key
    union select opportunity.key from person join opportunity on stakeholder_keys @> array[person.key]
    union select lead.key from person join lead on stakeholder_keys @> array[person.key]`);
  return rows.map(({ key }) => key);
}

type OwnerRow = {
  readonly key: number;
  readonly type: string;
  readonly id: string;
  readonly addresses: readonly string[];
};

/** A person's row as it is before the addresses are put in. */
type EntryRow<Entry> = Omit<Entry, 'addresses'>;
