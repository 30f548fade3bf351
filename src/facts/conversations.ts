/**
 * Keeps the conversations of emails as they come in, in any order: which emails are tied together is stored once, so
 * that reading a record needs no headers.
 */

import { hash } from 'node:crypto';
import { type EmailLinks, linksOf } from '../analytics/conversations.ts';
import { insertRows } from '../db/insert.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { BinaryRows } from './binary-rows.ts';
import { reserveKeys } from './keys.ts';

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
  const linked = [...emails]
    .sort((a, b) => a.startsAt - b.startsAt)
    .map((email) => ({
      key: email.key,
      startsAt: email.startsAt,
      links: linksOf(email).map(linkHash),
    }));
  const groups = await knownGroups(session, new Set(linked.flatMap(({ links }) => links)));
  const known = new Set(groups.keys());
  const groupOf = new Map<number, Group>();
  for (const email of linked) groupOf.set(email.key, join(groups, email));

  const live = [...new Set([...groupOf.values()].map(rootOf))];
  const made = live.filter((group) => group.key === null);
  await changeConversations(
    session,
    live.filter((group) => group.key !== null),
  );
  await makeConversations(session, made);
  await writeLinks(
    session,
    [...groups].filter(([link]) => !known.has(link)),
  );
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

type LinkedEmail = { readonly startsAt: number; readonly links: readonly string[] };

async function knownGroups(session: Session, links: ReadonlySet<string>): Promise<Groups> {
  const rows = await session.query<{
    link: string;
    key: number;
    last_at: number;
    joined_at: number | null;
  }>(sql`
    select replace(link::text, '-', '') as link, conversation.key, last_at, joined_at
    from message_link join conversation on conversation.key = conversation_key
    where link = any(${[...links]}::uuid[])`);
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
function join(groups: Groups, email: LinkedEmail): Group {
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

/** Known conversations that took emails in, or swallowed others. */
async function changeConversations(session: Session, changed: readonly Group[]): Promise<void> {
  if (changed.length === 0) return;
  await session.run(sql`
    update conversation set last_at = to_timestamp(new.last_at / 1000), joined_at = to_timestamp(new.joined_at / 1000)
    from unnest(
      ${changed.map(({ key }) => key)}::integer[],
      ${changed.map(({ lastAt }) => lastAt)}::float8[],
      ${changed.map(({ joinedAt }) => (Number.isFinite(joinedAt) ? joinedAt : null))}::float8[]
    ) new (key, last_at, joined_at)
    where conversation.key = new.key`);
  const merged = changed.flatMap(({ key, swallowed }) =>
    swallowed.map((old) => [old, key] as const),
  );
  if (merged.length === 0) return;
  const [from, into] = [merged.map(([old]) => old), merged.map(([, key]) => key)];
  const pairs = sql`unnest(${from}::integer[], ${into}::integer[]) merged (old, kept)`;
  await session.run(
    sql`update message_link set conversation_key = kept from ${pairs} where conversation_key = old`,
  );
  await session.run(
    sql`update fact set conversation_key = kept from ${pairs} where conversation_key = old`,
  );
  await session.run(sql`delete from conversation where key = any(${from}::integer[])`);
}

/** Gives new conversations their keys and writes them. */
async function makeConversations(session: Session, made: readonly Group[]): Promise<void> {
  if (made.length === 0) return;
  const keys = await reserveKeys(session, 'conversation', made.length);
  const rows = new BinaryRows();
  made.forEach((group, place) => {
    group.key = keys[place] ?? 0;
    rows.begin(3);
    rows.integer(group.key);
    rows.instant(group.lastAt);
    rows.instant(Number.isFinite(group.joinedAt) ? group.joinedAt : null);
  });
  rows.end();
  const columns = ['key', 'last_at', 'joined_at'];
  await insertRows(session, { table: 'conversation', columns }, [rows.take()]);
}

async function writeLinks(
  session: Session,
  links: readonly (readonly [string, Group])[],
): Promise<void> {
  if (links.length === 0) return;
  const rows = new BinaryRows();
  for (const [link, group] of links) {
    rows.begin(2);
    rows.uuid(link);
    rows.integer(rootOf(group).key);
  }
  rows.end();
  const columns = ['link', 'conversation_key'];
  await insertRows(session, { table: 'message_link', columns }, [rows.take()]);
}

function rootOf(group: Group): Group {
  let root = group;
  while (root.parent !== null) root = root.parent;
  return root;
}

/** 128 bits of SHA-256 as a uuid: short, and no id of somebody's message in an index. */
function linkHash(link: string): string {
  return hash('sha256', link, 'hex').slice(0, 32);
}
