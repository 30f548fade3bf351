/** Whose ties a record shows, and to whom. */

import { isListedAt } from '../../analytics/records.ts';
import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { loadRecords } from '../../facts/records.ts';
import { Problem } from '../../model/problem.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import { carriersOf } from './carried.ts';
import { notYet, unknownRecord } from './record.ts';

export type Customer = {
  readonly key: number;
  readonly type: 'contact' | 'lead';
  readonly id: string;
  readonly name: string;
};

/**
 * The contact or lead itself, the contact and stakeholders of a deal, the contacts of an account. Throws a Problem when
 * the record opted out, or was not there as of the instant (ms).
 */
export async function customersOf(
  session: Session,
  { key, type, id }: { readonly key: number; readonly type: RecordType; readonly id: string },
  asOf: number,
): Promise<readonly Customer[]> {
  const [head] = await loadRecords(session, [key]);
  if (head === undefined) throw unknownRecord(type, id);
  if (!isListedAt(head, asOf)) throw notYet(head, asOf);
  if (type === 'contact' || type === 'lead') return [{ key, type, id, name: head.name }];
  // An account's primary contact who is with another account is none of its contacts.
  const carriers = (await carriersOf(session, key)).filter(({ isNamed }) => isNamed);
  const rank = (because: string) => (because === 'primary' ? 0 : 1);
  return carriers
    .toSorted(
      (a, b) =>
        rank(a.because) - rank(b.because) || (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1),
    )
    .map((one) => ({ key: one.key, type: one.type, id: one.id, name: one.name }));
}

/**
 * Those of the people (keys) whose ties the person that the session reads for may see: whose figures they see, or those
 * of the account that all activities of a contact belong to.
 */
export async function openPeople(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await session.query<{ key: number }>(sql`
    select key from unnest(${keys}::integer[]) person (key)
    where (select access_has('operations'))
      or exists (
        select from record_member
        where record_key = person.key
          or record_key = (select account_key from contact where contact.key = person.key)
      )`);
  return new Set(rows.map(({ key }) => key));
}

/** The key of a colleague who is shown. Throws a Problem for one who left, opted out or never was. */
export async function knowableUser(session: Session, id: string): Promise<number> {
  const [row] = await session.query<{ key: number }>(sql`
    select key from app_user join entity using (key)
    where entity.type = 'user' and entity.id = ${id} and active and not opted_out`);
  if (row !== undefined) return row.key;
  throw new Problem({
    code: 'user_unknown',
    message: 'There is no colleague with this id.',
    field: 'user',
    value: id,
    hint: 'GET …/ties names those who know somebody.',
  });
}

/** Type, id and name of people by key, as far as the person that the session reads for knows them. */
export async function customersNamed(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Customer>> {
  const rows = await session.query<Customer>(sql`
    select entity.key, entity.type, entity.id, coalesce(contact.name, lead.name) as name
    from entity left join contact using (key) left join lead using (key)
    where entity.key = any(${[...keys]}::integer[]) and entity.type in ('contact', 'lead')
      and coalesce(contact.name, lead.name) is not null`);
  return new Map(rows.map((row) => [row.key, row]));
}
