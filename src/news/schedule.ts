/** When a feed is fetched next. Pure: chance comes in as a number. */

import type { FeedFailure } from '../contract/feed-failures.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

export type Outlook = {
  /** ms since 1970. */
  readonly now: number;
  readonly intervalMinutes: number;
  /** In a row; 0: it answered. */
  readonly failures: number;
  readonly failure: FeedFailure | null;
  /** Not before so many ms, when the server says so. */
  readonly retryAfterMs: number | null;
  /** 0 ≤ chance < 1. */
  readonly chance: number;
};

/**
 * The instant (ms), or null: not any more. After a failure twice as late as the time before, up to a day or to the feed's
 * own interval; a tenth sooner or later, so that feeds do not all come at once. A site without a feed is looked at weekly.
 */
export function nextFetch(outlook: Outlook): number | null {
  const { now, intervalMinutes, failures, failure, retryAfterMs, chance } = outlook;
  if (failure === 'gone') return null;
  const interval = intervalMinutes * minuteMs;
  const later = Math.min(interval * 2 ** Math.min(failures, 10), Math.max(interval, dayMs));
  const wait = failure === 'no_feed_named' ? Math.max(later, 7 * dayMs) : later;
  const spread = wait * (0.9 + chance * 0.2);
  return Math.round(now + Math.max(spread, Math.min(retryAfterMs ?? 0, 7 * dayMs)));
}
