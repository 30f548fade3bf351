/** A bundle with its people and records numbered: ids become keys, references to nothing become null. */

import type { Bundle } from '../model/bundle.ts';
import type { EntityType } from '../model/vocabulary.ts';
import { type DirectoryContents, reference } from './directory.ts';
import type { PeopleOrder } from './engagement.ts';
import type { RecordEntry } from './records.ts';

export type Keyed = {
  readonly contents: DirectoryContents;
  /** Records that carry analytics: all but people who opted out. */
  readonly records: readonly RecordEntry[];
  readonly keys: number;
  readonly people: PeopleOrder;
  /** `type:id` of a key. */
  readonly reference: (key: number) => string;
  readonly person: (key: number) => {
    readonly type: 'user' | 'contact' | 'lead';
    readonly id: string;
  };
};

/** Numbers users, contacts, leads, accounts and opportunities in the bundle's order. */
export function keyedBundle(bundle: Bundle): Keyed {
  const entities: { readonly type: EntityType; readonly id: string }[] = [];
  const keys = new Map<string, number>();
  const number = (type: EntityType, list: readonly { readonly id: string }[]) => {
    for (const { id } of list) {
      keys.set(reference(type, id), entities.length);
      entities.push({ type, id });
    }
  };
  number('user', bundle.users);
  number('contact', bundle.contacts);
  number('lead', bundle.leads);
  number('account', bundle.accounts);
  number('opportunity', bundle.opportunities);
  const keyOf = (type: EntityType, id: string | null) =>
    id === null ? null : (keys.get(reference(type, id)) ?? null);
  const keysOf = (type: EntityType, ids: readonly string[]) =>
    ids.map((id) => keyOf(type, id)).filter((key) => key !== null);

  const contents = contentsOf(bundle, keyOf, keysOf);
  const typeOf = (key: number) => entities[key]?.type;
  return {
    contents,
    records: recordsIn(bundle, contents),
    keys: entities.length,
    people: {
      isUser: (key) => typeOf(key) === 'user',
      isBefore: (key, other) => {
        const [a, b] = [entities[key], entities[other]];
        if (a === undefined || b === undefined) return false;
        return a.type === b.type ? a.id < b.id : a.type < b.type;
      },
    },
    reference: (key) => {
      const entity = entities[key];
      return entity === undefined ? '' : reference(entity.type, entity.id);
    },
    person: (key) => {
      const entity = entities[key];
      const type = entity?.type;
      const id = entity?.id ?? '';
      return { type: type === 'user' || type === 'lead' ? type : 'contact', id };
    },
  };
}

type KeyOf = (type: EntityType, id: string | null) => number | null;
type KeysOf = (type: EntityType, ids: readonly string[]) => readonly number[];

function contentsOf(bundle: Bundle, keyOf: KeyOf, keysOf: KeysOf): DirectoryContents {
  const key = (type: EntityType, id: string) => keyOf(type, id) ?? -1;
  return {
    domains: bundle.organization.domains,
    sharedMailboxes: [],
    users: bundle.users.map((user) => ({
      key: key('user', user.id),
      type: 'user',
      id: user.id,
      addresses: [...user.emails, ...user.phones],
      optedOut: user.analyticsOptOut,
    })),
    contacts: bundle.contacts.map((contact) => ({
      key: key('contact', contact.id),
      type: 'contact',
      id: contact.id,
      addresses: [...contact.emails, ...contact.phones],
      optedOut: contact.analyticsOptOut,
      accountKey: keyOf('account', contact.accountId),
    })),
    leads: bundle.leads.map((lead) => ({
      key: key('lead', lead.id),
      type: 'lead',
      id: lead.id,
      addresses: [...lead.emails, ...lead.phones],
      optedOut: lead.analyticsOptOut,
      ownerKey: keyOf('user', lead.ownerId),
      stakeholderKeys: keysOf('contact', lead.stakeholderIds),
      createdAt: lead.createdAt,
      closedAt: lead.closedAt,
    })),
    accounts: bundle.accounts.map((account) => ({
      key: key('account', account.id),
      id: account.id,
      primaryContactKey: keyOf('contact', account.primaryContactId),
    })),
    opportunities: bundle.opportunities.map((opportunity) => ({
      key: key('opportunity', opportunity.id),
      id: opportunity.id,
      accountKey: keyOf('account', opportunity.accountId),
      contactKey: keyOf('contact', opportunity.contactId),
      stakeholderKeys: keysOf('contact', opportunity.stakeholderIds),
      teamKeys: [
        ...keysOf('user', opportunity.ownerId === null ? [] : [opportunity.ownerId]),
        ...keysOf('user', opportunity.teamIds),
      ],
      createdAt: opportunity.createdAt,
      closedAt: opportunity.closedAt,
    })),
  };
}

function recordsIn(bundle: Bundle, contents: DirectoryContents): readonly RecordEntry[] {
  const plain = { isOpen: true, createdAt: null, closedAt: null, value: null, currency: null };
  const contacts = contents.contacts.filter(({ optedOut }) => !optedOut);
  return [
    ...contents.accounts.map(({ key, id }) => ({
      ...plain,
      key,
      id,
      type: 'account' as const,
      keyContact: null,
      accountKey: null,
    })),
    ...contacts.map(({ key, id, type, accountKey }) => ({
      ...plain,
      key,
      id,
      type,
      keyContact: key,
      accountKey,
    })),
    ...contents.leads.flatMap((lead, index) =>
      lead.optedOut
        ? []
        : {
            ...plain,
            key: lead.key,
            id: lead.id,
            type: lead.type,
            keyContact: lead.key,
            accountKey: null,
            isOpen: bundle.leads[index]?.status === 'open',
            createdAt: lead.createdAt,
            closedAt: lead.closedAt,
          },
    ),
    ...contents.opportunities.map((opportunity, index) => ({
      key: opportunity.key,
      id: opportunity.id,
      type: 'opportunity' as const,
      keyContact: opportunity.contactKey,
      accountKey: opportunity.accountKey,
      isOpen: bundle.opportunities[index]?.status === 'open',
      createdAt: opportunity.createdAt,
      closedAt: opportunity.closedAt,
      value: bundle.opportunities[index]?.estimatedValue ?? null,
      currency: bundle.opportunities[index]?.currency ?? null,
    })),
  ];
}
