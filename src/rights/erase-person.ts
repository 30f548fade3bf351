import { type AuditActor, audit, pseudonymOf } from '../audit/record.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import { type Erasure, erase } from './erase.ts';
import type { ErasedFile } from './erased-file.ts';
import { type PersonRef, personKey } from './person.ts';

/**
 * Erases one person for good; in the log a pseudonym remains, of which nobody knows any more whose it was. Throws
 * `record_unknown`, `erases_oneself` and `last_administrator`.
 */
export async function erasePerson(
  database: Database,
  person: PersonRef,
  {
    erased,
    now,
    actor,
  }: { readonly erased: ErasedFile; readonly now: number; readonly actor: AuditActor },
): Promise<Erasure> {
  const key = await erased.keyToAdd();
  return database.transaction(async (session) => {
    const found = await personKey(session, person);
    await assertOthersCanAdminister(session, found, actor);
    const pseudonym = await pseudonymOf(session, { entity: found });
    const erasure = await erase(session, { people: [found], addresses: [] }, { key, now });
    // Before the transaction ends: a list that knows of an erasure that failed does no harm, the other way round it would.
    await erased.add(erasure.entries);
    const details = { ...erasure.removed };
    const object = { type: person.type, id: pseudonym };
    await audit(session, { at: now, actor, action: 'erased', object, details });
    return erasure;
  });
}

async function assertOthersCanAdminister(
  session: Session,
  person: number,
  actor: AuditActor,
): Promise<void> {
  const theirs = await session.query<{ key: number; administers: boolean }>(sql`
    select key, active and 'administrator' = any(roles) as administers from login
    where user_key = ${person} or lower(email) in (
      select address from owned_address join address on address.key = address_key where entity_key = ${person})`);
  if (typeof actor !== 'string' && theirs.some(({ key }) => key === actor.login)) throw oneself();
  if (!theirs.some(({ administers }) => administers)) return;
  const others = await session.query(sql`
    select key from login where active and 'administrator' = any(roles)
      and key <> all(${theirs.map(({ key }) => key)}::integer[]) for update`);
  if (others.length === 0) throw lastAdministrator();
}

function oneself(): Problem {
  return new Problem({
    code: 'erases_oneself',
    message: 'Whoever erases cannot erase themselves.',
    field: 'id',
    hint: 'Another administrator can.',
  });
}

function lastAdministrator(): Problem {
  return new Problem({
    code: 'last_administrator',
    message: 'Nobody else could administer then.',
    field: 'id',
    hint: 'Make somebody else an administrator first.',
  });
}
