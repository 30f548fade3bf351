/**
 * Relationship health (spec §6) of a contact, lead or opportunity: four factors of the counted activities of the last
 * 180 days, each a value from 0 to 1. The whole points of the factors make the score.
 */

import type { Settings } from '../model/entities.ts';
import type { Grade, HealthFactor, HealthState, Trend } from '../model/vocabulary.ts';
import { type Facts, isAuthor, kindSides, type RecordFacts, takesPart } from './facts.ts';
import { dayMs, hourMs } from './zone.ts';

/** Days looked at, and days between the two scores that make a trend. */
export const healthDays = 180;
export const trendDays = 30;

export const factorPoints = { recency: 40, frequency: 35, engagement: 15, mix: 10 } as const;

/** Days in each communication frequency (spec §2). */
export const frequencyDays = {
  daily: 1,
  fewDays: 3,
  weekly: 7,
  fewWeeks: 14,
  monthly: 30,
} as const;

/** What an activity of each kind is worth before the administrator's influence. */
export const baseValues = { email: 1, appointment: 2, phonecall: 1.5, task: 0.5 } as const;

/** Below this difference in 30 days the trend is steady. */
export const trendStep = 5;

/** What of the settings health depends on, made ready once. */
export type HealthRules = {
  readonly period: number;
  /** 2^(−k/H) for k days ago. */
  readonly decay: Float64Array;
  /** Of an activity, by its place in `kindSide`. */
  readonly values: Float64Array;
  readonly responseGraceHours: number;
  readonly grades: Settings['grades'];
};

/** The rules that the settings make, ready to be asked once per activity. */
export function healthRules(settings: Settings): HealthRules {
  const period = frequencyDays[settings.communicationFrequency];
  const { email, appointment, phonecall, task } = settings.activityInfluence;
  const mean = (email + appointment + phonecall + task) / 4;
  const [emails, meetings, calls, tasks] = [
    (baseValues.email * email) / mean,
    (baseValues.appointment * appointment) / mean,
    (baseValues.phonecall * phonecall) / mean,
    (baseValues.task * task) / mean,
  ];
  return {
    period,
    decay: decayOf(period),
    values: Float64Array.of(emails, emails, meetings, meetings, calls, calls, tasks, tasks),
    responseGraceHours: settings.responseGraceHours,
    grades: settings.grades,
  };
}

/** 2^(−k/H) for k days ago, where H is four periods; there are but five periods. */
function decayOf(period: number): Float64Array {
  const known = decays.get(period);
  if (known !== undefined) return known;
  const decay = Float64Array.from({ length: healthDays + 3 }, (_, k) => 2 ** (-k / (4 * period)));
  decays.set(period, decay);
  return decay;
}

const decays = new Map<number, Float64Array>();

/** An instant (ms) with its calendar day (a day number). */
export type Instant = { readonly at: number; readonly day: number };

/** The key of the key contact; null when the record has none. A contact and a lead are their own. */
export type KeyContact = number | null;

export type HealthResult = {
  readonly state: Extract<HealthState, 'scored' | 'notEnoughInfo' | 'noClosedActivities'>;
  /** From 0 to 1; all 0 unless scored. */
  readonly factors: Readonly<Record<HealthFactor, number>>;
  readonly exactScore: number;
  /** `exactScore` rounded half up. */
  readonly score: number;
  readonly unansweredStreak: number;
  /** Counted activities of the last 180 days: the weight of a contact in its account. */
  readonly counted: number;
};

/** Memory for one caller, reused from record to record. */
export function healthMemory(): HealthMemory {
  return {
    best: new Float64Array((healthDays + 3) * trackCount),
    sums: new Float64Array(trackCount),
    touched: new Int32Array(healthDays + 3),
    isTouched: new Uint8Array(healthDays + 3),
  };
}

