import { normalized } from '../analytics/directory.ts';
import type { Item } from '../model/bundle.ts';
import type { EntityType } from '../model/vocabulary.ts';
import type { Suppression } from './suppressed.ts';

type Entity = Exclude<Item, { readonly type: 'activity' }>;

/**
 * A person or record without references to who was erased; null when it is one of them: by type and id, or because
 * every address that it has was erased.
 */
export function withoutErasedPeople(item: Entity, suppression: Suppression): Entity | null {
  const { person } = suppression;
  const orNull = (type: EntityType, id: string | null) =>
    id === null || person(type, id) !== null ? null : id;
  const those = (type: EntityType, ids: readonly string[]) =>
    ids.filter((id) => person(type, id) === null);
  switch (item.type) {
    case 'organization':
    case 'team':
      return item;
    case 'settings':
      return { type: 'settings', value: withoutExclusions(item.value, suppression) };
    case 'user': {
      const { value } = item;
      const addresses = leftAddresses(value, 'user', suppression);
      if (addresses === null) return null;
      const managerId = orNull('user', value.managerId);
      return { type: 'user', value: { ...value, ...addresses, managerId } };
    }
    case 'contact': {
      const { value } = item;
      const addresses = leftAddresses(value, 'contact', suppression);
      if (addresses === null) return null;
      const ownerId = orNull('user', value.ownerId);
      return { type: 'contact', value: { ...value, ...addresses, ownerId } };
    }
    case 'lead': {
      const { value } = item;
      const addresses = leftAddresses(value, 'lead', suppression);
      if (addresses === null) return null;
      const { qualifiedTo } = value;
      return {
        type: 'lead',
        value: {
          ...value,
          ...addresses,
          ownerId: orNull('user', value.ownerId),
          stakeholderIds: those('contact', value.stakeholderIds),
          qualifiedTo:
            qualifiedTo === null
              ? null
              : { ...qualifiedTo, contactId: orNull('contact', qualifiedTo.contactId) },
        },
      };
    }
    case 'account': {
      const { value } = item;
      return {
        type: 'account',
        value: {
          ...value,
          ownerId: orNull('user', value.ownerId),
          primaryContactId: orNull('contact', value.primaryContactId),
          custom: withoutMentions(value.custom, suppression),
        },
      };
    }
    case 'opportunity': {
      const { value } = item;
      return {
        type: 'opportunity',
        value: {
          ...value,
          contactId: orNull('contact', value.contactId),
          ownerId: orNull('user', value.ownerId),
          teamIds: those('user', value.teamIds),
          stakeholderIds: those('contact', value.stakeholderIds),
          custom: withoutMentions(value.custom, suppression),
        },
      };
    }
  }
}

type WithAddresses = {
  readonly id: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
};

/** The addresses that were not erased; null when the person was, under this id or another one. */
function leftAddresses(
  { id, emails, phones }: WithAddresses,
  type: EntityType,
  { person, address }: Suppression,
): Pick<WithAddresses, 'emails' | 'phones'> | null {
  if (person(type, id) !== null) return null;
  const left = (list: readonly string[]) => list.filter((one) => address(normalized(one)) === null);
  const kept = { emails: left(emails), phones: left(phones) };
  const [had, has] = [emails.length + phones.length, kept.emails.length + kept.phones.length];
  return had > 0 && has === 0 ? null : kept;
}

function withoutExclusions(
  settings: Extract<Item, { readonly type: 'settings' }>['value'],
  { address }: Suppression,
): Extract<Item, { readonly type: 'settings' }>['value'] {
  const { exclusions } = settings;
  if (exclusions === undefined) return settings;
  const addresses = exclusions.addresses.filter((one) => address(normalized(one)) === null);
  return { ...settings, exclusions: { ...exclusions, addresses } };
}

/** Fields that only the source knows the meaning of. */
function withoutMentions(
  custom: Readonly<Record<string, unknown>>,
  { text }: Suppression,
): Readonly<Record<string, unknown>> {
  const [before, after] = [JSON.stringify(custom), text(JSON.stringify(custom))];
  return before === after ? custom : JSON.parse(after);
}
