/**
 * Unknown correspondents → contacts, where the administrator wants it: people outside whom we wrote to and who wrote to
 * us, by email that a person wrote. They go into accounts by their domain, but for the domains of public mail services.
 */

import publicMailDomains from 'email-providers/all.json' with { type: 'json' };
import { getDomain } from 'tldts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Account, Contact } from '../model/entities.ts';
import { writeEntities } from './entities.ts';
import type { Entity } from './entity-rows.ts';

export type MadeContact = {
  readonly name: string;
  /** Name of the account it was put into; null at a public mail service. */
  readonly account: string | null;
  readonly because: string;
};

/** Makes the contacts that are due and answers them; why each was made is kept with it. */
export async function contactsFromCorrespondents(
  session: Session,
): Promise<readonly MadeContact[]> {
  const people = await twoWayCorrespondents(session);
  if (people.length === 0) return [];
  const accounts = await accountsByDomain(session);
  const entities = new Map<string, Entity>();
  const reasons = new Map<string, string>();
  const made: MadeContact[] = [];
  for (const { address, name, received, sent } of people) {
    const domain = companyDomain(address);
    const known = domain === null ? undefined : accounts.get(domain);
    const accountId = known ?? (domain === null ? null : `domain:${domain}`);
    if (domain !== null && known === undefined)
      entities.set(`account ${domain}`, { type: 'account', value: accountOf(domain) });
    entities.set(`contact ${address}`, {
      type: 'contact',
      value: { ...contactOf(address, name), accountId },
    });
    const because = `wrote ${received} and got ${sent} emails`;
    reasons.set(`address:${address}`, because);
    made.push({ name: name ?? address, account: domain, because });
  }
  await writeEntities(session, [...entities.values()]);
  await session.run(sql`
    update contact set made_because = reason
    from unnest(${[...reasons.keys()]}::text[], ${[...reasons.values()]}::text[]) given (id, reason)
    join entity on entity.type = 'contact' and entity.id = given.id
    where contact.key = entity.key and made_because is null`);
  return made;
}

/** The organisation behind an address: its registrable domain, unless everybody can have an address there. */
function companyDomain(address: string): string | null {
  const host = address.slice(address.lastIndexOf('@') + 1);
  const domain = getDomain(host, { allowPrivateDomains: true }) ?? host;
  return publicMail.has(host) || publicMail.has(domain) ? null : domain;
}

const publicMail: ReadonlySet<string> = new Set(publicMailDomains);

type Correspondent = {
  readonly address: string;
  readonly name: string | null;
  readonly received: number;
  readonly sent: number;
};

/** Addresses of nobody known with counted email in both directions: from them, and to them in To or Cc. */
async function twoWayCorrespondents(session: Session): Promise<readonly Correspondent[]> {
  return session.query<Correspondent>(sql`
    select address.address, address.display_name as name,
      count(*) filter (where participant.role = 'from' and fact.kind_side = 1) as received,
      count(*) filter (where participant.role in ('to', 'cc') and fact.kind_side = 0) as sent
    from address
    join participant on participant.address_key = address.key
    join fact using (activity_key)
    where fact.kind_side in (0, 1) and fact.reason is null and not fact.canceled
      and address.domain is not null
      and not exists (select from owned_address where owned_address.address_key = address.key)
      and not exists (select from organization where address.domain = any(organization.domains))
    group by address.key
    having count(*) filter (where participant.role = 'from' and fact.kind_side = 1) > 0
      and count(*) filter (where participant.role in ('to', 'cc') and fact.kind_side = 0) > 0
    order by address.address`);
}

/** Ids of accounts by the domains and the website they are known by. */
async function accountsByDomain(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query<{
    id: string;
    domains: readonly string[];
    website: string | null;
  }>(sql`select entity.id, domains, website from account join entity using (key) order by key`);
  const byDomain = new Map<string, string>();
  for (const { id, domains, website } of rows) {
    for (const known of [...domains, ...(website === null ? [] : [website])]) {
      const domain = getDomain(known, { allowPrivateDomains: true }) ?? known.toLowerCase();
      if (!byDomain.has(domain)) byDomain.set(domain, id);
    }
  }
  return byDomain;
}

function accountOf(domain: string): Account {
  return {
    id: `domain:${domain}`,
    name: domain,
    ownerId: null,
    primaryContactId: null,
    parentAccountId: null,
    website: null,
    domains: [domain],
    industry: null,
    createdAt: null,
    custom: {},
  };
}

function contactOf(address: string, name: string | null): Omit<Contact, 'accountId'> {
  return {
    id: `address:${address}`,
    name: name ?? address,
    ownerId: null,
    emails: [address],
    phones: [],
    jobTitle: null,
    timeZone: null,
    analyticsOptOut: false,
    followEmail: null,
  };
}
