/** Feeds that come as a file, like those of the demo company: read, kept and matched as fetched ones are. */

import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { Problem } from '../model/problem.ts';
import { matcherOf } from './matching.ts';
import { type Stored, storeItems } from './store.ts';
import { subjectsIn } from './subjects.ts';
import { understand } from './understanding.ts';

export type GivenFeed = {
  /** Where it is said to stand. */
  readonly url: string;
  /** Id of the account that all of it is about; null: its items are matched. */
  readonly account: string | null;
  readonly bytes: Uint8Array;
};

/**
 * Keeps what a feed holds that is nobody's but the reader's own, as of `now` (ms): unlike one that was fetched it is read
 * where we are, not in a thread of its own. It is switched off, so nobody is asked for it; given once more, it stays as
 * it is. Throws a Problem when it is no feed.
 */
export async function keepGiven(
  database: Database,
  { url, account, bytes }: GivenFeed,
  now: number,
): Promise<Stored> {
  const understood = understand({ bytes, contentType: null, url });
  if (!('feed' in understood))
    throw new Problem({ code: 'not_a_feed', message: 'This is no feed.', value: url });
  const { title, items } = understood.feed;
  const { settings } = await organizationIn(database);
  const at = new Date(now);
  return database.transaction(async (session) => {
    const [feed] = await session.query<{ key: number; accountKey: number | null }>(sql`
      insert into news_feed (kind, account_key, title, url, active, interval_minutes, added_at, fetched_at, answered_at)
      select 'own', (select key from entity where type = 'account' and id = ${account}), ${title}, ${url}, false, 60, ${at},
        ${at}, ${at}
      where not exists (select from news_feed where kind = 'own' and url = ${url})
      returning key, account_key as "accountKey"`);
    if (feed === undefined) return { added: 0, matched: 0 };
    const matcher = matcherOf(await subjectsIn(session));
    const { keepDays } = settings.news;
    return storeItems(session, { feed: { ...feed, url }, items }, { now, keepDays, matcher });
  });
}
