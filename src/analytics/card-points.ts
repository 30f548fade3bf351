/**
 * What cards are ranked by: points of the reason, which say how soon something is to be done, times a value, which says
 * what is at stake. docs/decisions has both in words.
 */

import type { RecordType } from '../model/vocabulary.ts';
import type { CardFigures, CardReason } from './card-figures.ts';

/** Days over which a missed close date gains its last point. */
const missedDays = 30;

/** The points of a reason on a record of a type. */
export function pointsOf(reason: CardReason, type: RecordType): number {
  switch (reason.code) {
    case 'meetingToday':
      return 5;
    case 'waitingForUs':
      return 3 + Math.min(2, (reason.turns - 1) / 2);
    case 'closeDateMissed':
      return 5 + Math.min(1, reason.days / missedDays);
    case 'closeDateNear':
      // From 2 points fourteen days before to 6 on the day.
      return 6 - (4 * reason.days) / 14;
    case 'healthDropped':
      return 2 + Math.min(4, (reason.scoreFrom - reason.scoreTo) / 5);
    case 'goneQuiet':
      return 3 + Math.min(2, Math.max(0, reason.presentGap / reason.allowedGap - 1));
    case 'unansweredStreak':
      return 2 + Math.min(3, (reason.emails - 2) / 2);
    case 'noActivity':
      if (type === 'account' || type === 'contact') return 0.5;
      return reason.days === null ? 1 : Math.min(3, reason.days / reason.limit);
    case 'similarToWon':
      return reason.isBehind ? 4 - (2 * reason.own) / reason.median : 1;
    case 'singleThreaded':
    case 'news':
      return 2;
  }
}

/**
 * The value of each of somebody's records: a half, and up to one more for what is at stake, which is worth one half when
 * it is the median of their open deals. At stake is a deal's worth, and on its account and its contact the sum of the
 * deals that are theirs; of a lead nobody knows, so that it has three quarters.
 */
export function cardValues(
  records: readonly CardFigures[],
): (record: Pick<CardFigures, 'key' | 'type' | 'worth'>) => number {
  const deals = records.filter(({ worth }) => worth !== null && worth > 0);
  const median = medianOf(deals.map(({ worth }) => worth ?? 0));
  const standing = new Map<number, number>();
  for (const { accountKey, contactKey, worth } of deals) {
    for (const key of [accountKey, contactKey])
      if (key !== null) standing.set(key, (standing.get(key) ?? 0) + (worth ?? 0));
  }
  return ({ key, type, worth }) => {
    if (type === 'lead') return 0.75;
    const stake = type === 'opportunity' ? (worth ?? 0) : (standing.get(key) ?? 0);
    return stake > 0 ? 0.5 + stake / (stake + median) : 0.5;
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
