/** Where else people stand: columns that refer to them, and arrays of keys. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** Keys of the records whose figures, owners or people change when these people are gone. */
export async function recordsAround(
  session: Session,
  people: readonly number[],
): Promise<readonly number[]> {
  const keys = sql`any(${people}::integer[])`;
  const rows = await session.query<{ key: number }>(sql`
    select unnest(${people}::integer[]) as key
    union select account_key from contact where key = ${keys} and account_key is not null
    union select key from account where primary_contact_key = ${keys} or owner_key = ${keys}
    union select key from contact where owner_key = ${keys}
    union select key from opportunity where contact_key = ${keys} or owner_key = ${keys}
      or stakeholder_keys && ${people}::integer[] or team_keys && ${people}::integer[]
    union select key from lead where owner_key = ${keys} or stakeholder_keys && ${people}::integer[]`);
  return rows.map(({ key }) => key);
}

/**
 * Takes people out of everything that refers to them: rows that are theirs go, other rows name nobody in their place.
 * Only that an activity is about some lead stays, as it keeps the activity out of other deals (spec §4).
 */
export async function removeReferences(session: Session, people: readonly number[]): Promise<void> {
  const keys = sql`${people}::integer[]`;
  for (const { table, column, goes } of await referringColumns(session)) {
    const [from, name] = [sql.id(table), sql.id(column)];
    if (goes) await session.run(sql`delete from ${from} where ${name} = any(${keys})`);
    else if (table === 'activity') await unlinkActivities(session, people);
    else await session.run(sql`update ${from} set ${name} = null where ${name} = any(${keys})`);
  }
  await session.run(sql`
    update opportunity set
      team_keys = array(select key from unnest(team_keys) with ordinality old (key, place) where key <> all(${keys}) order by place),
      stakeholder_keys =
        array(select key from unnest(stakeholder_keys) with ordinality old (key, place) where key <> all(${keys}) order by place)
    where team_keys && ${keys} or stakeholder_keys && ${keys}`);
  await session.run(sql`
    update lead set stakeholder_keys =
      array(select key from unnest(stakeholder_keys) with ordinality old (key, place) where key <> all(${keys}) order by place)
    where stakeholder_keys && ${keys}`);
  await session.run(
    sql`delete from record_member where member_key = any(${keys}) or record_key = any(${keys})`,
  );
  await session.run(sql`delete from record_analytics where record_key = any(${keys})`);
  await session.run(sql`
    update record_analytics set owner_key = null, owner_name = null where owner_key = any(${keys})`);
}

type Referring = {
  readonly table: string;
  readonly column: string;
  /** True when the row is nothing without them. */
  readonly goes: boolean;
};

/** Every column with a foreign key on entity, as the database knows it: a later table is not forgotten. */
function referringColumns(session: Session): Promise<readonly Referring[]> {
  return session.query<Referring>(sql`
    select conrelid::regclass::text as "table", attname::text as "column",
      attnotnull or confdeltype = 'c' as goes
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'entity'::regclass and conrelid <> 'record_mark'::regclass
    order by goes, 1, 2`);
}

async function unlinkActivities(session: Session, people: readonly number[]): Promise<void> {
  await session.run(sql`
    update activity set regarding_key = null
    where regarding_key = any(${people}::integer[])
      and regarding_key not in (select key from entity where type = 'lead' and key = any(${people}::integer[]))`);
}
