import type { Collection } from '../../src/contract/api.ts';
import type { RecordType } from '../../src/model/vocabulary.ts';

/** The four kinds of record as the address bar names them, in the order of the navigation. */
export const collectionNames = [
  'opportunities',
  'leads',
  'accounts',
  'contacts',
] as const satisfies readonly Collection[];

/** The collection that records of a type are in. */
export const collectionOf: Readonly<Record<RecordType, Collection>> = {
  account: 'accounts',
  contact: 'contacts',
  lead: 'leads',
  opportunity: 'opportunities',
};

/** Windows that are offered, in days. */
export const offeredDays = [30, 60, 90, 180, 365] as const;
export const defaultDays = 60;

/** Whether a part of the path names a collection. */
export function isCollection(text: string): text is Collection {
  return collectionNames.some((name) => name === text);
}
