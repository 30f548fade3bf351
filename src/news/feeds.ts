/** Feeds as administrators see and change them; every change is in the audit log. */

import { type AuditActor, audit } from '../audit/record.ts';
import { feedFailures } from '../contract/feed-failures.ts';
import { newsLimits } from '../contract/limits.ts';
import type { AutomaticFeeds, Feed, FeedChange, FeedMake } from '../contract/news.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import { checkedAddress } from './feed-address.ts';
import { hostOf } from './identity.ts';

type Row = Omit<
  Feed,
  'items' | 'matched' | 'failure' | 'fetchedAt' | 'answeredAt' | 'nextAt' | 'account' | 'name'
> & {
  readonly given: string | null;
  readonly title: string | null;
  readonly isOfOne: boolean;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly fetched: number | null;
  readonly answered: number | null;
  readonly next: number | null;
  readonly because: string | null;
  readonly detail: string | null;
};

/** A feed without what it brought: of that, readers see no more than what is about accounts of theirs. */
export type OwnFeed = Omit<Feed, 'items' | 'matched'>;

/** Feeds that administrators added, by name; or the one with the key. Reads as whoever the session reads for. */
export async function ownFeeds(
  session: Session,
  key: number | null = null,
): Promise<readonly OwnFeed[]> {
  const rows = await session.query<Row>(sql`
    select news_feed.key as id, news_feed.name as given, title, url, found_url as "foundUrl",
      account_key is not null as "isOfOne", entity.id as "accountId", account.name as "accountName", interval_minutes as "intervalMinutes", active, fetched_at as fetched,
      answered_at as answered, next_at as next, failures, failure as because, failure_detail as detail
    from news_feed left join account on account.key = account_key left join entity on entity.key = account.key
    where kind = 'own' and news_feed.key = coalesce(${key}::integer, news_feed.key)
    order by lower(coalesce(news_feed.name, title, url)), news_feed.key`);
  return rows.map(presented);
}

function presented({
  given,
  title,
  isOfOne,
  accountId,
  accountName,
  fetched,
  answered,
  next,
  because,
  detail,
  ...row
}: Row): OwnFeed {
  const reason = feedFailures.find((one) => one === because);
  return {
    ...row,
    name: given ?? title ?? hostOf(row.url),
    // NOTE: an account that the reader does not see has neither; the feed is its own all the same.
    account: isOfOne ? { id: accountId, name: accountName } : null,
    fetchedAt: instant(fetched),
    answeredAt: instant(answered),
    nextAt: row.active ? instant(next) : null,
    failure: reason === undefined ? null : { because: reason, detail },
  };
}

/** How much feeds brought, and of that how much is about an account; whose, is not told. */
export async function withCounts(
  session: Session,
  feeds: readonly OwnFeed[],
): Promise<readonly Feed[]> {
  const rows = await session.query<{ feed: number; items: number; matched: number }>(sql`
    select feed_key as feed, count(*) as items,
      count(*) filter (where exists (select from news_match where item_key = news_item.key)) as matched
    from news_item where feed_key = any(${feeds.map(({ id }) => id)}::integer[]) group by feed_key`);
  const counts = new Map(rows.map(({ feed, ...count }) => [feed, count]));
  return feeds.map((feed) => ({ ...feed, ...(counts.get(feed.id) ?? { items: 0, matched: 0 }) }));
}

/** How feeds fare that come with a setting, by numbers. */
export async function automaticFeeds(session: Session): Promise<readonly AutomaticFeeds[]> {
  const kinds = await session.query<{
    kind: 'search' | 'site';
    feeds: number;
    waiting: number;
    items: number;
    fetched: number | null;
  }>(sql`
    select kind, count(*) as feeds, count(*) filter (where fetched_at is null) as waiting,
      (select count(*) from news_item join news_feed brought on brought.key = feed_key where brought.kind = news_feed.kind) as items,
      max(fetched_at) as fetched
    from news_feed where kind <> 'own' group by kind order by kind`);
  const failing = await session.query<{
    kind: string;
    because: string;
    feeds: number;
    next: number | null;
  }>(sql`
    select kind, failure as because, count(*) as feeds, min(next_at) as next from news_feed
    where kind <> 'own' and failure is not null group by kind, failure order by feeds desc, failure`);
  return kinds.map(({ fetched, ...row }) => ({
    ...row,
    fetchedAt: instant(fetched),
    failing: failing.flatMap(({ kind, because, feeds, next }) => {
      const reason = feedFailures.find((one) => one === because);
      return kind !== row.kind || reason === undefined
        ? []
        : [{ because: reason, feeds, nextAt: instant(next) }];
    }),
  }));
}

type By = { readonly by: AuditActor & { readonly login: number }; readonly now: number };

