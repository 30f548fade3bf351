/** Figures as the CLI prints them and the API sends them (spec §17). */

import { kpiCatalogue } from '../model/kpis.ts';
import type { Grade, HealthFactor, HealthState, RecordType, Trend } from '../model/vocabulary.ts';
import type { Engaged } from './engagement.ts';
import type { Facts, RecordFacts } from './facts.ts';
import { factorPoints } from './health.ts';
import type { View } from './kpis.ts';
import type { RecordHealth, RecordResult, Snapshot } from './snapshot.ts';
import { dayText, instantText } from './zone.ts';

export type Response = {
  readonly meanHours: number | null;
  readonly medianHours: number | null;
  readonly answered: number;
  readonly unanswered: number;
  readonly closing: number;
  readonly rate: number | null;
};

export type Kpis = {
  readonly emailsSent: number;
  readonly emailsReceived: number;
  readonly meetingsSent: number;
  readonly meetingsReceived: number;
  readonly phoneCallsMade: number;
  readonly phoneCallsReceived: number;
  readonly initiatedByUs: number;
  readonly initiatedByThem: number;
  readonly minutesByUs: number;
  readonly minutesByThem: number;
  readonly faceTimeMinutes: number;
  readonly emailRatioByUs: number | null;
  readonly emailRatioByThem: number | null;
  readonly responseByUs: Response;
  readonly responseByThem: Response;
};

export type EngagedPerson = {
  readonly type: 'user' | 'contact' | 'lead';
  readonly id: string;
  readonly emails: number;
  readonly meetings: number;
  readonly phoneCalls: number;
  readonly lastAt: string;
};

export type Health =
  | {
      readonly state: 'scored';
      readonly score: number;
      readonly exactScore: number;
      readonly grade: Grade;
      readonly unansweredStreak: number;
      readonly factors: Readonly<
        Record<
          HealthFactor,
          { readonly value: number; readonly points: number; readonly max: number }
        >
      >;
      readonly trend: Trend;
    }
  | {
      readonly state: 'scored';
      readonly score: number;
      readonly contactPart: number | null;
      readonly opportunityPart: number | null;
      readonly grade: Grade;
      readonly trend: Trend;
    }
  | { readonly state: Exclude<HealthState, 'scored'> };

/** A day with the six counts of emails, meetings and calls, by us and by them in turn. */
export type DailyCounts = readonly [string, number, number, number, number, number, number];

export type RecordFigures = {
  readonly type: RecordType;
  readonly id: string;
  readonly lifetime: Kpis;
  readonly window: Kpis;
  /** Days of the window with any. */
  readonly daily: readonly DailyCounts[];
  readonly lastInteraction: string | null;
  readonly nextInteraction: string | null;
  readonly lastInbound: string | null;
  readonly lastOutbound: string | null;
  readonly mostContacted: readonly EngagedPerson[];
  readonly mostContactedBy: readonly EngagedPerson[];
  readonly health: Health;
};

/** How keys and places in the columns are named outside. */
export type Naming = {
  readonly person: (key: number) => {
    readonly type: 'user' | 'contact' | 'lead';
    readonly id: string;
  };
  readonly activityId: (fact: number) => string;
};

/** The figures of a record in the shape of the interchange format. */
export function presentRecord(
  result: RecordResult,
  { snapshot, view }: { readonly snapshot: Snapshot; readonly view: View },
  naming: Naming,
): RecordFigures {
  const { record, kpis } = result;
  const idOf = (fact: number) => (fact < 0 ? null : naming.activityId(fact));
  const person = ({ person: key, lastAt, ...counts }: Engaged): EngagedPerson => ({
    ...naming.person(key),
    ...counts,
    lastAt: instantText(lastAt),
  });
  return {
    type: record.type,
    id: record.id,
    lifetime: presentKpis(kpis.lifetime),
    window: presentKpis(kpis.window),
    daily: dailyCounts(snapshot.facts, snapshot.factsOf(record.key), view),
    lastInteraction: idOf(kpis.lastInteraction),
    nextInteraction: idOf(kpis.nextInteraction),
    lastInbound: idOf(kpis.lastInbound),
    lastOutbound: idOf(kpis.lastOutbound),
    mostContacted: result.contacted.map(person),
    mostContactedBy: result.contactedBy.map(person),
    health: presentHealth(result.health),
  };
}

