/**
 * Who has gone quiet (spec §10), by each pair's own rhythm: the gaps in working days between days with inbound contact,
 * on a log scale. The next gap is foreseen by Student's distribution around the pair's mean, both its mean and its
 * spread drawn toward the organisation's as if that had shown in three more gaps (docs/decisions).
 */

import { type Facts, kindSides, type RecordFacts } from './facts.ts';
import { quantile } from './quantile.ts';
import { studentChance, studentQuantile } from './student.ts';
import { dayMs } from './zone.ts';

/** The organisation's rhythm weighs as much as so many gaps of a pair's own (spec §10). */
export const organizationGaps = 3;
/** Quiet is what is longer than this share of what the rhythm allows (spec §10). */
export const quietBeyond = 0.95;
/** Contact days, and working days without contact, below which nobody is quiet (spec §10). */
export const leastContactDays = 3;
export const leastQuietDays = 5;
/** Contact longer ago than so many days of 24 h tells nothing about today's rhythm. */
export const rhythmDays = 730;

/** Mean and variance of the natural logarithm of gaps in working days. */
export type Rhythm = { readonly mean: number; readonly variance: number };

/** What stands in for an organisation without a single gap: a working week, give or take a factor of two. */
export const unknownRhythm: Rhythm = { mean: Math.log(5), variance: Math.log(2) ** 2 };

/** How many working days there are after one day (a day number), up to and including another. */
export type DayCount = (after: number, until: number) => number;

/**
 * The calendar days (ascending) on which a record had inbound contact, an email by them, a meeting or a call, that
 * counted as of an instant (ms).
 */
export function contactDays(facts: Facts, record: RecordFacts, asOf: number): readonly number[] {
  const days: number[] = [];
  const earliest = asOf - rhythmDays * dayMs;
  for (const fact of record) {
    const sort = facts.kindSide[fact] ?? 0;
    if (sort === kindSides.emailByUs || sort >= kindSides.task) continue;
    if ((facts.countsFrom[fact] ?? 0) > asOf || (facts.countsUntil[fact] ?? 0) <= asOf) continue;
    if ((facts.startsAt[fact] ?? 0) < earliest) continue;
    const day = facts.day[fact] ?? 0;
    if (days.at(-1) !== day) days.push(day);
  }
  return days;
}

/** True when a meeting is booked: it starts after the instant (ms), and nothing but its time keeps it from counting. */
export function hasMeetingBooked(facts: Facts, record: RecordFacts, asOf: number): boolean {
  return record.some((fact) => {
    const sort = facts.kindSide[fact] ?? 0;
    if (sort !== kindSides.meetingByUs && sort !== kindSides.meetingByThem) return false;
    return (facts.startsAt[fact] ?? 0) > asOf && (facts.countsUntil[fact] ?? 0) > asOf;
  });
}

/** Gaps between contact days in working days; a weekend or holiday with contact belongs to the working day before. */
export function gapsOf(days: readonly number[], countDays: DayCount): readonly number[] {
  return days.slice(1).flatMap((day, place) => countDays(days[place] ?? day, day) || []);
}

/**
 * The rhythm of an organisation from the gaps of all its pairs: the mean of the pairs' means, each pair weighing the
 * same, and the variance of gaps around the mean of their own pair.
 */
export function organizationRhythm(pairs: Iterable<readonly number[]>): Rhythm {
  let [means, count, squares, freedom] = [0, 0, 0, 0];
  for (const gaps of pairs) {
    if (gaps.length < leastContactDays - 1) continue;
    const own = spreadOf(gaps);
    means += own.mean;
    count += 1;
    squares += own.squares;
    freedom += gaps.length - 1;
  }
  if (count === 0) return unknownRhythm;
  return {
    mean: means / count,
    variance: squares > 0 ? squares / freedom : unknownRhythm.variance,
  };
}

/** What a pair's next gap may be: Student's distribution of its logarithm. */
export type Foresight = {
  readonly mean: number;
  readonly scale: number;
  readonly freedom: number;
};

/** Foresees the next gap of a pair from its own gaps and the organisation's rhythm. */
export function foresee(gaps: readonly number[], organization: Rhythm): Foresight {
  const own = spreadOf(gaps);
  const weight = gaps.length + organizationGaps;
  const mean = (gaps.length * own.mean + organizationGaps * organization.mean) / weight;
  const variance = (own.squares + organizationGaps * organization.variance) / weight;
  return { mean, scale: Math.sqrt(variance * (1 + 1 / weight)), freedom: weight };
}

export type QuietState =
  | 'quiet'
  | 'tooFewDays'
  | 'tooRecent'
  | 'meetingBooked'
  | 'notInSync'
  | 'withinRhythm';

export type Quiet = {
  readonly state: QuietState;
  /** In working days: the median of the pair's gaps, null below three contact days; and the gap until today. */
  readonly usualGap: number | null;
  readonly presentGap: number | null;
  /** The longest present gap, in whole working days, that is still within the rhythm; null below three contact days. */
  readonly allowedGap: number | null;
  /** Share of what the rhythm allows that the present gap is longer than; 0 below three contact days. */
  readonly surprise: number;
};

/** Whether a pair has gone quiet, with the figures of its sentence: "usually every 6 working days; now 21". */
export function quietOf(
  pair: {
    readonly days: readonly number[];
    /** Day number as of which one asks. */
    readonly today: number;
    readonly hasMeeting: boolean;
    /** The mailbox or calendar that would show contact is up to date. */
    readonly isInSync: boolean;
  },
  organization: Rhythm,
  countDays: DayCount,
): Quiet {
  const { days, today } = pair;
  const last = days.at(-1);
  const gaps = gapsOf(days, countDays);
  const presentGap = last === undefined ? null : countDays(last, today);
  if (presentGap === null || gaps.length < leastContactDays - 1)
    return { state: 'tooFewDays', usualGap: null, presentGap, allowedGap: null, surprise: 0 };

  const { mean, scale, freedom } = foresee(gaps, organization);
  const longest = Math.exp(mean + scale * studentQuantile(quietBeyond, freedom));
  const usualGap = quantile(Float64Array.from(gaps).sort(), 0.5) ?? 0;
  // Never "usually every 20; now 12", however regular the organisation is.
  const allowedGap = Math.max(Math.floor(longest), Math.floor(usualGap), leastQuietDays - 1);
  const surprise =
    presentGap === 0 ? 0 : studentChance((Math.log(presentGap) - mean) / scale, freedom);
  const figures = { usualGap, presentGap, allowedGap, surprise };
  if (presentGap < leastQuietDays) return { state: 'tooRecent', ...figures };
  if (presentGap <= allowedGap) return { state: 'withinRhythm', ...figures };
  if (pair.hasMeeting) return { state: 'meetingBooked', ...figures };
  return { state: pair.isInSync ? 'quiet' : 'notInSync', ...figures };
}

/** Mean of the logarithms, and the sum of their squared distances from it. */
function spreadOf(gaps: readonly number[]): { readonly mean: number; readonly squares: number } {
  if (gaps.length === 0) return { mean: 0, squares: 0 };
  const logs = gaps.map((gap) => Math.log(gap));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { mean, squares: logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) };
}
