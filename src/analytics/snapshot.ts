/**
 * The figures of records, from facts in columns: KPIs, health, trend, the accounts' roll-up and the people behind
 * them. The CLI, a record page, the worker that follows an event and the full recompute all go through here.
 */

import type { Settings } from '../model/entities.ts';
import type { Grade, HealthState, Trend } from '../model/vocabulary.ts';
import { type AccountHealth, accountHealth } from './accounts.ts';
import { converted } from './currency.ts';
import { type Engaged, engagementMemory, mostContacted, type PeopleOrder } from './engagement.ts';
import type { Facts, RecordFacts } from './facts.ts';
import {
  computeHealth,
  gradeOf,
  type HealthMemory,
  type HealthResult,
  type HealthRules,
  healthMemory,
  healthRules,
  type Instant,
  trendDays,
  trendOf,
} from './health.ts';
import { computeKpis, kpiMemory, type RecordKpis, type View } from './kpis.ts';
import { isListedAt, isOpenAt, type RecordEntry } from './records.ts';
import { dayMs, dayNumbers, dayText } from './zone.ts';

/** Records with their facts. An account's contacts and opportunities must be there, too, for its roll-up. */
export type Snapshot = {
  readonly facts: Facts;
  readonly records: readonly RecordEntry[];
  readonly factsOf: (recordKey: number) => RecordFacts;
  /** The largest key of a person or record, plus one. */
  readonly keys: number;
  readonly people: PeopleOrder;
};

export type Question = {
  readonly asOf: number;
  /** Days of the window. */
  readonly days: number;
  readonly timeZone: string;
  readonly settings: Settings;
};

export type RecordHealth = {
  readonly state: HealthState;
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly trend: Trend | null;
  /** Factors of a contact, lead or opportunity; null for accounts. */
  readonly detail: HealthResult | null;
  /** Parts of an account; null for other records. */
  readonly parts: AccountHealth | null;
};

export type RecordResult = {
  readonly record: RecordEntry;
  /** Overwritten by the next record: copy what is to be kept. */
  readonly kpis: RecordKpis;
  readonly contacted: readonly Engaged[];
  readonly contactedBy: readonly Engaged[];
  readonly health: RecordHealth;
};

/**
 * Computes the wanted records one by one; those that were not there as of the instant are skipped. Results share
 * memory with the next one.
 */
export function* figuresOf(
  snapshot: Snapshot,
  question: Question,
  wanted: (record: RecordEntry) => boolean = () => true,
): Generator<RecordResult> {
  const view = viewOf(question);
  const scores = scoresIn(snapshot, momentsOf(question));
  const memory = kpiMemory(snapshot.facts);
  const people = engagementMemory(snapshot.keys);
  for (const record of snapshot.records) {
    if (!wanted(record) || !isListedAt(record, question.asOf)) continue;
    const subject = { facts: snapshot.facts, record: snapshot.factsOf(record.key) };
    const kpis = computeKpis(subject, view, memory);
    const engaged = mostContacted({ ...subject, asOf: question.asOf }, snapshot.people, people);
    const health =
      record.type === 'account' ? scores.ofAccount(record.key) : scores.ofRecord(record);
    yield { record, kpis, ...engaged, health };
  }
}

/** The span of days that a question's window covers. */
export function viewOf({ asOf, days, timeZone, settings }: Question): View {
  const asOfDay = dayNumbers(timeZone)(asOf);
  const { responseGraceHours } = settings;
  return { asOf, asOfDay, firstDay: asOfDay - days + 1, responseGraceHours };
}

/** The health of one record of the snapshot as of the question's instant; its window does not matter. */
export function healthOf(
  snapshot: Snapshot,
  question: Omit<Question, 'days'>,
  record: RecordEntry,
): RecordHealth {
  const scores = scoresIn(snapshot, momentsOf(question));
  return record.type === 'account' ? scores.ofAccount(record.key) : scores.ofRecord(record);
}

