/** Items of a feed → the database: each once, with the accounts that it is about. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { hostOf, isTelling, sameUrl, titleKey } from './identity.ts';
import type { Matcher } from './matching.ts';
import type { FeedItem } from './reading.ts';
import { writeMatches } from './subjects.ts';

const dayMs = 86_400_000;
/** Within so much time the same title is the same item. */
const sameWithinMs = 7 * dayMs;

export type FeedOfItems = {
  readonly key: number;
  readonly url: string;
  /** All of its items are about this account; null: they are matched alone. */
  readonly accountKey: number | null;
};

export type Stored = {
  /** Not known before. */
  readonly added: number;
  /** Of those, about an account. */
  readonly matched: number;
};

type Known = {
  readonly key: number;
  readonly identity: string;
  readonly titleKey: string;
  readonly publishedAt: number;
};
type Candidate = FeedItem & {
  readonly identity: string;
  /** What it would be known by if its page were its own, or were not. */
  readonly elsewhere: string;
  readonly titleKey: string;
  readonly at: number;
  readonly isDated: boolean;
};

/** Keeps the items that are neither known nor too old (ms), and whom they are about. */
export async function storeItems(
  session: Session,
  { feed, items }: { readonly feed: FeedOfItems; readonly items: readonly FeedItem[] },
  {
    now,
    keepDays,
    matcher,
  }: { readonly now: number; readonly keepDays: number; readonly matcher: Matcher },
): Promise<Stored> {
  const shared = pagesOfMany(items);
  const candidates = items
    .map((item) => candidateOf(item, { feed: feed.key, shared, now }))
    .filter(({ at }) => at >= now - keepDays * dayMs);
  const known = [...(await knownAmong(session, candidates))];
  const seen: number[] = [];
  let [added, matched] = [0, 0];
  for (const item of candidates) {
    const there = known.find((one) => isSame(one, item));
    const key = there?.key ?? (await insertItem(session, item, { feed: feed.key, now }));
    if (there === undefined)
      known.push({ key, identity: item.identity, titleKey: item.titleKey, publishedAt: item.at });
    else seen.push(key);
    const named =
      there === undefined ? matcher(item).map((match) => ({ item: key, ...match })) : [];
    const theirs =
      feed.accountKey === null || named.some(({ account }) => account === feed.accountKey)
        ? []
        : [
            {
              item: key,
              account: feed.accountKey,
              because: 'feed' as const,
              words: [hostOf(feed.url)],
            },
          ];
    await writeMatches(session, [...named, ...theirs]);
    if (there === undefined) added += 1;
    if (there === undefined && named.length + theirs.length > 0) matched += 1;
  }
  await session.run(sql`
    update news_item set last_seen_at = ${new Date(now)} where key = any(${seen}::integer[])`);
  return { added, matched };
}

/** Addresses that several items of a feed lead to, by other titles: an overview, and no page of theirs. */
function pagesOfMany(items: readonly FeedItem[]): ReadonlySet<string> {
  const pages = Map.groupBy(
    items.filter(({ url }) => url !== null),
    ({ url }) => sameUrl(url ?? ''),
  );
  const isOfMany = (list: readonly FeedItem[]) =>
    new Set(list.map(({ title }) => titleKey(title))).size > 1;
  return new Set(Array.from(pages).flatMap(([page, list]) => (isOfMany(list) ? page : [])));
}

function candidateOf(
  item: FeedItem,
  {
    feed,
    shared,
    now,
  }: { readonly feed: number; readonly shared: ReadonlySet<string>; readonly now: number },
): Candidate {
  const key = titleKey(item.title);
  // Nothing is published tomorrow: such a date is a mistake, and would stand above everything for ever.
  const isDated = item.publishedAt !== null && item.publishedAt <= now + dayMs;
  const page = item.url === null ? null : sameUrl(item.url);
  const own = page ?? `${feed} ${item.guid ?? key}`;
  const titled = page === null ? own : `${page} ${key}`;
  const isShared = page !== null && shared.has(page);
  return {
    ...item,
    titleKey: key,
    identity: isShared ? titled : own,
    elsewhere: isShared ? own : titled,
    at: isDated ? Math.min(item.publishedAt ?? now, now) : now,
    isDated,
  };
}

function isSame(known: Known, item: Candidate): boolean {
  if (known.identity === item.identity) return true;
  if (known.identity === item.elsewhere && known.titleKey === item.titleKey) return true;
  const apart = Math.abs(known.publishedAt - item.at);
  return known.titleKey === item.titleKey && isTelling(item.titleKey) && apart <= sameWithinMs;
}

function knownAmong(session: Session, items: readonly Candidate[]): Promise<readonly Known[]> {
  return session.query<Known>(sql`
    select key, identity, title_key as "titleKey", published_at as "publishedAt" from news_item
    where identity = any(${items.flatMap(({ identity, elsewhere }) => [identity, elsewhere])}::text[])
      or title_key = any(${items.map((item) => item.titleKey).filter(isTelling)}::text[])
    order by key`);
}

async function insertItem(
  session: Session,
  item: Candidate,
  { feed, now }: { readonly feed: number; readonly now: number },
): Promise<number> {
  const seenAt = new Date(now);
  // Another feed may have brought it at this moment.
  const [row] = await session.query<{ key: number }>(sql`
    insert into news_item (feed_key, identity, title_key, title, excerpt, url, source, source_host, published_at,
      is_dated, first_seen_at, last_seen_at)
    values (${feed}, ${item.identity}, ${item.titleKey}, ${item.title}, ${item.excerpt}, ${item.url}, ${item.source},
      ${item.sourceHost}, ${new Date(item.at)}, ${item.isDated}, ${seenAt}, ${seenAt})
    on conflict (identity) do update set last_seen_at = excluded.last_seen_at
    returning key`);
  if (row === undefined) throw new Error('No item was kept.');
  return row.key;
}

/** Removes what is older than so many days; what has no date of its own, once its feed does not list it any more. */
export function removeOld(
  session: Session,
  { now, keepDays }: { readonly now: number; readonly keepDays: number },
): Promise<number> {
  const until = new Date(now - keepDays * dayMs);
  return session.run(sql`
    delete from news_item where published_at < ${until} and (is_dated or last_seen_at < ${until})`);
}