/** The health of a record as of an instant. Closed records have none: that is decided before. */
export function computeHealth(
  { facts, record, keyContact }: HealthSubject,
  { rules, instant, memory }: HealthContext,
): HealthResult {
  const { startsAt, day, kindSide, countsFrom, countsUntil } = facts;
  const earliest = instant.at - healthDays * dayMs;
  const overdueBefore = instant.at - rules.responseGraceHours * hourMs;
  const first = firstAtOrAfter(startsAt, record, earliest);
  let [counted, streak, days] = [0, 0, 0];
  let [inboundAt, keyInboundAt, outboundAt, keyOutboundAt] = [never, never, never, never];

  for (let n = first; n < record.length; n++) {
    const fact = record[n] ?? 0;
    if ((countsFrom[fact] ?? 0) > instant.at || (countsUntil[fact] ?? 0) <= instant.at) continue;
    counted += 1;
    const time = startsAt[fact] ?? 0;
    const sort = kindSide[fact] ?? 0;
    const withKey = keyContact === null || takesPart(facts, fact, keyContact);
    const twoWay = sort >= kindSides.meetingByUs && sort < kindSides.task;
    const inbound = twoWay || sort === kindSides.emailByThem;

    if (inbound) {
      inboundAt = time;
      if (withKey) keyInboundAt = time;
    } else if (sort === kindSides.emailByUs) {
      outboundAt = time;
      if (withKey) keyOutboundAt = time;
    }
    if (keyContact !== null && withKey) {
      if (twoWay || (inbound && isAuthor(facts, fact, keyContact))) streak = 0;
      else if (sort === kindSides.emailByUs && time < overdueBefore) streak += 1;
    }

    const value = (rules.values[sort] ?? 0) * (withKey ? 1 : 0.5);
    const ago = instant.day - (day[fact] ?? 0);
    if (memory.isTouched[ago] !== 1) {
      memory.isTouched[ago] = 1;
      memory.touched[days] = ago;
      days += 1;
    }
    const place = ago * trackCount;
    keepLargest(memory.best, place + track.all, inbound ? value : value / 10);
    if (inbound) keepLargest(memory.best, place + track.inbound, value);
    if (twoWay || !inbound) {
      if (sort !== kindSides.task) keepLargest(memory.best, place + track.outbound, value);
    }
    if (sort !== kindSides.task) keepLargest(memory.best, place + track.email + (sort >> 1), value);
  }

  const sums = sumOfDays(memory, rules.decay, days);
  if (counted < 2) return unscored(counted > 0 || hasCounted(facts, record, instant.at), counted);

  const ageOf = (time: number) => 1 / (1 + (instant.at - time) / dayMs / (2 * rules.period));
  const reach = (them: number, us: number) => Math.max(ageOf(them), 0.1 * ageOf(us));
  const inboundDays = sums[track.inbound] ?? 0;
  const outboundDays = sums[track.outbound] ?? 0;
  const factors = {
    recency: reach(inboundAt, outboundAt) / 2 + reach(keyInboundAt, keyOutboundAt) / 2,
    frequency: 1 - 2 ** (-2 * (sums[track.all] ?? 0) * (1 - dayWeightAfterPeriod)),
    engagement:
      Math.min(1, (2 * inboundDays + 0.5) / (inboundDays + outboundDays + 1)) *
      2 ** (-Math.min(streak, 6) / 4),
    mix: mixOf(sums.subarray(track.email)),
  };
  const exactScore =
    factors.recency * factorPoints.recency +
    factors.frequency * factorPoints.frequency +
    factors.engagement * factorPoints.engagement +
    factors.mix * factorPoints.mix;
  return {
    state: 'scored',
    factors,
    exactScore,
    score: roundHalfUp(exactScore),
    unansweredStreak: streak,
    counted,
  };
}

/** The grade of a score by the administrator's thresholds. */
export function gradeOf(score: number, grades: Settings['grades']): Grade {
  if (grades.excellent !== null && score >= grades.excellent) return 'excellent';
  if (score >= grades.good) return 'good';
  return score >= grades.fair ? 'fair' : 'poor';
}

/** Where a score goes, against the one 30 days earlier; null: there was none. */
export function trendOf(score: number, earlier: number | null): Trend {
  if (earlier === null) return 'notEnoughInfo';
  if (score - earlier >= trendStep) return 'improving';
  return score - earlier <= -trendStep ? 'declining' : 'steady';
}

/** The nearest whole number; halves go up. */
export function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5);
}

export type HealthSubject = {
  readonly facts: Facts;
  readonly record: RecordFacts;
  readonly keyContact: KeyContact;
};

export type HealthContext = {
  readonly rules: HealthRules;
  readonly instant: Instant;
  readonly memory: HealthMemory;
};

/** The largest weight of each day looked at, on six tracks; only the touched days are in use. */
export type HealthMemory = {
  readonly best: Float64Array;
  readonly sums: Float64Array;
  readonly touched: Int32Array;
  readonly isTouched: Uint8Array;
};

/** What is summed over the days, each with the day's largest weight. */
const track = { all: 0, inbound: 1, outbound: 2, email: 3 } as const;
const trackCount = 6;

/** 2^(−P/H), where H is four periods. */
const dayWeightAfterPeriod = 2 ** (-1 / 4);

const never = Number.NEGATIVE_INFINITY;

/** D of spec §6 for every track; empties the days. */
function sumOfDays(memory: HealthMemory, decay: Float64Array, days: number): Float64Array {
  const { best, sums, touched, isTouched } = memory;
  sums.fill(0);
  for (let n = 0; n < days; n++) {
    const ago = touched[n] ?? 0;
    const weight = decay[ago] ?? 0;
    const place = ago * trackCount;
    for (let t = 0; t < trackCount; t++) {
      sums[t] = (sums[t] ?? 0) + (best[place + t] ?? 0) * weight;
      best[place + t] = 0;
    }
    isTouched[ago] = 0;
  }
  return sums;
}

/** How evenly emails, meetings and calls are used: 0 for one kind alone, 1 for three alike. */
function mixOf(byKind: Float64Array): number {
  let [total, squares] = [0, 0];
  for (const days of byKind) total += days;
  if (total === 0) return 0;
  for (const days of byKind) squares += (days / total) ** 2;
  return Math.min(1, Math.max(0, (1 / squares - 1) / 2));
}

function keepLargest(best: Float64Array, place: number, value: number): void {
  if ((best[place] ?? 0) < value) best[place] = value;
}

function unscored(hasAny: boolean, counted: number): HealthResult {
  return {
    state: hasAny ? 'notEnoughInfo' : 'noClosedActivities',
    factors: { recency: 0, frequency: 0, engagement: 0, mix: 0 },
    exactScore: 0,
    score: 0,
    unansweredStreak: 0,
    counted,
  };
}

function hasCounted(facts: Facts, record: RecordFacts, asOf: number): boolean {
  return record.some(
    (fact) => (facts.countsFrom[fact] ?? 0) <= asOf && (facts.countsUntil[fact] ?? 0) > asOf,
  );
}

/** The first place in the record's facts that starts at or after an instant. */
function firstAtOrAfter(startsAt: Float64Array, record: RecordFacts, instant: number): number {
  let [low, high] = [0, record.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((startsAt[record[middle] ?? 0] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
