/** What figures are computed from, read out of the database for some records: the read side of facts. */

import { conversationsOf } from '../analytics/conversations.ts';
import type { Facts } from '../analytics/facts.ts';
import type { Snapshot } from '../analytics/snapshot.ts';
import { dayNumbers } from '../analytics/zone.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { copyFacts, type FactRows, readFacts } from './columns.ts';
import { type OrderedFacts, ordered, tiedActivities } from './order.ts';
import { loadRecords, partsOfAccounts, type RecordHead } from './records.ts';

export type StoredSnapshot = Snapshot & {
  readonly heads: readonly RecordHead[];
  /** Key of the activity behind a fact. */
  readonly activityKey: (fact: number) => number;
};

/**
 * Everything that the figures of some records as of an instant (ms) need; of accounts also their people and deals.
 */
export async function readSnapshot(
  database: Database,
  recordKeys: readonly number[],
  { asOf, timeZone }: { readonly asOf: number; readonly timeZone: string },
): Promise<StoredSnapshot> {
  const wanted = await loadRecords(database, recordKeys);
  const accounts = wanted.filter(({ type }) => type === 'account').map(({ key }) => key);
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  const parts = (await partsOfAccounts(database, accounts)).filter(
    ({ key }) => !wantedKeys.has(key),
  );
  const records = [...wanted, ...parts];
  const rows = await readFactsOf(
    database,
    records.map(({ key }) => key),
  );
  const [order, keys, compareTies] = await Promise.all([
    peopleOrder(database, rows),
    keyCount(database),
    tieOrder(database, [rows]),
  ]);
  const read = ordered([rows], { dayOf: dayNumbers(timeZone), compareTies, keys });
  const facts = await asTheyWere(database, read, asOf);
  return { ...snapshotOf({ ...read, facts }, { records, keys, people: order }), heads: records };
}

/** A snapshot over facts in order. */
export function snapshotOf(
  { facts, activityKey, recordStart, recordFacts }: OrderedFacts,
  rest: Pick<Snapshot, 'records' | 'keys' | 'people'>,
): Snapshot & Pick<StoredSnapshot, 'activityKey'> {
  return {
    ...rest,
    facts,
    factsOf: (key: number) =>
      recordFacts.subarray(recordStart[key] ?? 0, recordStart[key + 1] ?? 0),
    activityKey: (fact: number) => activityKey[fact] ?? 0,
  };
}

/** The largest key of a person or record plus one. */
export async function keyCount(session: Session): Promise<number> {
  const [row] = await session.query<{ keys: number }>(
    sql`select coalesce(max(key), 0) + 1 as keys from entity`,
  );
  return row?.keys ?? 1;
}

/** Compares activities by id, for those among the rows that start at the same instant. */
export async function tieOrder(
  session: Session,
  parts: readonly FactRows[],
): Promise<(activityKey: number, other: number) => number> {
  const tied = tiedActivities(parts);
  if (tied.length === 0) return () => 0;
  const rows = await session.query<{ key: number; id: string }>(
    sql`select key, id from activity where key = any(${tied}::bigint[])`,
  );
  const ids = new Map(rows.map(({ key, id }) => [key, id]));
  return (a, b) => {
    const [one, other] = [ids.get(a) ?? '', ids.get(b) ?? ''];
    return one < other ? -1 : Number(one > other);
  };
}

/**
 * The facts with conversations as they were: an email after the instant may have tied together what was still apart.
 * Only then are the emails' own links read.
 */
export async function asTheyWere(
  session: Session,
  { facts, activityKey, conversationKeys }: OrderedFacts,
  asOf: number,
): Promise<Facts> {
  const rows = await session.query<{
    key: number;
    activity_key: number;
    message_id: string | null;
    in_reply_to: string | null;
    reference_ids: readonly string[];
    thread_id: string | null;
  }>(sql`
    select conversation.key, activity.key as activity_key, message_id, in_reply_to, reference_ids, thread_id
    from conversation
    join fact on fact.conversation_key = conversation.key
    join activity on activity.key = fact.activity_key
    where conversation.key = any(${[...conversationKeys]}::integer[]) and joined_at > ${new Date(asOf)}
      and activity.starts_at <= ${new Date(asOf)}`);
  if (rows.length === 0) return facts;
  const { numbers, count } = conversationsOf(
    rows.map((row) => ({
      messageId: row.message_id,
      inReplyTo: row.in_reply_to,
      references: row.reference_ids,
      threadId: row.thread_id,
    })),
  );
  const places = new Map(rows.map(({ activity_key }, place) => [activity_key, place]));
  const conversation = facts.conversation.map((number, fact) => {
    const place = places.get(activityKey[fact] ?? 0);
    return place === undefined ? number : facts.conversations + (numbers[place] ?? 0);
  });
  return { ...facts, conversation, conversations: facts.conversations + count };
}

async function readFactsOf(database: Database, keys: readonly number[]): Promise<FactRows> {
  const rows = await readFacts(
    database,
    copyFacts(sql`
      where fact.activity_key in (
        select activity_key from activity_record where record_key = any(${[...keys]}::integer[])
      ) and`),
  );
  return rows;
}

async function peopleOrder(session: Session, rows: FactRows): Promise<Snapshot['people']> {
  const keys = new Set<number>();
  for (let row = 0; row < rows.length; row++) {
    const end = rows.recordsStart[row] ?? 0;
    for (let n = rows.peopleStart[row] ?? 0; n < end; n++) keys.add(rows.keys[n] ?? 0);
  }
  const people = await session.query<{ key: number; type: string; id: string }>(
    sql`select key, type, id from entity where key = any(${[...keys]}::integer[])`,
  );
  const byKey = new Map(people.map((person) => [person.key, person]));
  return {
    isUser: (key) => byKey.get(key)?.type === 'user',
    isBefore: (key, other) => {
      const [a, b] = [byKey.get(key), byKey.get(other)];
      if (a === undefined || b === undefined) return false;
      return a.type === b.type ? a.id < b.id : a.type < b.type;
    },
  };
}
