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
  const [organization] = await session.query<{ domains: readonly string[] }>(
    sql`select domains from organization`,
  );
  const owners = await session.query<OwnerRow>(sql`
    select entity.key, entity.type, entity.id, array_agg(address.address) as addresses
    from owned_address
    join entity on entity.key = owned_address.entity_key
    join address on address.key = owned_address.address_key
    where owned_address.address_key = any(${addressKeys}::integer[])
    group by entity.key
    order by entity.key`);
  const people = [...owners.map(({ key }) => key), ...recordKeys];
  const addresses = new Map(owners.map((owner) => [owner.key, owner.addresses]));
  const withAddresses = <Row extends { readonly key: number }>(row: Row) => ({
    ...row,
    addresses: addresses.get(row.key) ?? [],
  });

  const users = await session.query<EntryRow<Person & { type: 'user' }>>(sql`
    select key, 'user' as type, id, opted_out as "optedOut"
    from app_user join entity using (key) where key = any(${people}::integer[]) order by key`);
  const contacts = await session.query<EntryRow<ContactEntry>>(sql`
    select contact.key, 'contact' as type, entity.id, opted_out as "optedOut", account.key as "accountKey"
    from contact join entity using (key) left join account on account.key = contact.account_key
    where contact.key = any(${people}::integer[]) order by contact.key`);
  const contactKeys = contacts.map(({ key }) => key);
  const leads = await session.query<EntryRow<LeadEntry>>(sql`
    select key, 'lead' as type, id, opted_out as "optedOut", owner_key as "ownerKey",
      stakeholder_keys as "stakeholderKeys", created_at as "createdAt", closed_at as "closedAt"
    from lead join entity using (key)
    where key = any(${people}::integer[]) or stakeholder_keys && ${contactKeys}::integer[] order by key`);
  const accounts = await session.query<AccountEntry>(sql`
    select key, id, primary_contact_key as "primaryContactKey" from account join entity using (key)
    where key = any(${people}::integer[]) or primary_contact_key = any(${contactKeys}::integer[]) order by key`);
  const opportunities = await session.query<OpportunityEntry>(sql`
    select opportunity.key, entity.id, account.key as "accountKey", contact_key as "contactKey",
      stakeholder_keys as "stakeholderKeys", array_remove(team_keys || opportunity.owner_key, null) as "teamKeys",
      opportunity.created_at as "createdAt", closed_at as "closedAt"
    from opportunity join entity using (key) left join account on account.key = opportunity.account_key
    where opportunity.key = any(${people}::integer[]) or contact_key = any(${contactKeys}::integer[])
      or stakeholder_keys && ${contactKeys}::integer[]
    order by opportunity.key`);
  return {
    domains: organization?.domains ?? [],
    users: users.map(withAddresses),
    contacts: contacts.map(withAddresses),
    leads: leads.map(withAddresses),
    accounts,
    opportunities,
  };
}

type OwnerRow = {
  readonly key: number;
  readonly type: string;
  readonly id: string;
  readonly addresses: readonly string[];
};

/** A person's row as it is before the addresses are put in. */
type EntryRow<Entry> = Omit<Entry, 'addresses'>;
