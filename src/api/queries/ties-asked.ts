/** The people of a record whose ties somebody asks for: what every answer about ties begins with. */

import type { Identity } from '../../access/identity.ts';
import type { RecordRef } from '../../model/entities.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { assertReadable, recordKey } from './record.ts';
import { type Customer, customersOf, openPeople } from './ties.ts';

export type TiesAsked = {
  /** Of the record. */
  readonly key: number;
  readonly customers: readonly Customer[];
  /** Keys of those whose ties the reader may see. */
  readonly open: ReadonlySet<number>;
};

/**
 * Whose ties a record shows to who asks, as of an instant (ms), and notes that they looked. Throws a Problem when there
 * is no such record, its figures are not theirs, it opted out, or was not there yet.
 */
export async function tiesAsked(
  { type, id, asOf }: RecordRef & { readonly asOf: number },
  who: Identity,
  { database, readAs, noteLook }: Pick<ApiDependencies, 'database' | 'readAs' | 'noteLook'>,
): Promise<TiesAsked> {
  const key = await recordKey(database, type, id);
  const seen = await readAs(who, async (session) => {
    await assertReadable(session, key, { type, id });
    const customers = await customersOf(session, { key, type, id }, asOf);
    const keys = customers.map((customer) => customer.key);
    return { customers, open: await openPeople(session, keys) };
  });
  noteLook(who, { record: key });
  return { key, ...seen };
}
