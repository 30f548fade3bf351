/**
 * Activities → facts: exclusion, attribution and conversations, in the database. One path for what comes in new, for
 * copies whose turn it is, and for activities whose people or deals have changed.
 */

import { directoryOf } from '../analytics/directory.ts';
import { byTime, duplicatesFrom } from '../analytics/duplicates.ts';
import { exclusionRules } from '../analytics/exclusions.ts';
import { type Interpretation, interpret, kindSide } from '../analytics/interpretation.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { loadWithCopies, type StoredActivity } from './activities.ts';
import { joinConversations } from './conversations.ts';
import { directoryAround } from './directory.ts';
import { markRecords } from './marks.ts';
import { organizationIn } from './organization.ts';

/**
 * Interprets these activities and their copies by what the transaction sees, stores their facts and marks every record
 * that gained, lost or kept one of them.
 */
export async function attribute(session: Session, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await lockFacts(session);
  const stored = [...(await loadWithCopies(session, keys))].sort((a, b) =>
    byTime(a.activity, b.activity),
  );
  const { settings } = await organizationIn(session);
  const contents = await directoryAround(session, {
    addressKeys: [...new Set(stored.flatMap(({ addressKeys }) => addressKeys))],
    recordKeys: stored.map(({ regardingKey }) => regardingKey).filter((key) => key !== null),
  });
  const rules = exclusionRules(settings, directoryOf(contents));
  const duplicateFrom = duplicatesFrom(stored.map(({ activity }) => activity));
  const before = await factsBefore(
    session,
    stored.map(({ key }) => key),
  );
  const conversations = await joinConversations(
    session,
    stored
      .filter(
        ({ key, activity }) => activity.kind === 'email' && before.get(key)?.conversation == null,
      )
      .map(({ key, activity }) => ({ ...activity, key })),
  );
  const rows = stored.map((one, place) => ({
    ...one,
    meaning: interpret(one.activity, rules),
    duplicateFrom: duplicateFrom[place] ?? Infinity,
    conversation: conversations.get(one.key) ?? null,
  }));
  await writeFacts(session, rows, before);
  await markRecords(session, [
    ...new Set([
      ...rows.flatMap(({ meaning }) => meaning.records),
      ...[...before.values()].flatMap(({ records }) => records),
    ]),
  ]);
}

/**
 * One at a time: two batches must not find two conversations for one thread, nor two first copies of one message.
 * The number is our own and means nothing.
 */
async function lockFacts(session: Session): Promise<void> {
  await session.run(sql`select pg_advisory_xact_lock(4400001)`);
}

type Before = {
  readonly startsAt: number;
  readonly records: readonly number[];
  readonly conversation: number | null;
};

type Row = StoredActivity & {
  readonly meaning: Interpretation;
  readonly duplicateFrom: number;
  /** Of an email that had none; null leaves what is stored. */
  readonly conversation: number | null;
};

async function factsBefore(
  session: Session,
  keys: readonly number[],
): Promise<ReadonlyMap<number, Before>> {
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

async function writeFacts(
  session: Session,
  rows: readonly Row[],
  before: ReadonlyMap<number, Before>,
): Promise<void> {
  if (before.size > 0) {
    await session.run(sql`
      delete from activity_record using fact
      where fact.activity_key = any(${[...before.keys()]}::bigint[])
        and activity_record.activity_key = fact.activity_key
        and activity_record.record_key = any(fact.records) and activity_record.starts_at = fact.starts_at`);
  }
  await session.run(sql`
    insert into fact (activity_key, starts_at, kind_side, canceled, completes_at, duplicate_from, reason, minutes, ours,
      conversation_key, authors, people, records)
    select key, to_timestamp(starts_at / 1000), kind_side, canceled, to_timestamp(completes_at / 1000),
      to_timestamp(duplicate_from / 1000), reason, minutes, ours, conversation, authors, people::integer[],
      records::integer[]
    from unnest(
      ${rows.map(({ key }) => key)}::bigint[],
      ${rows.map(({ activity }) => activity.startsAt)}::float8[],
      ${rows.map(({ activity, meaning }) => kindSide(activity, meaning.side))}::smallint[],
      ${rows.map(({ meaning }) => meaning.canceled)}::boolean[],
      ${rows.map(({ meaning }) => meaning.completesAt)}::float8[],
      ${rows.map(({ duplicateFrom }) => duplicateFrom)}::float8[],
      ${rows.map(({ meaning }) => meaning.reason)}::text[],
      ${rows.map(({ meaning }) => meaning.minutes)}::float8[],
      ${rows.map(({ meaning }) => Math.min(meaning.ours, 32_767))}::smallint[],
      ${rows.map(({ conversation }) => conversation)}::integer[],
      ${rows.map(({ meaning }) => Math.min(meaning.authors, 255))}::smallint[],
      ${rows.map(({ meaning }) => arrayText(meaning.people))}::text[],
      ${rows.map(({ meaning }) => arrayText(meaning.records))}::text[]
    ) new (key, starts_at, kind_side, canceled, completes_at, duplicate_from, reason, minutes, ours, conversation,
      authors, people, records)
    on conflict (activity_key) do update set starts_at = excluded.starts_at, kind_side = excluded.kind_side,
      canceled = excluded.canceled, completes_at = excluded.completes_at, duplicate_from = excluded.duplicate_from,
      reason = excluded.reason, minutes = excluded.minutes, ours = excluded.ours,
      conversation_key = coalesce(excluded.conversation_key, fact.conversation_key), authors = excluded.authors, people = excluded.people,
      records = excluded.records`);
  const pairs = rows.flatMap(({ key, activity, meaning }) =>
    meaning.records.map((record) => ({ key, record, startsAt: activity.startsAt })),
  );
  await session.run(sql`
    insert into activity_record (record_key, starts_at, activity_key)
    select record, to_timestamp(starts_at / 1000), key
    from unnest(
      ${pairs.map(({ record }) => record)}::integer[],
      ${pairs.map(({ startsAt }) => startsAt)}::float8[],
      ${pairs.map(({ key }) => key)}::bigint[]
    ) new (record, starts_at, key)`);
}

function arrayText(keys: readonly number[]): string {
  return `{${keys.join(',')}}`;
}
