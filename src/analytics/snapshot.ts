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
  type HealthContext,
  type HealthResult,
  healthMemory,
  healthRules,
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
  /** The score 30 days earlier; null: there was none then, or there is none now. */
  readonly before: number | null;
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
  const healthOfRecord = healthIn(snapshot, question);
  const memory = kpiMemory(snapshot.facts);
  const people = engagementMemory(snapshot.keys);
  for (const record of snapshot.records) {
    if (!wanted(record) || !isListedAt(record, question.asOf)) continue;
    const subject = { facts: snapshot.facts, record: snapshot.factsOf(record.key) };
    const kpis = computeKpis(subject, view, memory);
    const engaged = mostContacted({ ...subject, asOf: question.asOf }, snapshot.people, people);
    yield { record, kpis, ...engaged, health: healthOfRecord(record) };
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
  return healthIn(snapshot, question)(record);
}

/** Scores of one record of the snapshot at some instants (ms); null where it had none. */
export function scoresOver(
  snapshot: Snapshot,
  { timeZone, settings }: Pick<Question, 'timeZone' | 'settings'>,
  { record, instants }: { readonly record: RecordEntry; readonly instants: readonly number[] },
): readonly (number | null)[] {
  const momentAt = momentsOf(snapshot, { timeZone, settings });
  const parts = partsByAccount(snapshot.records).get(record.key) ?? [];
  return instants.map((at) =>
    record.type === 'account'
      ? (rollUp(parts, momentAt(at), settings)?.score ?? null)
      : scoreOf(momentAt(at).healthOf(record)),
  );
}

/** How to look at the records from any instant (ms), by the rules that the settings make. */
function momentsOf(
  snapshot: Snapshot,
  { timeZone, settings }: Pick<Question, 'timeZone' | 'settings'>,
): (at: number) => Moment {
  const dayOf = dayNumbers(timeZone);
  const rules = healthRules(settings);
  const memory = healthMemory();
  return (at) => newMoment(snapshot, { rules, instant: { at, day: dayOf(at) }, memory });
}

/** Health as of one instant, by record, each computed when it is first asked for: an account asks for its parts'. */
function newMoment(snapshot: Snapshot, context: HealthContext): Moment {
  const known = new Map<number, HealthResult | null>();
  const { instant } = context;
  const compute = (record: RecordEntry) => {
    if (!isListedAt(record, instant.at) || !isOpenAt(record, instant.at)) return null;
    const subject = {
      facts: snapshot.facts,
      record: snapshot.factsOf(record.key),
      keyContact: record.keyContact,
    };
    return computeHealth(subject, context);
  };
  return {
    day: instant.day,
    healthOf: (record) => {
      const before = known.get(record.key);
      if (before !== undefined) return before;
      const health = compute(record);
      known.set(record.key, health);
      return health;
    },
  };
}

type Moment = {
  readonly day: number;
  /** null: not there yet, or closed. */
  readonly healthOf: (record: RecordEntry) => HealthResult | null;
};

function scoreOf(health: HealthResult | null): number | null {
  return health?.state === 'scored' ? health.score : null;
}

function rollUp(
  parts: readonly RecordEntry[],
  { day, healthOf: partHealth }: Moment,
  settings: Settings,
): AccountHealth | null {
  const on = dayText(day);
  const contacts = [];
  const opportunities = [];
  for (const record of parts) {
    const health = partHealth(record);
    const score = scoreOf(health);
    if (score === null) continue;
    if (record.type === 'contact') contacts.push({ score, counted: health?.counted ?? 0 });
    else opportunities.push({ score, value: converted(record, on, settings) });
  }
  return accountHealth(contacts, opportunities);
}

/** The health of any record of the snapshot now, with its trend since 30 days earlier. */
function healthIn(snapshot: Snapshot, { asOf, timeZone, settings }: Omit<Question, 'days'>) {
  const momentAt = momentsOf(snapshot, { timeZone, settings });
  const now = momentAt(asOf);
  const earlier = momentAt(asOf - trendDays * dayMs);
  const parts = partsByAccount(snapshot.records);
  const scored = (score: number, before: number | null) => ({
    state: 'scored' as const,
    score,
    grade: gradeOf(score, settings.grades),
    trend: trendOf(score, before),
    before,
  });
  const ofAccount = (account: RecordEntry): RecordHealth => {
    const its = parts.get(account.key) ?? [];
    const rolled = rollUp(its, now, settings);
    if (rolled === null) return unscored('notEnoughInfo');
    const before = rollUp(its, earlier, settings)?.score ?? null;
    return { ...scored(rolled.score, before), detail: null, parts: rolled };
  };
  return (record: RecordEntry): RecordHealth => {
    if (record.type === 'account') return ofAccount(record);
    const health = now.healthOf(record);
    if (health === null) return unscored('notApplicable');
    if (health.state !== 'scored') return unscored(health.state);
    const before = scoreOf(earlier.healthOf(record));
    return { ...scored(health.score, before), detail: health, parts: null };
  };
}

function unscored(state: HealthState): RecordHealth {
  return { state, score: null, grade: null, trend: null, before: null, detail: null, parts: null };
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
