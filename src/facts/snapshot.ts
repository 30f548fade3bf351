/** What figures are computed from, read out of the database for some records: the read side of facts. */

import { conversationsOf, type EmailLinks } from '../analytics/conversations.ts';
import type { Facts } from '../analytics/facts.ts';
import type { Worker } from '../analytics/response-hours.ts';
import type { Snapshot } from '../analytics/snapshot.ts';
import { dayNumbers } from '../analytics/zone.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { copyFacts, type FactRows, readFacts } from './columns.ts';
import { type OrderedFacts, ordered } from './order.ts';
import { loadWithParts, type RecordHead } from './records.ts';

export type StoredSnapshot = Snapshot & {
  readonly heads: readonly RecordHead[];
  readonly people: StoredPeople;
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
  const heads = await loadWithParts(database, recordKeys);
  return snapshotAround(database, heads, { asOf, timeZone });
}

/** The same around records that were read with their parts (`loadWithParts`). */
export async function snapshotAround(
  database: Database,
  heads: readonly RecordHead[],
  { asOf, timeZone }: { readonly asOf: number; readonly timeZone: string },
): Promise<StoredSnapshot> {
  const rows = await readFactsOf(
    database,
    heads.map(({ key }) => key),
  );
  const keys = keysIn(rows, heads);
  const [people, tied] = await Promise.all([
    peopleOrder(database, rows),
    tiedLater(database, asOf, conversationsIn(rows)),
  ]);
  const idsOf = (activities: readonly number[]) => activityIds(database, activities);
  const read = await ordered([rows], { dayOf: dayNumbers(timeZone), idsOf, keys });
  const facts = asTheyWere(read, tied);
  return { ...snapshotOf({ ...read, facts }, { records: heads, keys, people }), heads, people };
}

function conversationsIn({ conversation, length }: FactRows): readonly number[] {
  return [...new Set(conversation.subarray(0, length))].filter((key) => key >= 0);
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

/** The largest key that facts or records have, plus one. */
export function keysIn(rows: FactRows, records: readonly RecordHead[] = []): number {
  let largest = 0;
  for (let n = 0; n < rows.keysLength; n++) largest = Math.max(largest, rows.keys[n] ?? 0);
  for (const { key } of records) largest = Math.max(largest, key);
  return largest + 1;
}

/** The largest key of a person or record there is, plus one. */
export async function keyCount(session: Session): Promise<number> {
  const [row] = await session.query<{ keys: number }>(
    sql`select coalesce(max(key), 0) + 1 as keys from entity`,
  );
  return row?.keys ?? 1;
}

/** Ids of activities by key. */
export async function activityIds(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await session.query<{ key: number; id: string }>(
    sql`select key, id from activity where key = any(${keys}::bigint[])`,
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** An email of a conversation that was still in parts as of some instant, with what ties it to others. */
export type TiedEmail = EmailLinks & { readonly activityKey: number };

/**
 * The emails up to an instant (ms) of those conversations that an email after it has tied together. Without
 * `conversationKeys` of all there are.
 */
export async function tiedLater(
  session: Session,
  asOf: number,
  conversationKeys?: readonly number[],
): Promise<readonly TiedEmail[]> {
  const among =
    conversationKeys === undefined
      ? sql``
      : sql`conversation.key = any(${conversationKeys}::integer[]) and`;
  return session.query<TiedEmail>(sql`
    select activity.key as "activityKey", message_id as "messageId", in_reply_to as "inReplyTo",
      reference_ids as "references", thread_id as "threadId"
    from conversation
    join fact on fact.conversation_key = conversation.key
    join activity on activity.key = fact.activity_key
    where ${among} joined_at > ${new Date(asOf)} and activity.starts_at <= ${new Date(asOf)}`);
}

/** The facts with conversations as they were: by the links of the emails that were there. */
export function asTheyWere(
  { facts, activityKey }: OrderedFacts,
  emails: readonly TiedEmail[],
): Facts {
  if (emails.length === 0) return facts;
  const { numbers, count } = conversationsOf(emails);
  const places = new Map(emails.map((email, place) => [email.activityKey, place]));
  const conversation = facts.conversation.map((number, fact) => {
    const place = places.get(activityKey[fact] ?? 0);
    return place === undefined ? number : facts.conversations + (numbers[place] ?? 0);
  });
  return { ...facts, conversation, conversations: facts.conversations + count };
}

/** NOTE: an array of keys, and no join, so that the server goes through the index and the table once and in order. */
function readFactsOf(database: Database, keys: readonly number[]): Promise<FactRows> {
  return readFacts(
    database,
    copyFacts(sql`
      where fact.activity_key = any(array(
        select activity_key from activity_record where record_key = any(${[...keys]}::integer[])
      )) and`),
  );
}

/** Who the people of facts are, their order, and when they work where they have a zone or hours of their own. */
export type StoredPeople = Snapshot['people'] & {
  readonly workerOf: (key: number) => Worker | null;
};

/** The people of facts. */
export function peopleOrder(session: Session, rows: FactRows): Promise<StoredPeople> {
  const keys = new Set<number>();
  for (let row = 0; row < rows.length; row++) {
    const end = rows.recordsStart[row] ?? 0;
    for (let n = rows.peopleStart[row] ?? 0; n < end; n++) keys.add(rows.keys[n] ?? 0);
  }
  return peopleWith(session, [...keys]);
}

/** The people with these keys. */
export async function peopleWith(session: Session, keys: readonly number[]): Promise<StoredPeople> {
  const people = await session.query<Worker & { key: number; type: string; id: string }>(sql`
    select entity.key, type, id, coalesce(app_user.time_zone, contact.time_zone) as "timeZone",
      app_user.working_hours as "workingHours"
    from entity left join app_user using (key) left join contact using (key)
    where entity.key = any(${keys}::integer[])`);
  const byKey = new Map(people.map((person) => [person.key, person]));
  return {
    isUser: (key) => byKey.get(key)?.type === 'user',
    isBefore: (key, other) => {
      const [a, b] = [byKey.get(key), byKey.get(other)];
      if (a === undefined || b === undefined) return false;
      return a.type === b.type ? a.id < b.id : a.type < b.type;
    },
    workerOf: (key) => byKey.get(key) ?? null,
  };
}
