/** People and records of a batch → their tables; what changed touches activities and figures. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { markEveryActivity, markEveryRecord, markRecords } from '../facts/marks.ts';
import type { Item } from '../model/bundle.ts';
import type { Settings } from '../model/entities.ts';
import type { EntityType } from '../model/vocabulary.ts';
import { addressKeys, type EntityKeys, entityKeys } from './keys.ts';
import { touchActivities } from './touched.ts';
import { type Upserted, upsert } from './upsert.ts';

type ItemOf<Type extends Item['type']> = Extract<Item, { readonly type: Type }>['value'];
export type Entity = Exclude<Item, { readonly type: 'organization' | 'settings' | 'activity' }>;

/** Writes the organisation's own facts. A change of zone moves days; other changes can move every figure. */
export async function writeOrganization(
  session: Session,
  organization: ItemOf<'organization'>,
): Promise<boolean> {
  const [before] = await session.query<{ time_zone: string; domains: readonly string[] }>(
    sql`select time_zone, domains from organization`,
  );
  const domains = organization.domains.map((domain) => domain.trim().toLowerCase());
  const changed = await session.run(sql`
    update organization set name = ${organization.name}, time_zone = ${organization.timeZone}, domains = ${domains}
    where (name, time_zone, domains)
      is distinct from (${organization.name}, ${organization.timeZone}, ${domains}::text[])`);
  if (changed === 0) return false;
  if (before?.time_zone !== organization.timeZone) await markEveryRecord(session);
  const moved = [
    ...domains.filter((domain) => !before?.domains.includes(domain)),
    ...(before?.domains ?? []).filter((domain) => !domains.includes(domain)),
  ];
  const addresses = await session.query<{ key: number }>(
    sql`select key from address where domain = any(${moved}::text[])`,
  );
  await touchActivities(session, { addresses: addresses.map(({ key }) => key), records: [] });
  return true;
}

/** Writes the settings that are given; the others stay as they are. */
export async function writeSettings(
  session: Session,
  settings: Partial<Settings>,
): Promise<boolean> {
  const changed = await session.run(sql`
    update organization set settings = settings || ${JSON.stringify(settings)}::jsonb
    where not settings @> ${JSON.stringify(settings)}::jsonb`);
  if (changed === 0) return false;
  await markEveryRecord(session);
  if (settings.exclusions !== undefined || settings.massThreshold !== undefined)
    await markEveryActivity(session);
  return true;
}

/** Writes people and records with their addresses, and marks what the changes touch. */
export async function writeEntities(
  session: Session,
  entities: readonly Entity[],
): Promise<{ readonly added: number; readonly changed: number }> {
  const keyOf = await entityKeys(session, entities.flatMap(referencesOf));
  const totals = { added: 0, changed: 0 };
  for (const type of ['user', 'team', 'account', 'contact', 'lead', 'opportunity'] as const) {
    const latest = new Map(
      entities.filter((item) => item.type === type).map((item) => [item.value.id, item]),
    );
    const written = await writeOfType(session, [...latest.values()], keyOf);
    const addresses = await writeAddresses(session, [...latest.values()], keyOf);
    const records = [...new Set([...written.added, ...written.changed, ...addresses.owners])];
    totals.added += written.added.length;
    totals.changed += records.length - written.added.length;
    if (type === 'team') continue;
    await touchActivities(session, {
      addresses: [...addresses.moved, ...(await addressesAround(session, records))],
      records,
    });
    await markRecords(session, records);
  }
  return totals;
}

async function writeOfType(
  session: Session,
  items: readonly Entity[],
  keyOf: EntityKeys,
): Promise<Upserted> {
  const rows = items.map((item) => rowOf(item, keyOf));
  const first = rows[0];
  if (first === undefined) return { added: [], changed: [] };
  const { table, columns } = first;
  return upsert(
    session,
    { table, columns },
    rows.map(({ key, values }) => ({ key, ...values })),
  );
}

/** The row of one person or record, with the table's columns and their types. */
function rowOf(item: Entity, keyOf: EntityKeys) {
  const key = keyOf(item.type, item.value.id) ?? 0;
  const keysOf = (type: EntityType, ids: readonly string[]) => [
    ...new Set(ids.map((id) => keyOf(type, id)).filter((found) => found !== null)),
  ];
  const built = columnsOf(item, keyOf, keysOf);
  const columns = Object.fromEntries(built.map(([name, type]) => [name, type]));
  const values = Object.fromEntries(built.map(([name, , value]) => [name, value]));
  return { key, table: item.type === 'user' ? 'app_user' : item.type, columns, values };
}

type Column = readonly [name: string, type: string, value: unknown];

function columnsOf(
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
function referencesOf(item: Entity): readonly { type: EntityType; id: string | null }[] {
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

/** Gives people their addresses; answers the addresses that changed hands, and whose they were or are. */
async function writeAddresses(
  session: Session,
  items: readonly Entity[],
  keyOf: EntityKeys,
): Promise<{ readonly moved: readonly number[]; readonly owners: readonly number[] }> {
  const owned = items.flatMap((item) => {
    if (item.type !== 'user' && item.type !== 'contact' && item.type !== 'lead') return [];
    const owner = keyOf(item.type, item.value.id) ?? 0;
    const addresses = [...item.value.emails, ...item.value.phones].map((one) =>
      one.trim().toLowerCase(),
    );
    return [{ owner, addresses: [...new Set(addresses)].filter((one) => one !== '') }];
  });
  if (owned.length === 0) return { moved: [], owners: [] };
  const key = await addressKeys(
    session,
    new Map(owned.flatMap(({ addresses }) => addresses.map((address) => [address, null]))),
  );
  const pairs = owned.flatMap(({ owner, addresses }) =>
    addresses.map((address) => ({ owner, address: key(address) })),
  );
  const wanted = sql`
    unnest(${pairs.map(({ address }) => address)}::integer[], ${pairs.map(({ owner }) => owner)}::integer[])
    wanted (address_key, entity_key)`;
  const moved = await session.query<{ address_key: number; entity_key: number }>(sql`
    with dropped as (
      delete from owned_address where entity_key = any(${owned.map(({ owner }) => owner)}::integer[])
        and (address_key, entity_key) not in (select address_key, entity_key from ${wanted})
      returning address_key, entity_key
    ), added as (
      insert into owned_address select address_key, entity_key from ${wanted} on conflict do nothing
      returning address_key, entity_key
    )
    select * from dropped union all select * from added`);
  return {
    moved: moved.map(({ address_key }) => address_key),
    owners: moved.map(({ entity_key }) => entity_key),
  };
}

/** Addresses of the people whose activities a changed person, account, lead or opportunity can gain. */
async function addressesAround(
  session: Session,
  keys: readonly number[],
): Promise<readonly number[]> {
  if (keys.length === 0) return [];
  const rows = await session.query<{ address_key: number }>(sql`
    with people (key) as (
      select unnest(${keys}::integer[])
      union select primary_contact_key from account where key = any(${keys}::integer[])
      union select key from contact where account_key = any(${keys}::integer[])
      union select contact_key from opportunity where key = any(${keys}::integer[])
      union select unnest(stakeholder_keys) from opportunity where key = any(${keys}::integer[])
      union select unnest(stakeholder_keys) from lead where key = any(${keys}::integer[])
    )
    select distinct address_key from owned_address join people on people.key = owned_address.entity_key`);
  return rows.map(({ address_key }) => address_key);
}
