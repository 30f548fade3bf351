/** People and records as rows of their tables, and whom they name. */

import type { Item } from '../model/bundle.ts';
import type { EntityType } from '../model/vocabulary.ts';
import type { EntityKeys } from './keys.ts';

export type Entity = Exclude<Item, { readonly type: 'organization' | 'settings' | 'activity' }>;

/** Name and SQL type of a column, and the value that it gets. */
export type Column = readonly [name: string, type: string, value: unknown];

/** The columns of one person or record, in the order of its table. */
export function columnsOf(
  item: Entity,
  keyOf: EntityKeys,
  keysOf: (type: EntityType, ids: readonly string[]) => readonly number[],
): readonly Column[] {
  switch (item.type) {
    case 'user':
      return [
        ['name', 'text', item.value.name],
        ['role', 'text', item.value.role],
        ['manager_key', 'integer', keyOf('user', item.value.managerId)],
        ['team_keys', 'integer[]', keysOf('team', item.value.teamIds)],
        ['active', 'boolean', item.value.active],
        ['time_zone', 'text', item.value.timeZone],
        ['working_hours', 'jsonb', item.value.workingHours ?? null],
        ['opted_out', 'boolean', item.value.analyticsOptOut],
      ];
    case 'team':
      return [['name', 'text', item.value.name]];
    case 'account':
      return [
        ['name', 'text', item.value.name],
        ['owner_key', 'integer', keyOf('user', item.value.ownerId)],
        ['primary_contact_key', 'integer', keyOf('contact', item.value.primaryContactId)],
        ['parent_account_key', 'integer', keyOf('account', item.value.parentAccountId)],
        ['website', 'text', item.value.website],
        ['domains', 'text[]', item.value.domains],
        ['industry', 'text', item.value.industry],
        ['created_at', 'timestamptz', instant(item.value.createdAt)],
        ['custom', 'jsonb', item.value.custom],
      ];
    case 'contact':
      return [
        ['name', 'text', item.value.name],
        ['account_key', 'integer', keyOf('account', item.value.accountId)],
        ['owner_key', 'integer', keyOf('user', item.value.ownerId)],
        ['job_title', 'text', item.value.jobTitle],
        ['time_zone', 'text', item.value.timeZone],
        ['opted_out', 'boolean', item.value.analyticsOptOut],
        ['follow_email', 'text', item.value.followEmail],
      ];
    case 'lead':
      return [
        ['topic', 'text', item.value.topic],
        ['name', 'text', item.value.name],
        ['company', 'text', item.value.company],
        ['owner_key', 'integer', keyOf('user', item.value.ownerId)],
        ['stakeholder_keys', 'integer[]', keysOf('contact', item.value.stakeholderIds)],
        ['status', 'text', item.value.status],
        ['created_at', 'timestamptz', instant(item.value.createdAt)],
        ['closed_at', 'timestamptz', instant(item.value.closedAt)],
        [
          'qualified_contact_key',
          'integer',
          keyOf('contact', item.value.qualifiedTo?.contactId ?? null),
        ],
        [
          'qualified_opportunity_key',
          'integer',
          keyOf('opportunity', item.value.qualifiedTo?.opportunityId ?? null),
        ],
        ['opted_out', 'boolean', item.value.analyticsOptOut],
        ['follow_email', 'text', item.value.followEmail],
      ];
    case 'opportunity':
      return [
        ['name', 'text', item.value.name],
        ['account_key', 'integer', keyOf('account', item.value.accountId)],
        ['contact_key', 'integer', keyOf('contact', item.value.contactId)],
        ['owner_key', 'integer', keyOf('user', item.value.ownerId)],
        ['team_keys', 'integer[]', keysOf('user', item.value.teamIds)],
        ['stakeholder_keys', 'integer[]', keysOf('contact', item.value.stakeholderIds)],
        ['status', 'text', item.value.status],
        ['stage', 'text', item.value.stage],
        ['estimated_value', 'double precision', item.value.estimatedValue],
        ['actual_value', 'double precision', item.value.actualValue],
        ['currency', 'text', item.value.currency],
        ['estimated_close_on', 'date', item.value.estimatedCloseDate],
        ['created_at', 'timestamptz', instant(item.value.createdAt)],
        ['closed_at', 'timestamptz', instant(item.value.closedAt)],
        ['source', 'text', item.value.source],
        ['deal_type', 'text', item.value.dealType],
        ['custom', 'jsonb', item.value.custom],
      ];
  }
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** Everybody and every record that an entity names, itself first. */
export function referencesOf(item: Entity): readonly { type: EntityType; id: string | null }[] {
  const self = { type: item.type, id: item.value.id };
  const all = (type: EntityType, ids: readonly (string | null)[]) =>
    ids.map((id) => ({ type, id }));
  switch (item.type) {
    case 'user':
      return [self, ...all('user', [item.value.managerId]), ...all('team', item.value.teamIds)];
    case 'team':
      return [self];
    case 'account':
      return [
        self,
        ...all('user', [item.value.ownerId]),
        ...all('contact', [item.value.primaryContactId]),
        ...all('account', [item.value.parentAccountId]),
      ];
    case 'contact':
      return [
        self,
        ...all('account', [item.value.accountId]),
        ...all('user', [item.value.ownerId]),
      ];
    case 'lead':
      return [
        self,
        ...all('user', [item.value.ownerId]),
        ...all('contact', [
          ...item.value.stakeholderIds,
          item.value.qualifiedTo?.contactId ?? null,
        ]),
        ...all('opportunity', [item.value.qualifiedTo?.opportunityId ?? null]),
      ];
    case 'opportunity':
      return [
        self,
        ...all('account', [item.value.accountId]),
        ...all('contact', [item.value.contactId, ...item.value.stakeholderIds]),
        ...all('user', [item.value.ownerId, ...item.value.teamIds]),
      ];
  }
}
