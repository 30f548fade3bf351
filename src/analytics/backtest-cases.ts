/** The looks back that a backtest is made of: what health and the simple rules said then, and what came. */

import type { Settings } from '../model/entities.ts';
import type { BacktestCase } from './backtest.ts';
import { type Facts, kindSides, type RecordFacts } from './facts.ts';
import { computeHealth, healthMemory, healthRules } from './health.ts';
import type { RecordEntry } from './records.ts';
import type { Snapshot } from './snapshot.ts';
import { dayMs, dayNumbers } from './zone.ts';

/** Days in which a contact is awaited, and days of age at which deals are looked at (spec: does the score tell). */
export const awaitedDays = 30;
export const dealAges = [14, 30, 60, 90] as const;

export type BacktestRules = {
  /** What is known is known as of then (ms): no look is so late that its outcome lies beyond. */
  readonly asOf: number;
  readonly timeZone: string;
  readonly settings: Settings;
};

/**
 * Every contact that had a score at an instant (ms), for each of them: was there inbound contact, an email by them, a
 * meeting or a call, within the next 30 × 24 h?
 */
export function contactCases(
  snapshot: Snapshot,
  instants: readonly number[],
  rules: BacktestRules,
): readonly BacktestCase[] {
  const numbersAt = looker(snapshot, rules);
  const looks = instants.filter((at) => at + awaitedDays * dayMs <= rules.asOf);
  return snapshot.records
    .filter(({ type }) => type === 'contact')
    .flatMap((record) => {
      const own = snapshot.factsOf(record.key);
      return looks.flatMap((at): BacktestCase[] => {
        const numbers = numbersAt(record, at);
        if (numbers === null) return [];
        const knownAt = at + awaitedDays * dayMs;
        const outcome = hasInbound(snapshot.facts, own, { after: at, until: knownAt, ...rules });
        return [{ cluster: record.key, at, knownAt, outcome, numbers }];
      });
    });
}

/**
 * Every deal that was won or lost by then and that was open and had a score at an age in days: was it won? Deals of one
 * key contact are drawn together.
 */
export function dealCases(
  snapshot: Snapshot,
  { age, isWon }: { readonly age: number; readonly isWon: (recordKey: number) => boolean },
  rules: BacktestRules,
): readonly BacktestCase[] {
  const numbersAt = looker(snapshot, rules);
  return snapshot.records.flatMap((record): BacktestCase[] => {
    const { type, isOpen, createdAt, closedAt, key } = record;
    if (type !== 'opportunity' || isOpen || createdAt === null || closedAt === null) return [];
    const at = createdAt + age * dayMs;
    if (at >= closedAt || closedAt > rules.asOf) return [];
    const numbers = numbersAt(record, at);
    if (numbers === null) return [];
    const cluster = record.keyContact ?? key;
    return [{ cluster, at, knownAt: closedAt, outcome: isWon(key), numbers }];
  });
}

/** What each predictor said of a record at an instant (ms); null when it had no score. */
function looker(
  { facts, factsOf }: Snapshot,
  { timeZone, settings }: BacktestRules,
): (record: RecordEntry, at: number) => BacktestCase['numbers'] | null {
  const dayOf = dayNumbers(timeZone);
  const rules = healthRules(settings);
  const memory = healthMemory();
  return ({ key, keyContact }, at) => {
    const record = factsOf(key);
    const instant = { at, day: dayOf(at) };
    const health = computeHealth({ facts, record, keyContact }, { rules, instant, memory });
    if (health.state !== 'scored') return null;
    let [lastInbound, activities] = [Number.NEGATIVE_INFINITY, 0];
    for (const fact of record) {
      const sort = facts.kindSide[fact] ?? 0;
      if (sort >= kindSides.task || !countsAt(facts, fact, at)) continue;
      const startsAt = facts.startsAt[fact] ?? 0;
      if (sort !== kindSides.emailByUs) lastInbound = startsAt;
      if (startsAt >= at - 90 * dayMs) activities += 1;
    }
    const daysSinceInbound = (lastInbound - at) / dayMs;
    return { health: health.exactScore, daysSinceInbound, activities90: activities, coin: 0 };
  };
}

function hasInbound(
  facts: Facts,
  record: RecordFacts,
  { after, until, asOf }: { readonly after: number; readonly until: number; readonly asOf: number },
): boolean {
  return record.some((fact) => {
    const [sort, startsAt] = [facts.kindSide[fact] ?? 0, facts.startsAt[fact] ?? 0];
    if (startsAt <= after || startsAt > until) return false;
    if (sort === kindSides.emailByUs || sort >= kindSides.task) return false;
    return countsAt(facts, fact, asOf);
  });
}

function countsAt(facts: Facts, fact: number, at: number): boolean {
  return (facts.countsFrom[fact] ?? 0) <= at && (facts.countsUntil[fact] ?? 0) > at;
}
