/**
 * Activities → facts: exclusion, attribution and conversations, in the database. One path for what comes in new, for
 * copies whose turn it is, and for activities whose people or deals have changed.
 */

import { type Directory, directoryOf } from '../analytics/directory.ts';
import { byTime, duplicatesFrom } from '../analytics/duplicates.ts';
import { exclusionRules, type Standing } from '../analytics/exclusions.ts';
import { interpret } from '../analytics/interpretation.ts';
import { addressesOf } from '../analytics/participants.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Activity } from '../model/activity.ts';
import { copiesOf, loadWithCopies, type StoredActivity } from './activities.ts';
import { joinConversations } from './conversations.ts';
import { directoryAround } from './directory.ts';
import { type FactBefore, writeFacts } from './fact-rows.ts';
import { markRecords } from './marks.ts';
import { neverAnalysed } from './never.ts';
import { organizationIn } from './organization.ts';

/**
 * Interprets the activities with these keys, those that were just `added`, and all their copies, by what the
 * transaction sees; stores their facts and marks every record that gained, lost or kept one of them. Answers when each
 * of them counts, by key.
 */
export async function attribute(
  session: Session,
  keys: readonly number[],
  added: readonly StoredActivity[] = [],
): Promise<ReadonlyMap<number, Standing>> {
  if (keys.length + added.length === 0) return new Map();
  await lockFacts(session);
  const stored = await withCopies(session, keys, added);
  const state = await organizationIn(session);
  const contents = await directoryAround(session, {
    addressKeys: [...new Set(stored.flatMap(({ addressKeys }) => addressKeys))],
    recordKeys: stored.map(({ regardingKey }) => regardingKey).filter((key) => key !== null),
    state,
  });
  const directory = directoryOf(contents);
  const users = contents.users.map(({ key }) => key);
  const rules = exclusionRules(state.settings, directory, await neverAnalysed(session, users));
  const duplicateFrom = duplicatesFrom(stored.map(({ activity }) => activity));
  const isAdded = new Set(added.map(({ key }) => key));
  const before = await factsBefore(
    session,
    stored.map(({ key }) => key).filter((key) => !isAdded.has(key)),
  );
  const conversations = await joinConversations(
    session,
    stored
      .filter(
        ({ key, activity }) => activity.kind === 'email' && before.get(key)?.conversation == null,
      )
      .map(({ key, activity }) => ({ ...activity, key })),
  );
  const facts = stored.map(({ key, activity }, place) => ({
    key,
    activity,
    meaning: interpret(activity, rules),
    duplicateFrom: duplicateFrom[place] ?? Infinity,
    conversation: conversations.get(key) ?? null,
    readers: readersOf(activity, directory),
  }));
  await writeFacts(session, facts, before);
  const touched = new Set(facts.flatMap(({ meaning }) => meaning.records));
  for (const { records } of before.values()) for (const record of records) touched.add(record);
  await markRecords(session, [...touched]);
  return new Map(
    facts.map(({ key, meaning, duplicateFrom }) => [key, { ...meaning, duplicateFrom }]),
  );
}

/** Keys of the users who are on an activity, also of those who declined: it came to them. */
function readersOf(activity: Activity, directory: Directory): readonly number[] {
  const readers = new Set<number>();
  for (const [, address] of addressesOf(activity)) {
    for (const { key, type } of directory.owners(address)) if (type === 'user') readers.add(key);
  }
  return [...readers];
}

/**
 * Until the transaction ends nobody else interprets activities or changes the rules by which they are: two batches must
 * not find two conversations for one thread, nor two first copies of one message. The number is our own.
 */
export async function lockFacts(session: Session): Promise<void> {
  await session.run(sql`select pg_advisory_xact_lock(4400001)`);
}

/** All of them with every copy, in the order of time. What was just added is not read again. */
async function withCopies(
  session: Session,
  keys: readonly number[],
  added: readonly StoredActivity[],
): Promise<readonly StoredActivity[]> {
  const all = new Map(added.map((stored) => [stored.key, stored]));
  const wanted = [...keys, ...(await copiesOf(session, added))].filter((key) => !all.has(key));
  for (const stored of await loadWithCopies(session, wanted))
    if (!all.has(stored.key)) all.set(stored.key, stored);
  return [...all.values()].sort((a, b) => byTime(a.activity, b.activity));
}

async function factsBefore(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, FactBefore>> {
  if (keys.length === 0) return new Map();
  const rows = await session.query<{
    activity_key: number;
    starts_at: number;
    records: readonly number[];
    conversation_key: number | null;
  }>(sql`
    select activity_key, starts_at, records, conversation_key from fact
    where activity_key = any(${keys}::bigint[])`);
  return new Map(
    rows.map(({ activity_key, starts_at, records, conversation_key }) => [
      activity_key,
      { startsAt: starts_at, records, conversation: conversation_key },
    ]),
  );
}
