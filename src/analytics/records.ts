import type { RecordType } from '../model/vocabulary.ts';

/** What figures need to know of a record beside its facts. */
export type RecordEntry = {
  readonly key: number;
  readonly type: RecordType;
  readonly id: string;
  /** Key of the key contact: the opportunity's contact, the contact or lead itself; null for accounts. */
  readonly keyContact: number | null;
  /** Key of the account of a contact or an opportunity. */
  readonly accountKey: number | null;
  readonly isOpen: boolean;
  readonly createdAt: number | null;
  readonly closedAt: number | null;
  /** Estimated value of an opportunity. */
  readonly value: number | null;
  readonly currency: string | null;
};

/** True when the record was there at an instant (ms). Only leads and opportunities have a beginning (spec §1). */
export function isListedAt(record: Pick<RecordEntry, 'type' | 'createdAt'>, asOf: number): boolean {
  if (record.type === 'account' || record.type === 'contact') return true;
  return record.createdAt === null || record.createdAt <= asOf;
}

/** True when the record was open at an instant (ms): contacts always are; what closed later was open. */
export function isOpenAt(
  record: Pick<RecordEntry, 'type' | 'isOpen' | 'closedAt'>,
  asOf: number,
): boolean {
  if (record.type === 'account' || record.type === 'contact') return true;
  return record.isOpen || (record.closedAt !== null && record.closedAt > asOf);
}