/** Adds a feed, due at once. `account`: the key of the one account that it is about. Throws a Problem. */
export async function addFeed(
  session: Session,
  {
    url,
    name,
    intervalMinutes,
    account,
  }: Omit<FeedMake, 'account'> & { readonly account: number | null },
  { by, now }: By,
): Promise<number> {
  assertFetchable(url);
  const [count] = await session.query<{ feeds: number }>(
    sql`select count(*) as feeds from news_feed where kind = 'own'`,
  );
  if ((count?.feeds ?? 0) >= newsLimits.feeds) throw tooMany();
  await assertNew(session, { url, account });
  const at = new Date(now);
  const [made] = await session.query<{ key: number }>(sql`
    insert into news_feed (kind, account_key, name, url, interval_minutes, added_at, added_by, next_at)
    values ('own', ${account}, ${name}, ${url}, ${intervalMinutes}, ${at}, ${by.login}, ${at})
    returning key`);
  if (made === undefined) throw new Error('No feed was made.');
  await note(session, made.key, { by, now, change: 'added', host: hostOf(url) });
  return made.key;
}

/** Changes a feed that was added; with another address it begins anew. Throws a Problem when there is none. */
export async function changeFeed(
  session: Session,
  { key, change }: { readonly key: number; readonly change: FeedChange },
  { by, now }: By,
): Promise<void> {
  const [before] = await session.query<{
    url: string;
    name: string | null;
    interval: number;
    active: boolean;
    account: number | null;
  }>(sql`
    select url, name, interval_minutes as interval, active, account_key as account from news_feed
    where key = ${key} and kind = 'own' for update`);
  if (before === undefined) throw unknownFeed(key);
  const { url = before.url, name = before.name, active = before.active } = change;
  if (url !== before.url) {
    assertFetchable(url);
    await assertNew(session, { url, account: before.account });
    await session.run(sql`
      update news_feed set url = ${url}, found_url = null, title = null, etag = null, last_modified = null, failures = 0,
        failure = null, failure_detail = null, fetched_at = null, answered_at = null
      where key = ${key}`);
  }
  await session.run(sql`
    update news_feed set name = ${name}, active = ${active},
      interval_minutes = ${change.intervalMinutes ?? before.interval}, next_at = ${new Date(now)}
    where key = ${key}`);
  await note(session, key, { by, now, change: 'changed', host: hostOf(url) });
}

/** Removes a feed that was added, with all that it brought. Throws a Problem when there is none. */
export async function removeFeed(session: Session, key: number, { by, now }: By): Promise<void> {
  const [gone] = await session.query<{ url: string }>(
    sql`delete from news_feed where key = ${key} and kind = 'own' returning url`,
  );
  if (gone === undefined) throw unknownFeed(key);
  // What other feeds have, too, was kept as an item of this one: they are to be read again, changed or not.
  await session.run(sql`update news_feed set etag = null, last_modified = null`);
  await note(session, key, { by, now, change: 'removed', host: hostOf(gone.url) });
}

function note(
  session: Session,
  key: number,
  { by, now, change, host }: By & { readonly change: string; readonly host: string },
): Promise<void> {
  const object = { type: 'feed', id: String(key) };
  return audit(session, {
    at: now,
    actor: by,
    action: 'feed_changed',
    object,
    details: { change, host },
  });
}

function assertFetchable(url: string): void {
  const checked = checkedAddress(url);
  if (!('refused' in checked)) return;
  throw new Problem({
    code: 'feed_address_refused',
    message: 'Feeds are only fetched from public addresses, over http or https.',
    field: 'url',
    // NOTE: it may hold a password.
    ...(checked.refused === 'credentials' ? {} : { value: url }),
    hint: checked.refused,
  });
}

async function assertNew(
  session: Session,
  { url, account }: { readonly url: string; readonly account: number | null },
): Promise<void> {
  const same = await session.query(sql`
    select from news_feed where kind = 'own' and url = ${url} and account_key is not distinct from ${account}`);
  if (same.length === 0) return;
  throw new Problem({
    code: 'feed_exists',
    message: 'This feed was added already.',
    field: 'url',
    value: url,
    hint: 'Change that one, or choose another account for it.',
  });
}

/** The Problem for a key that no feed has which somebody added. */
export function unknownFeed(key: number): Problem {
  return new Problem({
    code: 'feed_unknown',
    message: 'There is no feed with this id.',
    field: 'id',
    value: key,
    hint: 'GET /api/v1/feeds lists them.',
  });
}

function tooMany(): Problem {
  return new Problem({
    code: 'feed_limit',
    message: 'There are as many feeds as there can be.',
    field: 'url',
    hint: `At most ${newsLimits.feeds}: remove one first.`,
  });
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
