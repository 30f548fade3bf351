/** What somebody decides on a card of theirs: not before some day, not any more, done; or nothing after all. */

import { awayDays, type CardDecision } from '../analytics/card-day.ts';
import { dayNumbers, dayText } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { Problem } from '../model/problem.ts';
import { decideCard, ownCardKind } from './kept.ts';

/** The latest day to snooze until, from today. */
const mostSnoozeDays = 366;

export type Decision =
  | { readonly what: 'snoozed'; readonly until: string }
  | { readonly what: Exclude<CardDecision, 'snoozed'> }
  | { readonly what: null };

/**
 * Keeps a decision on the card with this key at an instant (ms); answers the day from which on it may be shown again.
 * Throws a Problem when the card is none of theirs, or the day is not one to come.
 */
export async function decide(
  session: Session,
  {
    login,
    card,
    timeZone,
    now,
  }: {
    readonly login: number;
    readonly card: number;
    readonly timeZone: string;
    readonly now: number;
  },
  decision: Decision,
): Promise<string | null> {
  const kind = await ownCardKind(session, login, card);
  if (kind === null) throw cardUnknown(card);
  if (decision.what === null) {
    await decideCard(session, card, null);
    return null;
  }
  const today = dayNumbers(timeZone)(now);
  const days = awayDays(kind);
  const away = days === null ? null : dayText(today + days);
  const until = decision.what === 'snoozed' ? toCome(decision.until, today) : away;
  await decideCard(session, card, { decision: decision.what, at: now, until });
  return until;
}

function toCome(day: string, today: number): string {
  if (day > dayText(today) && day <= dayText(today + mostSnoozeDays)) return day;
  throw new Problem({
    code: 'request_invalid',
    message: 'A card is snoozed until a day that is to come.',
    field: 'until',
    value: day,
    hint: `From ${dayText(today + 1)} to ${dayText(today + mostSnoozeDays)}.`,
  });
}

function cardUnknown(card: number): Problem {
  return new Problem({
    code: 'card_unknown',
    message: 'You have no card with this id.',
    field: 'id',
    value: card,
    hint: 'GET /api/v1/cards lists them.',
  });
}
