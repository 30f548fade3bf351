/** Writing down what was done: one entry after the other, each bound to the one before it by its hash. */

import type { AuditAction, auditActors } from '../contract/audit.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** Who did it: somebody with a login (an Identity fits), or one of those who have none. */
export type AuditActor = (typeof auditActors)[number] | { readonly login: number };

/**
 * To whom or what: a login, somebody or something that the CRM knows (the key of its entity), or anything else by type
 * and id. NOTE: never a person by type and id: the log would name them for good.
 */
export type AuditObject =
  | { readonly login: number }
  | { readonly entity: number }
  | { readonly type: string; readonly id: string };

export type AuditDetails = { readonly [name: string]: AuditDetail };
export type AuditDetail =
  | string
  | number
  | boolean
  | null
  | readonly AuditDetail[]
  | { readonly [name: string]: AuditDetail };

export type AuditEntry = {
  /** ms since 1970. */
  readonly at: number;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly object?: AuditObject | null;
  /** Names of fields, counts, ids of things. NOTE: no names, addresses or ids of people, and nothing that they wrote. */
  readonly details?: AuditDetails;
};

/**
 * Adds an entry with the transaction of what it tells of, or not at all. Call it last: whoever adds the next entry
 * waits until this transaction ends. NOTE: the transaction must be read committed, as they are unless asked otherwise.
 */
export async function audit(
  session: Session,
  { at, actor, action, object, details }: AuditEntry,
): Promise<void> {
  const content = JSON.stringify({
    at: new Date(at).toISOString(),
    actor: typeof actor === 'string' ? actor : await pseudonymOf(session, actor),
    action,
    object: object == null ? null : await namedInLog(session, object),
    details: details ?? {},
  });
  await session.run(sql`insert into audit_entry (content) values (${content})`);
}

/** By what somebody is known in the log: a pseudonym of their own, made when they first appear in it. */
export async function pseudonymOf(
  session: Session,
  person: { readonly login: number } | { readonly entity: number },
): Promise<string> {
  const [column, key] =
    'login' in person
      ? ([sql`login_key`, person.login] as const)
      : ([sql`entity_key`, person.entity] as const);
  const [known] = await session.query<{ pseudonym: string }>(
    sql`select pseudonym from audit_person where ${column} = ${key}`,
  );
  if (known !== undefined) return known.pseudonym;
  // Somebody may have been quicker: nothing of the row changes then, but it is locked and answered.
  const [made] = await session.query<{ pseudonym: string }>(sql`
    insert into audit_person (${column}) values (${key})
    on conflict (${column}) do update set ${column} = excluded.${column}
    returning pseudonym`);
  if (made === undefined) throw new Error('No pseudonym was made.');
  return made.pseudonym;
}

/**
 * Forgets who stands behind the pseudonyms of these people (keys of entities); the entries stay. Deleting the row of
 * the entity or login does the same.
 */
export async function forgetInAudit(session: Session, entities: readonly number[]): Promise<void> {
  await session.run(sql`delete from audit_person where entity_key = any(${entities}::integer[])`);
}

async function namedInLog(
  session: Session,
  object: AuditObject,
): Promise<{ readonly type: string; readonly id: string }> {
  if ('login' in object) return { type: 'login', id: await pseudonymOf(session, object) };
  if (!('entity' in object)) return { type: object.type, id: object.id };
  const [row] = await session.query<{ type: string; id: string }>(
    sql`select type, id from entity where key = ${object.entity}`,
  );
  if (row === undefined) throw new Error('What the entry is about is not there.');
  const isPerson = row.type === 'user' || row.type === 'contact' || row.type === 'lead';
  return isPerson ? { type: row.type, id: await pseudonymOf(session, object) } : row;
}
