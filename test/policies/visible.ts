/** What the database shows: every table with customer data, its rows named by ids. */

import type { Session } from '../../src/db/pool.ts';
import { type Sql, sql } from '../../src/db/sql.ts';
import type { Visible } from './oracle.ts';

/** The names of the rows of each table; looked up by the owner of the tables, as readers see keys alone. */
export type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Per table: what its rows are known by to a reader. */
const keysOf: Readonly<Record<string, Sql>> = {
  organization: sql`only_row`,
  refresh_day: sql`only_row`,
  source: sql`key`,
  app_user: sql`key`,
  team: sql`key`,
  login: sql`key`,
  import_reject: sql`key`,
  record_member: sql`(member_key, record_key, because)`,
  record_analytics: sql`record_key`,
  record_signal: sql`record_key`,
  deal_likeness: sql`login_key`,
  insight_card: sql`login_key`,
  card_preference: sql`login_key`,
  activity_record: sql`(activity_key, record_key)`,
  fact: sql`activity_key`,
  opportunity: sql`key`,
  lead: sql`key`,
  contact: sql`key`,
  account: sql`key`,
  entity: sql`key`,
  activity: sql`key`,
  participant: sql`(activity_key, position)`,
  address: sql`key`,
  owned_address: sql`(address_key, entity_key)`,
  activity_share: sql`(activity_key, shared_by)`,
  introduction: sql`key`,
  introduction_text: sql`introduction_key`,
  news_feed: sql`key`,
  news_item: sql`key`,
  news_match: sql`(account_key, item_key)`,
  news_rejection: sql`(account_key, kind, value)`,
};

const ref = (key: Sql) => sql`(select type || ':' || id from entity where entity.key = ${key})`;
const activityId = sql`(select id from activity where activity.key = activity_key)`;
const address = (key: Sql) => sql`(select address from address where address.key = ${key})`;
const loginEmail = sql`(select email from login where login.key = login_key)`;
const nameOf: Readonly<Record<string, Sql>> = {
  organization: sql`'true'`,
  refresh_day: sql`'true'`,
  source: sql`name`,
  app_user: ref(sql`app_user.key`),
  team: ref(sql`team.key`),
  login: sql`email`,
  import_reject: sql`place`,
  record_member: sql`${ref(sql`member_key`)} || ' ' || ${ref(sql`record_key`)} || ' ' || because`,
  record_analytics: ref(sql`record_key`),
  record_signal: ref(sql`record_key`),
  deal_likeness: loginEmail,
  insight_card: loginEmail,
  card_preference: loginEmail,
  activity_record: sql`${activityId} || ' ' || ${ref(sql`record_key`)}`,
  fact: activityId,
  opportunity: ref(sql`opportunity.key`),
  lead: ref(sql`lead.key`),
  contact: ref(sql`contact.key`),
  account: ref(sql`account.key`),
  entity: sql`type || ':' || id`,
  activity: sql`id`,
  participant: sql`${activityId} || ' ' || position`,
  address: sql`address`,
  owned_address: sql`${address(sql`address_key`)} || ' ' || ${ref(sql`entity_key`)}`,
  activity_share: sql`${activityId} || ' ' || ${ref(sql`shared_by`)}`,
  introduction: ref(sql`person_key`),
  introduction_text: sql`text`,
  news_feed: sql`kind || coalesce(' ' || ${ref(sql`account_key`)}, '')`,
  news_item: sql`title`,
  news_match: sql`(select title from news_item where key = item_key) || ' ' || ${ref(sql`account_key`)}`,
  news_rejection: ref(sql`account_key`),
};

export type TableToSee = {
  readonly name: string;
  /** False: not even the columns may be asked for. */
  readonly isGranted: boolean;
};

/** Every table of the schema but the ledger of migrations. */
export async function tablesOf(session: Session): Promise<readonly TableToSee[]> {
  return session.query<TableToSee>(sql`
    select relname as name, has_any_column_privilege('rapport_reader', oid, 'select') as "isGranted"
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migration'
    order by relname`);
}

/** Tables that no reader sees need no names. */
function keyOf(table: string): Sql {
  return keysOf[table] ?? sql`ctid`;
}

/** All rows there are, with their names. */
export async function namesIn(session: Session, tables: readonly TableToSee[]): Promise<Names> {
  const names = new Map<string, ReadonlyMap<string, string>>();
  for (const { name: table } of tables) {
    const key = keyOf(table);
    const name = nameOf[table] ?? key;
    const rows = await session.query<{ key: string; name: string }>(
      sql`select (${key})::text as key, (${name})::text as name from ${sql.id(table)}`,
    );
    names.set(table, new Map(rows.map((row) => [row.key, row.name])));
  }
  return names;
}

/** What a reader sees within the transaction, as the login with this key; null: nobody has signed in. */
export async function visibleTo(
  session: Session,
  loginKey: number | null,
  { tables, names }: { readonly tables: readonly TableToSee[]; readonly names: Names },
): Promise<Visible> {
  await session.run(sql`set local role rapport_reader`);
  await session.run(sql`select set_config('rapport.login', ${String(loginKey ?? '')}, true)`);
  const parts = tables
    .filter(({ isGranted }) => isGranted)
    .map(
      ({ name }) =>
        sql`select ${name} as name, array_agg((${keyOf(name)})::text) as keys from ${sql.id(name)}`,
    );
  const rows = await session.query<{ name: string; keys: readonly string[] | null }>(
    sql.join(parts, sql` union all `),
  );
  await session.run(sql`reset role`);
  return new Map(
    rows.map(({ name, keys }) => [
      name,
      new Set((keys ?? []).map((key) => names.get(name)?.get(key) ?? `row ${key}`)),
    ]),
  );
}
