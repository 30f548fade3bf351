/** News about the account of a record, as a person may see them, and what people said is not about it. */

import type { News } from '../../contract/news.ts';
import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { oneOf } from '../../facts/activities.ts';
import { Problem } from '../../model/problem.ts';
import { notRejected } from '../../news/rejected.ts';
import { readCursor, writeCursor } from '../cursor.ts';

export type NewsAccount = { readonly key: number; readonly id: string; readonly name: string };

/** The account itself, or that of a contact; null: the contact has none. */
export async function accountOf(
  session: Session,
  { collection, key }: { readonly collection: 'accounts' | 'contacts'; readonly key: number },
): Promise<NewsAccount | null> {
  const [account] = await session.query<NewsAccount>(sql`
    select account.key, entity.id, account.name from account join entity using (key)
    where account.key = ${collection === 'accounts' ? key : sql`(select account_key from contact where key = ${key})`}`);
  return account ?? null;
}

const reasons = ['name', 'domain', 'feed'] as const;

/** A page of what is about an account, newest first, without what is not about it. */
export async function newsOf(
  session: Session,
  account: number,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Pick<News, 'items' | 'next'>> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const from = after === null ? null : Date.parse(after.value ?? '');
  const later =
    from === null || !Number.isFinite(from)
      ? sql`true`
      : sql`(published_at, news_item.key) < (${new Date(from)}, ${after?.key ?? 0})`;
  const rows = await session.query<{
    id: number;
    title: string;
    excerpt: string | null;
    url: string | null;
    source: string;
    published: number;
    dated: boolean;
    because: string;
    words: readonly string[];
  }>(sql`
    select news_item.key as id, title, excerpt, url, source, published_at as published, is_dated as dated, because, words
    from news_match join news_item on news_item.key = item_key
    where account_key = ${account} and ${notRejected} and ${later}
    order by published_at desc, news_item.key desc limit ${limit + 1}`);
  const items = rows.slice(0, limit).map(({ published, because, words, ...row }) => ({
    ...row,
    publishedAt: new Date(published).toISOString(),
    because: oneOf(reasons, because) ?? 'name',
    words: [...words],
  }));
  const last = items.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items, next: isMore ? writeCursor({ value: last.publishedAt, key: last.id }) : null };
}

/** By what an item is known again, when the person that the session reads for sees it at the account. */
export async function rejectable(
  session: Session,
  { account, item }: { readonly account: number; readonly item: number },
): Promise<{ readonly identity: string; readonly sourceHost: string }> {
  const [row] = await session.query<{ identity: string; sourceHost: string }>(sql`
    select identity, source_host as "sourceHost" from news_match join news_item on news_item.key = item_key
    where account_key = ${account} and item_key = ${item}`);
  if (row !== undefined) return row;
  throw new Problem({
    code: 'news_unknown',
    message: 'There is no such item about this account.',
    field: 'item',
    value: item,
    hint: 'It may have been removed since; load the news anew.',
  });
}

export type Rejection = {
  readonly account: number;
  readonly kind: 'item' | 'source';
  readonly value: string;
};

/** Remembers that something is not about the account; answers whether that is new. */
export async function reject(
  session: Session,
  { account, kind, value }: Rejection,
  { login, now }: { readonly login: number; readonly now: number },
): Promise<boolean> {
  const added = await session.run(sql`
    insert into news_rejection (account_key, kind, value, rejected_by, rejected_at)
    values (${account}, ${kind}, ${value}, ${login}, ${new Date(now)}) on conflict do nothing`);
  return added > 0;
}

/** Forgets that an item, or its source, is not about the account; answers how much was forgotten. */
export function restore(
  session: Session,
  {
    account,
    identity,
    sourceHost,
  }: { readonly account: number; readonly identity: string; readonly sourceHost: string },
): Promise<number> {
  return session.run(sql`
    delete from news_rejection
    where account_key = ${account} and (kind, value) in (('item', ${identity}), ('source', ${sourceHost}))`);
}
