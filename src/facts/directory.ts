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
import { type OrganizationState, organizationIn } from './organization.ts';

/**
 * All of the directory that some activities can touch: the owners of their addresses, and the records around those
 * people and around what the activities are about.
 */
export async function directoryAround(
  session: Session,
  {
    addressKeys,
    recordKeys,
    state,
  }: {
    readonly addressKeys: readonly number[];
    readonly recordKeys: readonly number[];
    /** Whoever has read it already passes it on. */
    readonly state?: Pick<OrganizationState, 'organization' | 'settings'>;
  },
): Promise<DirectoryContents> {
  const { organization, settings } = state ?? (await organizationIn(session));
  const owners = await session.query<{ key: number; addresses: readonly string[] }>(sql`
    select entity_key as key, array_agg(address) as addresses
    from owned_address join address on address.key = address_key
    where address_key = any(${addressKeys}::integer[])
    group by entity_key`);
  const addresses = new Map(owners.map((owner) => [owner.key, owner.addresses]));
  const people = [...new Set([...addresses.keys(), ...recordKeys])];
  const rows = await entries(session, [...people, ...(await recordsAround(session, people))]);
  const ofType = <Type extends Entry['type']>(type: Type) =>
    rows.filter((row): row is Extract<Entry, { type: Type }> => row.type === type);
  const withAddresses = <Row extends { readonly key: number }>(row: Row) => ({
    ...row,
    addresses: addresses.get(row.key) ?? [],
  });
  return {
    domains: organization.domains,
    sharedMailboxes: settings.sharedMailboxes,
    users: ofType('user').map(withAddresses),
    contacts: ofType('contact').map(withAddresses),
    leads: ofType('lead').map(withAddresses),
    accounts: ofType('account'),
    opportunities: ofType('opportunity'),
  };
}

/** A row of any type, before people get their addresses. */
type Entry =
  | Omit<Person & { readonly type: 'user' }, 'addresses'>
  | Omit<ContactEntry, 'addresses'>
  | Omit<LeadEntry, 'addresses'>
  | (AccountEntry & { readonly type: 'account' })
  | (OpportunityEntry & { readonly type: 'opportunity' });

/** People and records in the order of their keys, all types in one go: a single activity asks for a few of each. */
function entries(session: Session, keys: readonly number[]): Promise<readonly Entry[]> {
  return session.query<Entry>(sql`
    with wanted as materialized (select key, type, id from entity where key = any(${keys}::integer[]))
    select wanted.*, detail.*
    from wanted join lateral (
      select opted_out as "optedOut", null::integer as "accountKey", null::integer as "ownerKey",
        null::integer as "primaryContactKey", null::integer as "contactKey", null::integer[] as "stakeholderKeys",
        null::integer[] as "teamKeys", null::timestamptz as "createdAt", null::timestamptz as "closedAt"
      from app_user where wanted.type = 'user' and app_user.key = wanted.key
      union all
      select opted_out, account.key, null, null, null, null, null, null, null
      from contact left join account on account.key = account_key
      where wanted.type = 'contact' and contact.key = wanted.key
      union all
      select opted_out, null, owner_key, null, null, stakeholder_keys, null, created_at, closed_at
      from lead where wanted.type = 'lead' and lead.key = wanted.key
      union all
      select null, null, null, primary_contact_key, null, null, null, null, null
      from account where wanted.type = 'account' and account.key = wanted.key
      union all
      select null, account.key, null, null, contact_key, stakeholder_keys,
        array_remove(team_keys || opportunity.owner_key, null), opportunity.created_at, closed_at
      from opportunity left join account on account.key = account_key
      where wanted.type = 'opportunity' and opportunity.key = wanted.key
    ) detail on true
    order by key`);
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
