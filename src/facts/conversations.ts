/**
 * Keeps the conversations of emails as they come in, in any order: which emails are tied together is stored once, so
 * that reading a record needs no headers.
 */

import { createHash } from 'node:crypto';
import { type EmailLinks, linksOf } from '../analytics/conversations.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

export type Email = EmailLinks & { readonly key: number; readonly startsAt: number };

/**
 * The conversation of each email that has none yet, by the email's key; conversations that the emails tie together
 * become one. NOTE: the caller holds the lock on facts, so no other email finds its conversation meanwhile.
 */
export async function joinConversations(
  session: Session,
  emails: readonly Email[],
): Promise<ReadonlyMap<number, number>> {
  if (emails.length === 0) return new Map();
  const hashed = [...emails]
    .sort((a, b) => a.startsAt - b.startsAt)
    .map((email) => ({ ...email, links: linksOf(email).map(linkHash) }));
  const groups = await knownGroups(
    session,
    hashed.flatMap(({ links }) => links),
  );
  const groupOf = new Map<number, Group>();
  for (const email of hashed) groupOf.set(email.key, join(groups, email));

  const live = new Set([...groupOf.values()].map(rootOf));
  const made = [...live].filter((group) => group.key === null);
  const keys = await newConversations(session, made.length);
  made.forEach((group, place) => {
    group.key = keys[place] ?? null;
  });
  await writeGroups(session, [...live], groups);
  return new Map([...groupOf].map(([email, group]) => [email, rootOf(group).key ?? 0]));
}

/** Forgets the conversations, so that their emails can find new ones; answers the keys of those emails. */
export async function dissolveConversations(
  session: Session,
  activityKeys: readonly number[],
): Promise<readonly number[]> {
  const rows = await session.query<{ activity_key: number; conversation_key: number }>(sql`
    update fact set conversation_key = null
    from (select distinct conversation_key as key from fact where activity_key = any(${activityKeys}::bigint[])) old
    where fact.conversation_key = old.key
    returning activity_key, old.key as conversation_key`);
  const conversations = [...new Set(rows.map(({ conversation_key }) => conversation_key))];
  await session.run(
    sql`delete from message_link where conversation_key = any(${conversations}::integer[])`,
  );
  await session.run(sql`delete from conversation where key = any(${conversations}::integer[])`);
  return rows.map(({ activity_key }) => activity_key);
}

/** A conversation in the making: a tree of groups whose root stands for all. */
type Group = {
  /** Null until the database has given one. */
  key: number | null;
  parent: Group | null;
  lastAt: number;
  /** As of earlier instants its emails may have been apart; -Infinity: they never were. */
  joinedAt: number;
  /** Known conversations that this one has swallowed. */
  readonly swallowed: number[];
};

type Groups = Map<string, Group>;

async function knownGroups(session: Session, links: readonly string[]): Promise<Groups> {
  const rows = await session.query<{
    link: string;
    key: number;
    last_at: number;
    joined_at: number | null;
  }>(sql`
    select replace(link::text, '-', '') as link, conversation.key, last_at, joined_at
    from message_link join conversation on conversation.key = conversation_key
    where link = any(${[...new Set(links)]}::uuid[])`);
  const byKey = new Map<number, Group>();
  return new Map(
    rows.map(({ link, key, last_at, joined_at }) => {
      const known = byKey.get(key) ?? {
        key,
        parent: null,
        lastAt: last_at,
        joinedAt: joined_at ?? Number.NEGATIVE_INFINITY,
        swallowed: [],
      };
      byKey.set(key, known);
      return [link, known];
    }),
  );
}

/** Takes an email in. Emails come in the order of time; only one that is older than what is known, or that ties groups
 * together, makes a conversation that was apart before. */
function join(groups: Groups, email: Email & { readonly links: readonly string[] }): Group {
  const touched = new Set(
    email.links
      .map((link) => groups.get(link))
      .filter((group) => group !== undefined)
      .map(rootOf),
  );
  const [first, ...others] = [...touched].sort((a, b) => (a.key ?? Infinity) - (b.key ?? Infinity));
  const group = first ?? {
    key: null,
    parent: null,
    lastAt: email.startsAt,
    joinedAt: Number.NEGATIVE_INFINITY,
    swallowed: [],
  };
  const isLate = email.startsAt < group.lastAt;
  for (const other of others) {
    other.parent = group;
    group.lastAt = Math.max(group.lastAt, other.lastAt);
    group.joinedAt = Math.max(group.joinedAt, other.joinedAt);
    group.swallowed.push(...other.swallowed, ...(other.key === null ? [] : [other.key]));
  }
  group.lastAt = Math.max(group.lastAt, email.startsAt);
  if (isLate || others.length > 0) group.joinedAt = group.lastAt;
  for (const link of email.links) groups.set(link, group);
  return group;
}

async function newConversations(session: Session, count: number): Promise<readonly number[]> {
  if (count === 0) return [];
  const rows = await session.query<{ key: number }>(sql`
    insert into conversation (last_at) select 'epoch' from generate_series(1, ${count}::integer) returning key`);
  return rows.map(({ key }) => key);
}

async function writeGroups(session: Session, live: readonly Group[], links: Groups): Promise<void> {
  await session.run(sql`
    update conversation set last_at = to_timestamp(new.last_at / 1000), joined_at = to_timestamp(new.joined_at / 1000)
    from unnest(
      ${live.map(({ key }) => key)}::integer[],
      ${live.map(({ lastAt }) => lastAt)}::float8[],
      ${live.map(({ joinedAt }) => (Number.isFinite(joinedAt) ? joinedAt : null))}::float8[]
    ) new (key, last_at, joined_at)
    where conversation.key = new.key`);
  const merged = live.flatMap((group) => group.swallowed.map((key) => [key, group.key] as const));
  if (merged.length > 0) {
    const [from, into] = [merged.map(([key]) => key), merged.map(([, key]) => key)];
    const pairs = sql`unnest(${from}::integer[], ${into}::integer[]) merged (old, kept)`;
    await session.run(
      sql`update message_link set conversation_key = kept from ${pairs} where conversation_key = old`,
    );
    await session.run(
      sql`update fact set conversation_key = kept from ${pairs} where conversation_key = old`,
    );
    await session.run(sql`delete from conversation where key = any(${from}::integer[])`);
  }
  const entries = [...links].map(([link, group]) => [link, rootOf(group).key] as const);
  await session.run(sql`
    insert into message_link (link, conversation_key)
    select * from unnest(${entries.map(([link]) => link)}::uuid[], ${entries.map(([, key]) => key)}::integer[])
    on conflict (link) do nothing`);
}

function rootOf(group: Group): Group {
  let root = group;
  while (root.parent !== null) root = root.parent;
  return root;
}

/** 128 bits of SHA-256 as a uuid: short, and no id of somebody's message in an index. */
function linkHash(link: string): string {
  return createHash('sha256').update(link).digest('hex').slice(0, 32);
}
