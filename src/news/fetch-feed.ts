/** One feed, once: asked for, read, kept, and put down for the next time. */

import type { FeedFailure } from '../contract/feed-failures.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Matcher } from './matching.ts';
import type { Answer, FetchDocument } from './outgoing.ts';
import type { Reader } from './reader.ts';
import type { FeedDocument } from './reading.ts';
import { nextFetch } from './schedule.ts';
import { storeItems } from './store.ts';

/** A feed whose turn it is. */
export type DueFeed = {
  readonly key: number;
  readonly kind: 'own' | 'search' | 'site';
  readonly accountKey: number | null;
  readonly url: string;
  readonly foundUrl: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly intervalMinutes: number;
  readonly failures: number;
};

export type FetchTools = {
  readonly fetchDocument: FetchDocument;
  readonly reader: Reader;
  readonly clock: () => number;
  /** 0 ≤ chance < 1. */
  readonly chance: () => number;
  readonly matcher: Matcher;
  readonly keepDays: number;
  readonly signal: AbortSignal;
};

export type FeedOutcome = {
  readonly outcome: 'read' | 'unchanged' | 'failed';
  /** In the feed, of them not known before, and of those about an account. */
  readonly items: number;
  readonly added: number;
  readonly matched: number;
};

/** Fetches it and keeps what came and how it went; a feed that is removed meanwhile leaves nothing. */
export async function fetchFeed(
  database: Database,
  feed: DueFeed,
  tools: FetchTools,
): Promise<FeedOutcome> {
  const got = await ask(feed, tools);
  const now = tools.clock();
  return database.transaction(async (session) => {
    const [there] = await session.query<{ url: string }>(
      sql`select url from news_feed where key = ${feed.key} for update`,
    );
    // Removed, or given another address meanwhile, whose turn is to come.
    if (there?.url !== feed.url) return { outcome: 'unchanged', items: 0, added: 0, matched: 0 };
    await noteOutcome(session, feed, { got, now, chance: tools.chance() });
    if (got.outcome !== 'read') return { outcome: got.outcome, items: 0, added: 0, matched: 0 };
    const { items } = got.feed;
    // What a search brings is about the account only when it says so.
    const accountKey = feed.kind === 'search' ? null : feed.accountKey;
    const stored = await storeItems(
      session,
      { feed: { key: feed.key, url: got.url, accountKey }, items },
      { now, ...tools },
    );
    return { outcome: 'read', items: items.length, ...stored };
  });
}

type Got =
  | {
      readonly outcome: 'read';
      readonly feed: FeedDocument;
      readonly url: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
      /** The feed that the page named, or where it moved for good; null: it stands where it is said to. */
      readonly foundUrl: string | null;
    }
  | { readonly outcome: 'unchanged' }
  | {
      readonly outcome: 'failed';
      readonly because: FeedFailure;
      readonly detail: string | null;
      readonly retryAfterMs: number | null;
    };

async function ask(feed: DueFeed, tools: FetchTools): Promise<Got> {
  const { foundUrl, etag, lastModified } = feed;
  const answer = await tools.fetchDocument(
    { url: foundUrl ?? feed.url, etag, lastModified },
    tools.signal,
  );
  const read = await readAnswer(answer, tools);
  if (!('names' in read)) return read.outcome === 'read' ? foundAt(read, foundUrl) : read;
  // A page that was a feed before names no other one.
  if (read.names === null || foundUrl !== null)
    return failed(foundUrl === null ? 'no_feed_named' : 'not_a_feed');
  const named = await tools.fetchDocument(
    { url: read.names, etag: null, lastModified: null },
    tools.signal,
  );
  const second = await readAnswer(named, tools);
  if ('names' in second) return failed('not_a_feed');
  return second.outcome === 'read' ? foundAt(second, read.names) : second;
}

function foundAt(read: Extract<Got, { readonly outcome: 'read' }>, asked: string | null): Got {
  return { ...read, foundUrl: read.foundUrl ?? asked };
}

async function readAnswer(
  answer: Answer,
  { reader }: FetchTools,
): Promise<Got | { readonly names: string | null }> {
  if (answer.outcome !== 'document') return answer;
  const { bytes, contentType, url, movedTo, etag, lastModified } = answer;
  const understood = await reader.read({ bytes, contentType, url });
  if ('names' in understood) return understood;
  if ('because' in understood) return failed(understood.because);
  const { feed } = understood;
  return { outcome: 'read', feed, url, etag, lastModified, foundUrl: movedTo };
}

function failed(because: FeedFailure): Got {
  return { outcome: 'failed', because, detail: null, retryAfterMs: null };
}

async function noteOutcome(
  session: Session,
  feed: DueFeed,
  { got, now, chance }: { readonly got: Got; readonly now: number; readonly chance: number },
): Promise<void> {
  const isFailure = got.outcome === 'failed';
  const failures = isFailure ? feed.failures + 1 : 0;
  const failure = isFailure ? got.because : null;
  const next = nextFetch({
    now,
    intervalMinutes: feed.intervalMinutes,
    failures,
    failure,
    retryAfterMs: isFailure ? got.retryAfterMs : null,
    chance,
  });
  const at = new Date(now);
  await session.run(sql`
    update news_feed set fetched_at = ${at}, next_at = ${next === null ? null : new Date(next)}, failures = ${failures},
      failure = ${failure}, failure_detail = ${isFailure ? got.detail : null}
    where key = ${feed.key}`);
  if (!isFailure)
    await session.run(sql`update news_feed set answered_at = ${at} where key = ${feed.key}`);
  if (got.outcome === 'read') {
    await session.run(sql`
      update news_feed set title = ${got.feed.title}, found_url = ${got.foundUrl}, etag = ${got.etag},
        last_modified = ${got.lastModified}
      where key = ${feed.key}`);
  }
  // The page may name another feed by now.
  if (isFailure && feed.foundUrl !== null && failures >= 3) {
    await session.run(sql`
      update news_feed set found_url = null, etag = null, last_modified = null where key = ${feed.key}`);
  }
}
