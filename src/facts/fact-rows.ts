/** Facts as rows of their two tables, by binary COPY: by activity, and by record in the order of time. */

import { type Interpretation, kindSide } from '../analytics/interpretation.ts';
import { insertRows } from '../db/insert.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Activity } from '../model/activity.ts';
import { BinaryRows } from './binary-rows.ts';

export type NewFact = {
  readonly key: number;
  readonly activity: Activity;
  readonly meaning: Interpretation;
  readonly duplicateFrom: number;
  /** Of an email that had none; null keeps what is stored. */
  readonly conversation: number | null;
  /** Keys of the users who may read the activity's subject. */
  readonly readers: readonly number[];
};

/** The fact of an activity as it was until now. */
export type FactBefore = {
  readonly startsAt: number;
  readonly records: readonly number[];
  readonly conversation: number | null;
};

/** Writes the facts of activities in the place of those `before`. */
export async function writeFacts(
  session: Session,
  facts: readonly NewFact[],
  before: ReadonlyMap<number, FactBefore>,
): Promise<void> {
  const conversations = await removeFacts(session, [...before.keys()]);
  await insertRows(
    session,
    { table: 'fact', columns: factColumns },
    byActivity(facts, conversations),
  );
  const columns = ['record_key', 'starts_at', 'activity_key'];
  await insertRows(session, { table: 'activity_record', columns }, byRecord(facts));
}

const factColumns = [
  'activity_key',
  'starts_at',
  'kind_side',
  'canceled',
  'completes_at',
  'duplicate_from',
  'reason',
  'minutes',
  'ours',
  'theirs',
  'conversation_key',
  'authors',
  'people',
  'records',
  'readers',
] as const;

/** Answers the conversations by activity. NOTE: as they are now; they may have been joined since the facts were read. */
async function removeFacts(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, number | null>> {
  if (keys.length === 0) return new Map();
  await session.run(sql`
    delete from activity_record using fact
    where fact.activity_key = any(${keys}::bigint[]) and activity_record.activity_key = fact.activity_key
      and activity_record.record_key = any(fact.records) and activity_record.starts_at = fact.starts_at`);
  const removed = await session.query<{ key: number; conversation: number | null }>(sql`
    delete from fact where activity_key = any(${keys}::bigint[])
    returning activity_key as key, conversation_key as conversation`);
  return new Map(removed.map(({ key, conversation }) => [key, conversation]));
}

/** Most that a smallint holds, and most that a byte of the columns in memory does. */
const mostOfASide = 32_767;
const mostAuthors = 255;

function byActivity(
  facts: readonly NewFact[],
  conversations: ReadonlyMap<number, number | null>,
): readonly Buffer[] {
  const rows = new BinaryRows();
  for (const { key, activity, meaning, duplicateFrom, conversation, readers } of facts) {
    rows.begin(factColumns.length);
    rows.bigint(key);
    rows.instant(activity.startsAt);
    rows.short(kindSide(activity, meaning.side));
    rows.boolean(meaning.canceled);
    rows.instant(meaning.completesAt);
    rows.instant(duplicateFrom);
    rows.text(meaning.reason);
    rows.double(meaning.minutes);
    rows.short(Math.min(meaning.ours, mostOfASide));
    rows.short(Math.min(meaning.theirs, mostOfASide));
    rows.integer(conversation ?? conversations.get(key) ?? null);
    rows.short(Math.min(meaning.authors, mostAuthors));
    rows.integers(meaning.people);
    rows.integers(meaning.records);
    rows.integers(readers);
  }
  rows.end();
  return [rows.take()];
}

/** In the order of records, so that neighbours in the index are written one after the other. */
function byRecord(facts: readonly NewFact[]): readonly Buffer[] {
  const pairs = facts.flatMap(({ key, activity: { startsAt }, meaning }) =>
    meaning.records.map((record) => ({ record, startsAt, key })),
  );
  pairs.sort((a, b) => a.record - b.record);
  const rows = new BinaryRows();
  for (const { record, startsAt, key } of pairs) {
    rows.begin(3);
    rows.integer(record);
    rows.instant(startsAt);
    rows.bigint(key);
  }
  rows.end();
  return [rows.take()];
}
