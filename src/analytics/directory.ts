/**
 * Who is who: the people behind addresses and the records behind people. Everybody and every record has one whole
 * number, its key, from one sequence for all types, so that figures are counted in arrays.
 */

import type { EntityType, RecordType } from '../model/vocabulary.ts';

export type Person = {
  readonly key: number;
  readonly type: 'user' | 'contact' | 'lead';
  readonly id: string;
  readonly addresses: readonly string[];
  readonly optedOut: boolean;
};

export type ContactEntry = Person & {
  readonly type: 'contact';
  readonly accountKey: number | null;
};

/** Leads and opportunities take activities between these two instants (ms); null sets no bound. */
type Period = { readonly createdAt: number | null; readonly closedAt: number | null };

export type LeadEntry = Person &
  Period & {
    readonly type: 'lead';
    readonly ownerKey: number | null;
    readonly stakeholderKeys: readonly number[];
  };

export type AccountEntry = {
  readonly key: number;
  readonly id: string;
  readonly primaryContactKey: number | null;
};

export type OpportunityEntry = Period & {
  readonly key: number;
  readonly id: string;
  readonly accountKey: number | null;
  readonly contactKey: number | null;
  readonly stakeholderKeys: readonly number[];
  /** Owner and deal team. */
  readonly teamKeys: readonly number[];
};

/** People and records in the order in which they were first known, which decides who owns a shared address first. */
export type DirectoryContents = {
  readonly domains: readonly string[];
  /** Addresses of ours that are nobody's, whoever else is said to have them. */
  readonly sharedMailboxes: readonly string[];
  readonly users: readonly (Person & { readonly type: 'user' })[];
  readonly contacts: readonly ContactEntry[];
  readonly leads: readonly LeadEntry[];
  readonly accounts: readonly AccountEntry[];
  readonly opportunities: readonly OpportunityEntry[];
};

export type Directory = {
  /** The people who own an address, first owner first; none for an unknown address. */
  readonly owners: (address: string) => readonly Person[];
  /** True when the address is ours: a user's, a shared mailbox, or nobody's at exactly one of our domains. */
  readonly isInternal: (address: string) => boolean;
  /** Accounts that a contact stands for: its own and those whose primary contact it is. */
  readonly accountsOf: (contactKey: number) => readonly number[];
  /** Opportunities with the person as contact or stakeholder. */
  readonly opportunitiesOf: (contactKey: number) => readonly OpportunityEntry[];
  /** Leads with the person as stakeholder, and the lead itself. */
  readonly leadsOf: (personKey: number) => readonly LeadEntry[];
  readonly opportunity: (key: number) => OpportunityEntry | undefined;
  /** The key of a record, or undefined when it is not known or its person opted out. */
  readonly record: (type: RecordType, id: string) => number | undefined;
};

/** The look-ups over some contents: all of an organisation's, or all that a few activities can touch. */
export function directoryOf(contents: DirectoryContents): Directory {
  const domains = new Set(contents.domains.map((domain) => domain.trim().toLowerCase()));
  const shared = new Set(contents.sharedMailboxes.map(normalized));
  const owners = ownersByAddress(contents, shared);
  const accounts = new Map<number, number[]>();
  const opportunities = new Map<number, OpportunityEntry[]>();
  const leads = new Map<number, LeadEntry[]>();
  const byKey = new Map<number, OpportunityEntry>();
  const records = new Map<string, number>();

  for (const contact of contents.contacts) {
    if (contact.accountKey !== null) append(accounts, contact.key, contact.accountKey);
    if (!contact.optedOut) records.set(reference('contact', contact.id), contact.key);
  }
  for (const account of contents.accounts) {
    if (account.primaryContactKey !== null)
      append(accounts, account.primaryContactKey, account.key);
    records.set(reference('account', account.id), account.key);
  }
  for (const lead of contents.leads) {
    for (const key of new Set([lead.key, ...lead.stakeholderKeys])) append(leads, key, lead);
    if (!lead.optedOut) records.set(reference('lead', lead.id), lead.key);
  }
  for (const opportunity of contents.opportunities) {
    const people = new Set(opportunity.stakeholderKeys);
    if (opportunity.contactKey !== null) people.add(opportunity.contactKey);
    for (const key of people) append(opportunities, key, opportunity);
    byKey.set(opportunity.key, opportunity);
    records.set(reference('opportunity', opportunity.id), opportunity.key);
  }

  return {
    owners: (address) => owners.get(address) ?? none,
    isInternal: (address) => {
      const first = owners.get(address)?.[0];
      if (first !== undefined) return first.type === 'user';
      if (shared.has(address)) return true;
      return domains.has(address.slice(address.lastIndexOf('@') + 1)) && address.includes('@');
    },
    accountsOf: (key) => accounts.get(key) ?? none,
    opportunitiesOf: (key) => opportunities.get(key) ?? none,
    leadsOf: (key) => leads.get(key) ?? none,
    opportunity: (key) => byKey.get(key),
    record: (type, id) => records.get(reference(type, id)),
  };
}

/** How records are named in text: `contact:dana`. */
export function reference(type: EntityType, id: string): string {
  return `${type}:${id}`;
}

const none: readonly never[] = [];

/** A user's address is the user's alone, also when a contact or lead has it as well (spec §1). */
function ownersByAddress(
  contents: DirectoryContents,
  shared: ReadonlySet<string>,
): ReadonlyMap<string, readonly Person[]> {
  const owners = new Map<string, Person[]>();
  for (const people of [contents.users, contents.contacts, contents.leads]) {
    for (const person of people) {
      for (const address of new Set(person.addresses.map(normalized))) {
        if (shared.has(address)) continue;
        if (person.type !== 'user' && owners.get(address)?.[0]?.type === 'user') continue;
        append(owners, address, person);
      }
    }
  }
  return owners;
}

/** Addresses are compared trimmed and in lower case. */
export function normalized(address: string): string {
  return address.trim().toLowerCase();
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
