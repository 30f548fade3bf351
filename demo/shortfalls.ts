import type { Analysis } from '../src/analytics/analyze.ts';
import type { RecordFigures } from '../src/analytics/present.ts';
import type { Bundle } from '../src/model/bundle.ts';
import type { Expectation, Range } from './stories.ts';
import { dayAt, dayMs } from './workdays.ts';

type Told = { readonly bundle: Bundle; readonly analysis: Analysis; readonly asOf: number };

/** What a record lacks of what is expected of it, in words; empty when the story holds. */
export function shortfalls(expected: Expectation, told: Told): readonly string[] {
  const { type, id } = expected;
  const record = told.analysis.records.find((one) => one.type === type && one.id === id);
  if (record === undefined) return [`${type} ${id} is not there`];
  return [
    ...inHealth(expected, record),
    ...inTime(expected, record, told),
    ...inPeople(expected, record),
    ...Object.entries(expected.leftOut ?? {}).flatMap(([reason, least]) =>
      within(`left out: ${reason}`, [least, Infinity], leftOut(reason, record, told.analysis)),
    ),
  ];
}

function inHealth(expected: Expectation, { health, lifetime }: RecordFigures): readonly string[] {
  const figure = (name: string): unknown => Reflect.get(health, name);
  const { medianHours, rate } = lifetime.responseByThem;
  return [
    ...same('state', expected.state, health.state),
    ...within('score', expected.score, figure('score')),
    ...same('grade', expected.grade, figure('grade')),
    ...same('trend', expected.trend, figure('trend')),
    ...within('unanswered streak', expected.unansweredStreak, figure('unansweredStreak')),
    ...within('median hours', expected.responseByThem?.medianHours, medianHours),
    ...within('response rate', expected.responseByThem?.rate, rate),
  ];
}

function inTime(
  expected: Expectation,
  { id, lastInteraction, nextInteraction }: RecordFigures,
  { bundle, asOf }: Told,
): readonly string[] {
  const last = bundle.activities.find((activity) => activity.id === lastInteraction);
  const daysSince = last === undefined ? null : (asOf - last.startsAt) / dayMs;
  const deal = bundle.opportunities.find((opportunity) => opportunity.id === id);
  const closeOn = deal?.estimatedCloseDate ?? null;
  const toClose = closeOn === null ? null : Date.parse(closeOn) / dayMs - dayAt(asOf, 'de');
  const { closesInDays } = expected;
  return [
    ...within('days since the last interaction', expected.daysSinceLastInteraction, daysSince),
    ...same('next interaction', expected.hasNextInteraction, nextInteraction !== null),
    ...(closesInDays === null
      ? same('days to close', null, toClose)
      : within('days to close', closesInDays, toClose)),
  ];
}

function inPeople(expected: Expectation, record: RecordFigures): readonly string[] {
  const ids = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id);
  const contacted = ids(record.mostContacted).toSorted().join();
  const by = ids(record.mostContactedBy);
  return [
    ...same('most contacted', expected.mostContacted?.toSorted().join(), contacted),
    ...(expected.contactedBy ?? []).flatMap((id) => same(`by ${id}`, true, by.includes(id))),
    ...(expected.notContactedBy ?? []).flatMap((id) => same(`by ${id}`, false, by.includes(id))),
  ];
}

function leftOut(reason: string, { type, id }: RecordFigures, { ledger }: Analysis): number {
  const key = `${type}:${id}`;
  return ledger.filter((entry) => entry.reason === reason && entry.records.includes(key)).length;
}

function same(name: string, wanted: unknown, got: unknown): readonly string[] {
  return wanted === undefined || wanted === got ? [] : [`${name}: ${got} instead of ${wanted}`];
}

function within(name: string, range: Range | undefined, got: unknown): readonly string[] {
  if (range === undefined) return [];
  const [least, most] = range;
  const isWithin = typeof got === 'number' && got >= least && got <= most;
  return isWithin ? [] : [`${name}: ${got} outside ${least} to ${most}`];
}
