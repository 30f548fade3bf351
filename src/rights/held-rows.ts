/** What is held on a person, but for activities, as rows of plain values: tables of their own, or parts of one document. */

import { looksAt } from '../audit/looked.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { PersonRef } from './person.ts';

export type HeldValue = string | number | boolean | null;
export type HeldRow = Readonly<Record<string, HeldValue>>;

/** Whose: the person and the key of the entity. */
export type Held = PersonRef & { readonly key: number };

/** The person's own record: a field and its value in each row. */
export async function heldPerson(session: Session, { type, id, key }: Held): Promise<HeldRow[]> {
  const table = sql.id(type === 'user' ? 'app_user' : type);
  const [row] = await session.query<{ fields: Readonly<Record<string, unknown>> }>(sql`
    select to_jsonb(person) - 'key' - 'account_key' - 'owner_key' - 'manager_key' - 'team_keys' - 'stakeholder_keys'
      - 'qualified_contact_key' - 'qualified_opportunity_key' as fields
    from ${table} person where key = ${key}`);
  const addresses = await session.query<{ address: string; display_name: string | null }>(sql`
    select address, display_name from owned_address join address on address.key = address_key
    where entity_key = ${key} order by address`);
  const told = await session.query<{ told_at: number; basis: string }>(
    sql`select told_at, basis from person_notice where person_key = ${key}`,
  );
  const optOuts = await session.query<{ set_at: number }>(
    sql`select set_at from opt_out where entity_key = ${key}`,
  );
  const fields = Object.entries(row?.fields ?? {}).map(([field, value]) => ({
    field,
    value: plain(value),
  }));
  return [
    { field: 'type', value: type },
    { field: 'id', value: id },
    ...fields,
    ...addresses.map(({ address }) => ({ field: 'address', value: address })),
    ...addresses.flatMap(({ display_name }) =>
      display_name === null ? [] : [{ field: 'display_name', value: display_name }],
    ),
    ...told.flatMap(({ told_at, basis }) => [
      { field: 'told_at', value: instant(told_at) },
      { field: 'basis', value: basis },
    ]),
    ...optOuts.map(({ set_at }) => ({ field: 'opted_out_here_at', value: instant(set_at) })),
  ];
}

/** The records in which the person stands, and as what. */
export function heldRecords(session: Session, { key }: Held): Promise<readonly HeldRow[]> {
  return session.query(sql`
    with place (record_key, part) as (
      select key, 'owner' from account where owner_key = ${key}
      union all select key, 'primary contact' from account where primary_contact_key = ${key}
      union all select account_key, 'contact' from contact where key = ${key} and account_key is not null
      union all select key, 'owner' from contact where owner_key = ${key}
      union all select key, 'owner' from lead where owner_key = ${key}
      union all select key, 'stakeholder' from lead where stakeholder_keys @> array[${key}::integer]
      union all select key, 'became' from lead where qualified_contact_key = ${key}
      union all select key, 'owner' from opportunity where owner_key = ${key}
      union all select key, 'contact' from opportunity where contact_key = ${key}
      union all select key, 'stakeholder' from opportunity where stakeholder_keys @> array[${key}::integer]
      union all select key, 'team' from opportunity where team_keys @> array[${key}::integer]
      union all select key, 'manager' from app_user where manager_key = ${key}
      union all select unnest(team_keys), 'member' from app_user where key = ${key}
      union all select record_key, 'shared with' from record_member where member_key = ${key} and because = 'share'
    )
    select type, entity.id, part from place join entity on entity.key = place.record_key order by 1, 2, 3`);
}

/** Who asked whom to be introduced to the person; of a user what they asked and were asked. */
export function heldIntroductions(session: Session, { key }: Held): Promise<readonly HeldRow[]> {
  const at = (column: string) =>
    sql`to_char(${sql.id(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return session.query(sql`
    select
      case ${key}::integer when person_key then 'person' when via_key then 'over whom' when asker_key then 'asker' else 'asked' end as part,
      asker.name as asked_by, asked.name as asked_whom, ${at('asked_at')} as asked_at, answer,
      ${at('answered_at')} as answered_at, text
    from introduction join introduction_text on introduction_key = introduction.key
    join app_user asker on asker.key = asker_key join app_user asked on asked.key = asked_key
    where ${key}::integer in (person_key, via_key, asker_key, asked_key) order by introduction.asked_at, introduction.key`);
}

/** Where what is known of the person came from, and who allowed it. */
export function heldSources(session: Session, { key }: Held): Promise<readonly HeldRow[]> {
  return session.query(sql`
    select source.kind, source.name, count(distinct activity.key) as activities, source.consent_by, source.consent_scope,
      to_char(source.consent_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as consent_at,
      to_char(source.synced_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as synced_at
    from owned_address join participant using (address_key) join activity on activity.key = activity_key
    join source on source.key = source_key
    where entity_key = ${key} group by source.key order by source.kind, source.name`);
}

/** Lines that did not fit and in which one of the addresses stands. */
export function heldRejects(session: Session, { key }: Held): Promise<readonly HeldRow[]> {
  return session.query(sql`
    select source.name as source, to_char(rejected_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as rejected_at, place, field, value, expected
    from import_reject join source on source.key = source_key
    where exists (
      select from owned_address join address on address.key = address_key
      where entity_key = ${key} and length(address) >= 6 and strpos(lower(value), address) > 0
    ) order by import_reject.key`);
}

/** How the person signs in, and since when. Secrets are not told: they are stored as hashes. */
export function heldAccess(session: Session, { key }: Held): Promise<readonly HeldRow[]> {
  return session.query(sql`
    select 'login' as what, email as name, array_to_string(roles, ', ') as detail, null as since from login where user_key = ${key}
    union all
    select 'session', client, null, to_char(began_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    from session join login on login.key = login_key where user_key = ${key}
    union all
    select 'token', api_token.name, array_to_string(scopes, ', '), to_char(made_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    from api_token join login on login.key = login_key where user_key = ${key}
    union all
    select 'preferences of cards', array_to_string(kinds_off, ', '),
      days::text || ', ' || most || ' a day, digest ' || case when digest then digest_language else 'off' end, null
    from card_preference join login on login.key = login_key where user_key = ${key}
    union all
    select 'never analysed with', address, null, null
    from never_analysed join address on address.key = address_key where user_key = ${key}`);
}

/** Who looked: at a user's records, or at what is held on anybody. */
export async function heldLooks(
  session: Session,
  { type, key }: Held,
): Promise<readonly HeldRow[]> {
  if (type === 'user') {
    const looks = await looksAt(session, key);
    return looks.map(({ on, by, record, list }) => ({
      at: on,
      by,
      at_what: record === null ? list : `${record.type}:${record.id}`,
    }));
  }
  return session.query(sql`
    select at, coalesce(app_user.name, login.name) as by, action as at_what
    from audit_entry join audit_person self on self.pseudonym::text = object_id
    left join audit_person viewer on viewer.pseudonym::text = actor
    left join login on login.key = viewer.login_key left join app_user on app_user.key = login.user_key
    where self.entity_key = ${key} and action in ('figures_read', 'exported') order by number desc limit 1000`);
}

function plain(value: unknown): HeldValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
