/**
 * A deal beside the similar ones at the same age (spec §8): each figure as of as many days after creation, with the
 * median, the quartiles and how many deals these rest on.
 */

import type { Settings } from '../model/entities.ts';
import { kpiCatalogue } from '../model/kpis.ts';
import type { Facts, RecordFacts } from './facts.ts';
import { computeKpis, kpiMemory } from './kpis.ts';
import { quantile } from './quantile.ts';
import { isOpenAt, type RecordEntry } from './records.ts';
import { healthOf, type Snapshot, viewOf } from './snapshot.ts';

/** A value beside those of the similar deals that have one; null: no value. Quartiles between two values in proportion. */
export type Compared = {
  readonly own: number | null;
  /** Similar deals that have a value at that age. */
  readonly n: number;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
};

/** One value of ours beside those of others. */
export function compared(own: number | null, others: readonly (number | null)[]): Compared {
  const known = Float64Array.from(others.filter((value) => value !== null)).sort();
  return {
    own,
    n: known.length,
    lowerQuartile: quantile(known, 0.25),
    median: quantile(known, 0.5),
    upperQuartile: quantile(known, 0.75),
  };
}

export type AgedDeal = { readonly record: RecordEntry; readonly createdAt: number };

/**
 * Every figure of a deal as of an instant (ms) beside those of similar deals at the same age; never later than the
 * instant, which a deal created after this one reaches before it is as old. Deals without a creation are left out.
 */
export function atSameAge<Name extends string>(
  { deal, similar, asOf }: SameAgeQuestion,
  figuresAt: (record: RecordEntry, at: number) => ReadonlyMap<Name, number | null>,
): ReadonlyMap<Name, Compared> {
  const own = figuresAt(deal.record, asOf);
  const others = instantsOf({ deal, similar, asOf }).map(({ record, at }) => figuresAt(record, at));
  return new Map(
    Array.from(own, ([name, value]) => [
      name,
      compared(
        value,
        others.map((figures) => figures.get(name) ?? null),
      ),
    ]),
  );
}

export type SameAgeQuestion = {
  readonly deal: AgedDeal;
  readonly similar: readonly RecordEntry[];
  readonly asOf: number;
};

function instantsOf({ deal, similar, asOf }: SameAgeQuestion) {
  return similar.flatMap((record) =>
    record.createdAt === null
      ? []
      : { record, at: Math.min(asOf, record.createdAt + asOf - deal.createdAt) },
  );
}

/** What is compared beside the KPIs: both directions together, tasks left out. */
const sums = [
  ['emails', ['emailsSent', 'emailsReceived']],
  ['meetings', ['meetingsSent', 'meetingsReceived']],
  ['phoneCalls', ['phoneCallsMade', 'phoneCallsReceived']],
  ['activities', ['initiatedByUs', 'initiatedByThem']],
] as const;

/** KPIs over the lifetime by name and their `sums`, of a record as of any instant (ms). */
export function lifetimeFigures(
  snapshot: Snapshot,
  { timeZone, settings }: { readonly timeZone: string; readonly settings: Settings },
): (record: Pick<RecordEntry, 'key'>, at: number) => ReadonlyMap<string, number | null> {
  const memory = kpiMemory(snapshot.facts);
  return (record, at) => {
    const view = viewOf({ asOf: at, days: 1, timeZone, settings });
    const subject = { facts: snapshot.facts, record: snapshot.factsOf(record.key) };
    const { lifetime } = computeKpis(subject, view, memory);
    const figures = new Map<string, number | null>();
    kpiCatalogue.forEach(({ name }, place) => {
      const value = lifetime[place] ?? Number.NaN;
      figures.set(name, Number.isNaN(value) ? null : value);
    });
    for (const [sum, parts] of sums)
      figures.set(
        sum,
        parts.reduce((total, part) => total + (figures.get(part) ?? 0), 0),
      );
    return figures;
  };
}

/** The same, and the health `score` of a record that is open then. */
export function dealFigures(
  snapshot: Snapshot,
  { timeZone, settings }: { readonly timeZone: string; readonly settings: Settings },
): (record: RecordEntry, at: number) => ReadonlyMap<string, number | null> {
  const figuresAt = lifetimeFigures(snapshot, { timeZone, settings });
  return (record, at) => {
    const question = { asOf: at, days: 1, timeZone, settings };
    const score = isOpenAt(record, at) ? healthOf(snapshot, question, record).score : null;
    return new Map([...figuresAt(record, at), ['score', score]]);
  };
}

export type CurvePoint = Compared & { readonly ageMs: number };

/** Activities up to each age (without tasks), of a deal beside the similar ones, at evenly spaced ages up to now. */
export function activityCurve(
  snapshot: Snapshot,
  { deal, similar, asOf }: SameAgeQuestion,
  points = 30,
): readonly CurvePoint[] {
  const age = Math.max(0, asOf - deal.createdAt);
  const ages = Array.from({ length: points + 1 }, (_, n) => (age * n) / points);
  const curveOf = (record: RecordEntry, createdAt: number) =>
    activitiesAt(
      snapshot.facts,
      snapshot.factsOf(record.key),
      ages.map((ageMs) => Math.min(asOf, createdAt + ageMs)),
    );
  const own = curveOf(deal.record, deal.createdAt);
  const others = similar.flatMap((record) =>
    record.createdAt === null ? [] : [curveOf(record, record.createdAt)],
  );
  return ages.map((ageMs, n) => ({
    ageMs,
    ...compared(
      own[n] ?? 0,
      others.map((curve) => curve[n] ?? 0),
    ),
  }));
}

/** How many emails, meetings and calls of a record counted as of each instant (ms). */
function activitiesAt(
  facts: Facts,
  record: RecordFacts,
  instants: readonly number[],
): readonly number[] {
  return instants.map((at) => {
    let count = 0;
    for (const fact of record) {
      if ((facts.kindSide[fact] ?? 0) > 5) continue;
      if ((facts.countsFrom[fact] ?? 0) <= at && (facts.countsUntil[fact] ?? 0) > at) count += 1;
    }
    return count;
  });
}
