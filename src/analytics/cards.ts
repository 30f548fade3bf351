/**
 * Insight cards (spec §10): what the figures of somebody's open records ask of them today. Each card has a reason with
 * the figures of its sentence, and a cause: a card that was put away stays away as long as its cause is the same.
 */

import type { Settings } from '../model/entities.ts';
import { type CardKind, grades, healthCardKinds, type RecordType } from '../model/vocabulary.ts';
import type { Card, CardFigures, CardReason } from './card-figures.ts';
import { cardValues, pointsOf } from './card-points.ts';
import { gradeOf } from './health.ts';
import { dayMs, dayText, instantText } from './zone.ts';

/** Days before its close date from which on a deal has a card. */
export const closeNearDays = 14;
/** Emails without an answer in a row from which on there is a card (spec §10). */
export const leastStreak = 3;
/** Activities of 180 days below which one cannot say that a deal hangs by one thread. */
export const leastCarried = 5;
/** Accounts and contacts that were quiet for so many times the days are no news. */
export const quietPeopleMost = 3;
/** News are new for so many days. */
export const newsDays = 7;

export type CardQuestion = {
  /** ms */
  readonly now: number;
  /** Its day number in the organisation's zone. */
  readonly today: number;
  /** Days without activity after which a card says so. */
  readonly days: Readonly<Record<RecordType, number>>;
  readonly grades: Settings['grades'];
  readonly showHealth: boolean;
  readonly isOn: (kind: CardKind) => boolean;
};

/** All cards of somebody's open records, the most pressing first. */
export function cardsOf(records: readonly CardFigures[], question: CardQuestion): readonly Card[] {
  const valueFor = cardValues(records);
  return records
    .flatMap((record) =>
      reasonsOf(record, question)
        .filter(({ reason }) => isShown(reason.code, question))
        .map(({ reason, cause }) => {
          const points = pointsOf(reason, record.type);
          const value = valueFor(record);
          return {
            record: record.key,
            customer: customerOf(record),
            ...{ type: record.type, kind: reason.code, cause, reason },
            ...{ points, value, priority: points * value },
            group: groupOf(record, reason.code, cause),
          };
        }),
    )
    .sort(byPriority);
}

/** The most pressing first; of equals the earlier record. */
export function byPriority(a: Card, b: Card): number {
  return b.priority - a.priority || a.record - b.record || (a.kind < b.kind ? -1 : 1);
}

function isShown(kind: CardKind, { showHealth, isOn }: CardQuestion): boolean {
  return isOn(kind) && (showHealth || !healthCardKinds.includes(kind));
}

type Found = { readonly reason: CardReason; readonly cause: string };

function reasonsOf(record: CardFigures, question: CardQuestion): readonly Found[] {
  return [
    meetingToday(record),
    waitingForUs(record),
    closeDate(record, question),
    healthDropped(record, question),
    goneQuiet(record),
    unansweredStreak(record),
    noActivity(record, question),
    singleThreaded(record),
    similarToWon(record),
    news(record),
  ].filter((found) => found !== null);
}

function meetingToday({ meeting }: CardFigures): Found | null {
  if (meeting === null) return null;
  const at = instantText(meeting.at);
  return { reason: { code: 'meetingToday', at, meetings: meeting.meetings }, cause: at };
}

/** Whoever writes once more waits anew. */
function waitingForUs({ turns, lastInboundAt }: CardFigures): Found | null {
  if (turns === 0 || lastInboundAt === null) return null;
  const since = instantText(lastInboundAt);
  return { reason: { code: 'waitingForUs', turns, since }, cause: since };
}

function closeDate({ type, closeOn }: CardFigures, { today }: CardQuestion): Found | null {
  if (type !== 'opportunity' || closeOn === null) return null;
  const on = dayText(closeOn);
  const days = closeOn - today;
  if (days < 0) return { reason: { code: 'closeDateMissed', on, days: -days }, cause: on };
  if (days > closeNearDays) return null;
  return { reason: { code: 'closeDateNear', on, days }, cause: on };
}

