/** News about accounts that came in since an instant: what a card tells. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { notRejected } from './rejected.ts';

export type NewsSince = {
  readonly accountKey: number;
  /** How many items. */
  readonly items: number;
  /** The newest of them. */
  readonly latest: {
    readonly key: number;
    readonly title: string;
    /** null: it has no page of its own. */
    readonly url: string | null;
    readonly source: string;
    /** ms since 1970. */
    readonly publishedAt: number;
  };
};

/**
 * For each of the accounts (keys) about which something was first seen after `since` and published after it (ms), in
 * the order of the keys: how much and the newest. Reads as whoever the session reads for; what was said to be about
 * somebody else is left out.
 */
export async function newsSince(
  session: Session,
  accountKeys: readonly number[],
  since: number,
): Promise<readonly NewsSince[]> {
  const from = new Date(since);
  const rows = await session.query<NewsSince['latest'] & { accountKey: number; items: number }>(sql`
    select distinct on (account_key) account_key as "accountKey",
      count(*) over (partition by account_key) as items,
      news_item.key, title, url, source, published_at as "publishedAt"
    from news_match join news_item on news_item.key = item_key
    where account_key = any(${accountKeys}::integer[])
      and first_seen_at > ${from} and published_at > ${from} and ${notRejected}
    order by account_key, published_at desc, news_item.key desc`);
  return rows.map(({ accountKey, items, ...latest }) => ({ accountKey, items, latest }));
}
