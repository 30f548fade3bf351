/** A record as its reader may ask for it: what every answer from the facts of one record begins with. */

import type { Identity } from '../../access/identity.ts';
import { isListedAt } from '../../analytics/records.ts';
import { figuresOf, type Question, type RecordResult } from '../../analytics/snapshot.ts';
import type { NoteLook } from '../../audit/looks.ts';
import type { Database, Session } from '../../db/pool.ts';
import type { OrganizationState } from '../../facts/organization.ts';
import { loadWithParts, type RecordHead } from '../../facts/records.ts';
import { type StoredSnapshot, snapshotAround } from '../../facts/snapshot.ts';
import type { RecordRef } from '../../model/entities.ts';
import { assertReadable, notYet, unknownRecord } from './record.ts';

export type RecordAsked = {
  readonly head: RecordHead;
  /** The record, and of an account its people and deals. */
  readonly snapshot: StoredSnapshot;
};

export type RecordQuestion = RecordRef & {
  /** ms */
  readonly asOf: number;
  readonly state: OrganizationState;
};

export type AskingTools = {
  readonly database: Database;
  readonly noteLook: NoteLook;
  readonly who: Identity;
};

/**
 * The facts of a record as of an instant, for the person that the session reads for, and notes that they looked. Throws
 * a Problem when there is no such record, its figures are not theirs, or it was not there yet.
 */
export async function recordAsked(
  session: Session,
  { type, id, asOf, state }: RecordQuestion,
  { database, noteLook, who }: AskingTools,
): Promise<RecordAsked> {
  const heads = await loadWithParts(database, { type, id });
  const head = heads.find((one) => one.type === type && one.id === id);
  if (head === undefined) throw unknownRecord(type, id);
  const { timeZone } = state.organization;
  const [snapshot] = await Promise.all([
    snapshotAround(database, heads, { asOf, timeZone }),
    // What is computed for somebody who may not see it goes nowhere.
    assertReadable(session, head.key, { type, id }),
  ]);
  noteLook(who, { record: head.key });
  if (!isListedAt(head, asOf)) throw notYet(head, asOf);
  return { head, snapshot };
}

/** Every figure of a record that was there as of the question's instant. Results of a snapshot share memory. */
export function resultOf(
  snapshot: StoredSnapshot,
  question: Question,
  head: RecordHead,
): RecordResult {
  const result = figuresOf(snapshot, question, (record) => record.key === head.key).next().value;
  if (result === undefined) throw notYet(head, question.asOf);
  return result;
}

/** The instant that a question asks for (ms; now, when it names none), and as its answer says it. */
export function instantAsked(
  asOf: string | undefined,
  now: number,
): { readonly asOf: number; readonly said: string } {
  return asOf === undefined
    ? { asOf: now, said: new Date(now).toISOString() }
    : { asOf: Date.parse(asOf), said: asOf };
}
