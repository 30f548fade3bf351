/** Response times of a record beside the mean and the median (spec §5): in working hours, percentile, censored median. */

import type { Side } from '../model/vocabulary.ts';
import type { Facts } from './facts.ts';
import { quantile } from './quantile.ts';
import { answererOf, type Turn, type Wait, waitOf } from './turns.ts';
import {
  personalHours,
  type WorkingRules,
  type WorkingTime,
  workingCalendar,
} from './working-calendar.ts';
import { hourMs } from './zone.ts';

/** Times in hours; null without answers. */
export type ResponseSpread = {
  readonly meanHours: number | null;
  readonly medianHours: number | null;
  /** Nine of ten answers came within it. */
  readonly percentile90Hours: number | null;
  /** Unanswered and pending turns are censored; null as well when fewer than half of all are answered in time. */
  readonly kaplanMeierMedianHours: number | null;
};

export type ResponseTimes = {
  readonly answered: number;
  readonly unanswered: number;
  readonly pending: number;
  readonly closing: number;
  readonly elapsed: ResponseSpread;
  /** Of the person who answers; null where nobody has working hours. */
  readonly working: ResponseSpread | null;
};

export type ResponseQuestion = {
  readonly asOf: number;
  /** Who answers. */
  readonly side: Side;
  /** Working time of a person (by key), of the organisation for null. */
  readonly workingTimeOf: ((person: number | null) => WorkingTime) | null;
  readonly isUser: (person: number) => boolean;
};

/** How long one side took to answer the given turns of a record (those of a window, or all). */
export function responseTimes(
  facts: Facts,
  turns: readonly Turn[],
  { asOf, side, workingTimeOf, isUser }: ResponseQuestion,
): ResponseTimes {
  const asked = turns.filter((turn) => turn.side !== side);
  const count = (state: Turn['state']) => asked.filter((turn) => turn.state === state).length;
  const spread = (timeOf: (wait: Wait, turn: Turn) => number) =>
    spreadOf(
      asked.flatMap((turn) => {
        const wait = waitOf(turn, asOf);
        return wait === null ? [] : { isAnswered: wait.isAnswered, time: timeOf(wait, turn) };
      }),
    );
  return {
    answered: count('answered'),
    unanswered: count('unanswered'),
    pending: count('pending'),
    closing: count('closing'),
    elapsed: spread(({ from, until }) => until - from),
    working:
      workingTimeOf === null
        ? null
        : spread(({ from, until }, turn) =>
            workingTimeOf(answererOf(facts, turn, isUser))(from, until),
          ),
  };
}

/** A time (ms) until the answer or, without one, until now. */
export type ResponseSpan = { readonly time: number; readonly isAnswered: boolean };

function spreadOf(spans: readonly ResponseSpan[]): ResponseSpread {
  const times = Float64Array.from(
    spans.filter(({ isAnswered }) => isAnswered),
    ({ time }) => time,
  ).sort();
  const hours = (ms: number | null) => (ms === null ? null : ms / hourMs);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return {
    meanHours: times.length === 0 ? null : mean / hourMs,
    medianHours: hours(quantile(times, 0.5)),
    percentile90Hours: hours(quantile(times, 0.9)),
    kaplanMeierMedianHours: hours(kaplanMeierMedian(spans)),
  };
}

/**
 * The time (ms) after which half of all turns are answered, by the estimator of Kaplan and Meier (1958): turns without
 * an answer count as long as they have lasted. Where its curve lies on one half between two answers, the middle of
 * these, so that without open turns it is the median. Null when the curve stays above one half.
 */
export function kaplanMeierMedian(spans: readonly ResponseSpan[]): number | null {
  const sorted = spans.toSorted((a, b) => a.time - b.time);
  let [waiting, place] = [1, 0];
  let halfAt: number | null = null;
  while (place < sorted.length) {
    const time = sorted[place]?.time ?? 0;
    const atRisk = sorted.length - place;
    let answers = 0;
    for (; sorted[place]?.time === time; place++) if (sorted[place]?.isAnswered) answers += 1;
    if (answers === 0) continue;
    waiting *= 1 - answers / atRisk;
    if (Math.abs(waiting - 0.5) < rounding) halfAt = time;
    else if (waiting < 0.5) return halfAt === null ? time : (halfAt + time) / 2;
  }
  return halfAt;
}

/** Products of fractions that make one half miss it by less. */
const rounding = 1e-12;

/** A user, or a contact, who has no hours of their own but may have a zone. */
export type Worker = { readonly timeZone: string | null; readonly workingHours: unknown };

/**
 * The working time of people by key: in their zone and by their hours, else by the organisation's, without its
 * holidays. Null when the organisation has no hours: it does not tell working time from other time.
 */
export function workingTimes(
  { timeZone, hours, holidays }: WorkingRules,
  workerOf: (person: number) => Worker | null,
): ((person: number | null) => WorkingTime) | null {
  if (hours.length === 0) return null;
  const calendars = new Map<string, WorkingTime>();
  const ofPeople = new Map<number | null, WorkingTime>();
  return (person) => {
    const before = ofPeople.get(person);
    if (before !== undefined) return before;
    const worker = person === null ? null : workerOf(person);
    const rules = {
      timeZone: worker?.timeZone ?? timeZone,
      hours: personalHours(worker?.workingHours) ?? hours,
      holidays,
    };
    const name = `${rules.timeZone} ${JSON.stringify(rules.hours)}`;
    const calendar = calendars.get(name) ?? workingCalendar(rules);
    calendars.set(name, calendar);
    ofPeople.set(person, calendar);
    return calendar;
  };
}