/** The two instants that health and its trend look from, and by which rules. */
type Moments = {
  readonly settings: Settings;
  readonly rules: HealthRules;
  readonly now: Instant;
  readonly earlier: Instant;
  readonly memory: HealthMemory;
};

function momentsOf({ asOf, timeZone, settings }: Omit<Question, 'days'>): Moments {
  const dayOf = dayNumbers(timeZone);
  const earlier = asOf - trendDays * dayMs;
  return {
    settings,
    rules: healthRules(settings),
    now: { at: asOf, day: dayOf(asOf) },
    earlier: { at: earlier, day: dayOf(earlier) },
    memory: healthMemory(),
  };
}

/** Health by record, each computed when it is first asked for: an account asks for those of its people and deals. */
function scoresIn(snapshot: Snapshot, { settings, rules, now, earlier, memory }: Moments) {
  const known = new Map<
    number,
    {
      readonly now: HealthResult | null;
      readonly before: number | null;
      readonly beforeCounted: number;
    }
  >();

  const healthAt = (record: RecordEntry, instant: Instant) => {
    if (!isListedAt(record, instant.at) || !isOpenAt(record, instant.at)) return null;
    const subject = {
      facts: snapshot.facts,
      record: snapshot.factsOf(record.key),
      keyContact: record.keyContact,
    };
    return computeHealth(subject, { rules, instant, memory });
  };
  const bothOf = (record: RecordEntry) => {
    const cached = known.get(record.key);
    if (cached !== undefined) return cached;
    const before = healthAt(record, earlier);
    const both = {
      now: healthAt(record, now),
      before: before?.state === 'scored' ? before.score : null,
      beforeCounted: before?.counted ?? 0,
    };
    known.set(record.key, both);
    return both;
  };

  const parts = partsByAccount(snapshot.records);
  const rollUp = (accountKey: number, moment: 'now' | 'before') => {
    const on = dayText((moment === 'now' ? now : earlier).day);
    const contacts = [];
    const opportunities = [];
    for (const record of parts.get(accountKey) ?? []) {
      const both = bothOf(record);
      const score =
        moment === 'before' ? both.before : both.now?.state === 'scored' ? both.now.score : null;
      if (score === null) continue;
      const counted = moment === 'before' ? both.beforeCounted : (both.now?.counted ?? 0);
      if (record.type === 'contact') contacts.push({ score, counted });
      else opportunities.push({ score, value: converted(record, on, settings) });
    }
    return accountHealth(contacts, opportunities);
  };
  const scored = (score: number, before: number | null) => ({
    state: 'scored' as const,
    score,
    grade: gradeOf(score, settings.grades),
    trend: trendOf(score, before),
  });

  return {
    ofRecord: (record: RecordEntry): RecordHealth => {
      const both = bothOf(record);
      if (both.now === null) return unscored('notApplicable');
      if (both.now.state !== 'scored') return unscored(both.now.state);
      return { ...scored(both.now.score, both.before), detail: both.now, parts: null };
    },
    ofAccount: (accountKey: number): RecordHealth => {
      const rolled = rollUp(accountKey, 'now');
      if (rolled === null) return unscored('notEnoughInfo');
      const before = rollUp(accountKey, 'before')?.score ?? null;
      return { ...scored(rolled.score, before), detail: null, parts: rolled };
    },
  };
}

function unscored(state: HealthState): RecordHealth {
  return { state, score: null, grade: null, trend: null, detail: null, parts: null };
}

/** The contacts and opportunities of each account. */
function partsByAccount(
  records: readonly RecordEntry[],
): ReadonlyMap<number, readonly RecordEntry[]> {
  const parts = new Map<number, RecordEntry[]>();
  for (const record of records) {
    if (record.accountKey === null) continue;
    const list = parts.get(record.accountKey);
    if (list === undefined) parts.set(record.accountKey, [record]);
    else list.push(record);
  }
  return parts;
}
