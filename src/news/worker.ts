/** Keeps the news, round by round: fetches what is due, matches it, and removes what is old. */

import { setTimeout as pause } from 'node:timers/promises';
import { audit } from '../audit/record.ts';
import type { Database, Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { alignAutomatic } from './automatic.ts';
import { type DueFeed, type FeedOutcome, type FetchTools, fetchFeed } from './fetch-feed.ts';
import { hostOf } from './identity.ts';
import { type Matcher, matcherOf } from './matching.ts';
import type { FetchDocument } from './outgoing.ts';
import { openReader } from './reader.ts';
import { removeOld } from './store.ts';
import { matchChanged, subjectsIn } from './subjects.ts';

export type NewsOptions = {
  readonly fetchDocument: FetchDocument;
  readonly clock: () => number;
  /** 0 ≤ chance < 1. */
  readonly chance: () => number;
  /** Breaks off what is being fetched. */
  readonly signal: AbortSignal;
  /** Between two requests to the same host (ms). */
  readonly apartMs?: number;
};

export type NewsWorker = {
  /** Fetches one feed at once, whenever it is due; null: there is none with this key. */
  readonly fetchNow: (key: number) => Promise<FeedOutcome | null>;
  /** One round: everything that is due by now. */
  readonly round: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** In one round; feeds that administrators added come first. */
const mostInRound = 30;
const hostsTogether = 4;
/** When nobody has told how it went by then, somebody else takes it. */
const takenMs = 15 * 60_000;
const removeEveryMs = 3_600_000;

/** Opens what reads documents; closed once no round is under way. */
export function openNews(database: Database, options: NewsOptions): NewsWorker {
  const { clock, signal } = options;
  const reader = openReader();
  const matching = matchingIn(database);
  let removedAt = Number.NEGATIVE_INFINITY;

  const toolsFor = async (keepDays: number): Promise<FetchTools> => {
    const { fetchDocument, chance } = options;
    return {
      fetchDocument,
      reader,
      clock,
      chance,
      matcher: await matching.current(),
      keepDays,
      signal,
    };
  };
  const round = async () => {
    const { settings, version } = await organizationIn(database);
    await matching.follow(settings.news, { version, now: clock() });
    if (clock() - removedAt >= removeEveryMs) {
      removedAt = clock();
      await forget(database, { now: removedAt, keepDays: settings.news.keepDays });
    }
    if (!settings.analyticsOn) return;
    const due = await take(database, { now: clock(), which: dueBy(clock()) });
    if (due.length === 0) return;
    const tools = await toolsFor(settings.news.keepDays);
    const hosts = [...Map.groupBy(due, (feed) => hostOf(feed.foundUrl ?? feed.url)).values()];
    await Promise.all(
      Array.from({ length: hostsTogether }, async () => {
        for (let feeds = hosts.shift(); feeds !== undefined; feeds = hosts.shift())
          await oneByOne(feeds, tools);
      }),
    );
  };
  const oneByOne = async (feeds: readonly DueFeed[], tools: FetchTools) => {
    for (const [place, feed] of feeds.entries()) {
      if (place > 0) await pause(options.apartMs ?? 2000, undefined, { signal });
      await fetchFeed(database, feed, tools);
    }
  };
  return {
    round,
    fetchNow: async (key) => {
      const [feed] = await take(database, { now: clock(), which: sql`key = ${key}` });
      if (feed === undefined) return null;
      const { settings } = await organizationIn(database);
      return fetchFeed(database, feed, await toolsFor(settings.news.keepDays));
    },
    close: reader.close,
  };
}

function dueBy(now: number): Sql {
  return sql`active and next_at <= ${new Date(now)}`;
}

/** Takes feeds for a while, so that nobody else does. */
function take(
  session: Session,
  { now, which }: { readonly now: number; readonly which: Sql },
): Promise<readonly DueFeed[]> {
  return session.query<DueFeed>(sql`
    update news_feed set next_at = ${new Date(now + takenMs)}
    where key in (
      select key from news_feed where ${which} order by kind <> 'own', next_at, key limit ${mostInRound} for update skip locked
    )
    returning key, kind, account_key as "accountKey", url, found_url as "foundUrl", etag,
      last_modified as "lastModified", interval_minutes as "intervalMinutes", failures`);
}

/** The matcher of all accounts, and whatever follows from an account or the settings being others. */
function matchingIn(database: Database) {
  let matcher: Matcher | null = null;
  let aligned: number | null = null;
  return {
    current: async (): Promise<Matcher> => {
      matcher ??= matcherOf(await subjectsIn(database));
      return matcher;
    },
    follow: async (
      settings: Parameters<typeof alignAutomatic>[1],
      { version, now }: { readonly version: number; readonly now: number },
    ): Promise<void> => {
      if (aligned !== version) {
        await database.transaction((session) =>
          alignAutomatic(session, settings, { keys: null, now }),
        );
        aligned = version;
      }
      for (;;) {
        const keys = await database.transaction(async (session) => {
          const changed = await matchChanged(session);
          if (changed.length > 0) await alignAutomatic(session, settings, { keys: changed, now });
          return changed;
        });
        if (keys.length === 0) return;
        matcher = null;
      }
    },
  };
}

async function forget(
  database: Database,
  { now, keepDays }: { readonly now: number; readonly keepDays: number },
): Promise<void> {
  await database.transaction(async (session) => {
    const news = await removeOld(session, { now, keepDays });
    if (news === 0) return;
    await audit(session, { at: now, actor: 'system', action: 'retention_ran', details: { news } });
  });
}
