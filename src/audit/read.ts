/** What the log says, with the names of those who are still known. */

import type { AuditEntryAnswer, AuditQuery } from '../contract/audit.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** A page of entries, latest first, and where the next page begins. */
export async function auditPage(
  session: Session,
  { actor, action, object, from, until, cursor, limit }: AuditQuery,
): Promise<{ readonly entries: AuditEntryAnswer[]; readonly next: string | null }> {
  const parts = [
    actor === undefined ? null : sql`actor = ${actor}`,
    action === undefined ? null : sql`action = ${action}`,
    object === undefined ? null : sql`object_id = ${object}`,
    from === undefined ? null : sql`at >= ${inLog(from)}`,
    until === undefined ? null : sql`at < ${inLog(until)}`,
    cursor === undefined ? null : sql`number < ${Number.parseInt(cursor, 10) || 0}`,
  ].filter((part) => part !== null);
  const rows = await session.query<EntryRow>(sql`
    select number, at, actor, action, object_type, object_id, content::jsonb -> 'details' as details
    from audit_entry where ${sql.join([sql`true`, ...parts], sql` and `)}
    order by number desc limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    entries: await presented(session, page),
    next: more ? String(last.number) : null,
  };
}

type EntryRow = {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly object_type: string | null;
  readonly object_id: string | null;
  readonly details: Readonly<Record<string, unknown>>;
};

/** Instants in the log are all written in one form, so that they are compared as text. */
function inLog(instant: string): string {
  return new Date(Date.parse(instant)).toISOString();
}

async function presented(session: Session, rows: readonly EntryRow[]): Promise<AuditEntryAnswer[]> {
  const ids = rows.flatMap(({ actor, object_id }) => [actor, object_id ?? '']);
  const [people, things] = await Promise.all([
    namesByPseudonym(session, ids),
    namesOfThings(session, rows),
  ]);
  return rows.map(({ object_type, object_id, actor, details, ...row }) => ({
    ...row,
    actor: { id: actor, name: people.get(actor) ?? null },
    object:
      object_type === null || object_id === null
        ? null
        : {
            type: object_type,
            id: object_id,
            name: people.get(object_id) ?? things.get(`${object_type}:${object_id}`) ?? null,
          },
    details: { ...details },
  }));
}

/** The present names behind pseudonyms of the log; of those who were erased there are none. */
export async function namesByPseudonym(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const pseudonyms = [...new Set(ids.filter((id) => pseudonymForm.test(id)))];
  if (pseudonyms.length === 0) return new Map();
  const rows = await session.query<{ pseudonym: string; name: string }>(sql`
    select pseudonym, coalesce(app_user.name, contact.name, lead.name, login.name, login.email) as name
    from audit_person
    left join login on login.key = login_key
    left join app_user on app_user.key = coalesce(entity_key, login.user_key)
    left join contact on contact.key = entity_key
    left join lead on lead.key = entity_key
    where pseudonym = any(${pseudonyms}::uuid[])
      and coalesce(app_user.name, contact.name, lead.name, login.name, login.email) is not null`);
  return new Map(rows.map(({ pseudonym, name }) => [pseudonym, name]));
}

const pseudonymForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function namesOfThings(
  session: Session,
  rows: readonly EntryRow[],
): Promise<ReadonlyMap<string, string>> {
  const named = rows.filter(({ object_id }) => object_id !== null);
  if (named.length === 0) return new Map();
  const found = await session.query<{ type: string; id: string; name: string }>(sql`
    with object as (
      select distinct type, id from unnest(
        ${named.map(({ object_type }) => object_type)}::text[], ${named.map(({ object_id }) => object_id)}::text[]
      ) object (type, id)
    )
    select type, id, coalesce(account.name, opportunity.name) as name
    from object join entity using (type, id) left join account using (key) left join opportunity using (key)
    where coalesce(account.name, opportunity.name) is not null
    union all
    select type, id, source.name from object join source on type = 'source' and source.key::text = id`);
  return new Map(found.map(({ type, id, name }) => [`${type}:${id}`, name]));
}