/** KPIs by name from a flat array in the order of the catalogue; NaN becomes null. */
export function presentKpis(values: ArrayLike<number>): Kpis {
  const get = (name: (typeof kpiCatalogue)[number]['name']) => values[places.get(name) ?? -1] ?? 0;
  const orNull = (name: (typeof kpiCatalogue)[number]['name']) => {
    const value = get(name);
    return Number.isNaN(value) ? null : value;
  };
  const response = (side: 'responseByUs' | 'responseByThem'): Response => ({
    meanHours: orNull(`${side}.meanHours`),
    medianHours: orNull(`${side}.medianHours`),
    answered: get(`${side}.answered`),
    unanswered: get(`${side}.unanswered`),
    closing: get(`${side}.closing`),
    rate: orNull(`${side}.rate`),
  });
  return {
    emailsSent: get('emailsSent'),
    emailsReceived: get('emailsReceived'),
    meetingsSent: get('meetingsSent'),
    meetingsReceived: get('meetingsReceived'),
    phoneCallsMade: get('phoneCallsMade'),
    phoneCallsReceived: get('phoneCallsReceived'),
    initiatedByUs: get('initiatedByUs'),
    initiatedByThem: get('initiatedByThem'),
    minutesByUs: get('minutesByUs'),
    minutesByThem: get('minutesByThem'),
    faceTimeMinutes: get('faceTimeMinutes'),
    emailRatioByUs: orNull('emailRatioByUs'),
    emailRatioByThem: orNull('emailRatioByThem'),
    responseByUs: response('responseByUs'),
    responseByThem: response('responseByThem'),
  };
}

/** `{ state }` alone unless scored; an account shows its parts, other records their factors. */
export function presentHealth(health: RecordHealth): Health {
  const { state, score, grade, trend, detail, parts } = health;
  if (state !== 'scored') return { state };
  if (score === null || grade === null || trend === null) return { state: 'notEnoughInfo' };
  if (parts !== null) {
    const { contactPart, opportunityPart } = parts;
    return { state, score, contactPart, opportunityPart, grade, trend };
  }
  if (detail === null) return { state: 'notEnoughInfo' };
  const factor = (name: HealthFactor) => ({
    value: detail.factors[name],
    points: detail.factors[name] * factorPoints[name],
    max: factorPoints[name],
  });
  return {
    state,
    score,
    exactScore: detail.exactScore,
    grade,
    unansweredStreak: detail.unansweredStreak,
    factors: {
      recency: factor('recency'),
      frequency: factor('frequency'),
      engagement: factor('engagement'),
      mix: factor('mix'),
    },
    trend,
  };
}

/** The six counts of each day of the window that has any, earliest first. */
function dailyCounts(facts: Facts, record: RecordFacts, view: View): readonly DailyCounts[] {
  const days = new Map<number, [number, number, number, number, number, number]>();
  for (const fact of record) {
    const day = facts.day[fact] ?? 0;
    const sort = facts.kindSide[fact] ?? 0;
    if (day < view.firstDay || sort > 5) continue;
    if ((facts.countsFrom[fact] ?? 0) > view.asOf || (facts.countsUntil[fact] ?? 0) <= view.asOf)
      continue;
    const counts = days.get(day) ?? [0, 0, 0, 0, 0, 0];
    counts[sort] = (counts[sort] ?? 0) + 1;
    days.set(day, counts);
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([day, counts]): DailyCounts => [dayText(day), ...counts]);
}

const places = new Map<string, number>(kpiCatalogue.map(({ name }, place) => [name, place]));