function healthDropped(
  { score, scoreBefore }: CardFigures,
  { grades: thresholds }: CardQuestion,
): Found | null {
  if (score === null || scoreBefore === null) return null;
  const [from, to] = [gradeOf(scoreBefore, thresholds), gradeOf(score, thresholds)];
  if (grades.indexOf(to) <= grades.indexOf(from)) return null;
  return {
    reason: { code: 'healthDropped', from, to, scoreFrom: scoreBefore, scoreTo: score },
    cause: `${from} to ${to}`,
  };
}

function goneQuiet({ quiet }: CardFigures): Found | null {
  if (quiet === null) return null;
  const since = dayText(quiet.since);
  const lastKnown = quiet.lastKnown === null ? null : dayText(quiet.lastKnown);
  return { reason: { code: 'goneQuiet', ...quiet, since, lastKnown }, cause: since };
}

function unansweredStreak({ streak }: CardFigures): Found | null {
  if (streak === null || streak.emails < leastStreak) return null;
  const since = instantText(streak.since);
  return { reason: { code: 'unansweredStreak', emails: streak.emails, since }, cause: since };
}

/** Of leads and deals from their creation on, if nothing has happened; accounts and contacts only after something has. */
function noActivity(
  { type, lastAt, createdAt }: CardFigures,
  { now, days }: CardQuestion,
): Found | null {
  const isDeal = isOfDeals(type);
  const limit = days[type];
  const since = lastAt ?? (isDeal ? createdAt : null);
  if (since === null) {
    const never = { code: 'noActivity' as const, days: null, since: null, limit };
    return isDeal ? { reason: never, cause: 'never' } : null;
  }
  const quiet = (now - since) / dayMs;
  if (quiet < limit || (!isDeal && quiet > limit * quietPeopleMost)) return null;
  const text = instantText(since);
  return {
    reason: { code: 'noActivity', days: Math.floor(quiet), since: text, limit },
    cause: text,
  };
}

function singleThreaded({ type, coverage }: CardFigures): Found | null {
  if (type !== 'opportunity' || coverage === null || !coverage.single) return null;
  if (coverage.activities < leastCarried) return null;
  const { theirs: people, activities } = coverage;
  return { reason: { code: 'singleThreaded', people, activities }, cause: 'theirs' };
}

/** Told is what it lacks most beside the won ones; when it lacks nothing, all that has happened on it. */
function similarToWon({ type, likeness }: CardFigures): Found | null {
  if (type !== 'opportunity' || likeness === null) return null;
  const { nearest, known, beside } = likeness;
  const [lacking] = beside
    .filter(({ own, lowerQuartile }) => own < lowerQuartile)
    .sort((a, b) => a.own / a.median - b.own / b.median);
  const told = lacking ?? beside.find(({ measure }) => measure === 'activities');
  if (told === undefined) return null;
  const { measure, own, median } = told;
  const isBehind = lacking !== undefined;
  return {
    reason: { code: 'similarToWon', nearest, known, measure, own, median, isBehind },
    cause: isBehind ? 'behind' : 'beside',
  };
}

/** An item that is newer makes another card. */
function news({ news: found }: CardFigures): Found | null {
  if (found === null) return null;
  const { key, publishedAt, ...told } = found;
  return {
    reason: { code: 'news', ...told, at: instantText(publishedAt) },
    cause: `item ${key}`,
  };
}

/** One email or meeting stands on a deal, its contact and its account alike: it is one card, that of the nearest. */
function groupOf(record: CardFigures, kind: CardKind, cause: string): string {
  const customer = customerOf(record);
  return shared.has(kind) && customer !== null
    ? `${kind} ${customer} ${cause}`
    : `${kind} of ${record.key} ${cause}`;
}

function customerOf({ key, type, accountKey }: CardFigures): number | null {
  return type === 'account' ? key : accountKey;
}

const shared: ReadonlySet<CardKind> = new Set([
  'meetingToday',
  'waitingForUs',
  'goneQuiet',
  'unansweredStreak',
  'noActivity',
  'news',
]);

/** True of leads and opportunities. */
export function isOfDeals(type: RecordType): boolean {
  return type === 'lead' || type === 'opportunity';
}
