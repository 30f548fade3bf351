import type { Asking } from '../../../test/support/api.ts';
import { type Analytics, analyticsSchema } from '../../contract/api.ts';
import { type PeopleOfRecord, peopleOfRecordSchema } from '../../contract/engagement.ts';
import { type Rhythm, rhythmSchema } from '../../contract/rhythm.ts';
import { type Similar, similarSchema } from '../../contract/similar.ts';
import type { SummarySentence } from '../../contract/summary.ts';

export type Question = { readonly asOf: number; readonly days: number };

/** What the widgets of a record's page are told, each by its own route; null: it is not on this page. */
export type Told = {
  readonly analytics: Analytics;
  readonly monthAgo: Analytics | null;
  readonly people: PeopleOfRecord | null;
  readonly rhythm: Rhythm | null;
  /** Of open deals. */
  readonly similar: Similar | null;
};

/** Asks for all of it. */
export async function toldOf(
  asking: Asking,
  record: string,
  { asOf, days }: Question,
): Promise<Told> {
  const then = (instant: number) => `asOf=${new Date(instant).toISOString()}`;
  const analytics = (instant: number) =>
    answerOf(asking, `${record}/analytics?${then(instant)}&days=${days}`);
  return {
    analytics: analyticsSchema.parse(await analytics(asOf)),
    monthAgo: analyticsSchema.nullable().parse(await analytics(asOf - 30 * 86_400_000)),
    people: record.startsWith('contacts')
      ? null
      : peopleOfRecordSchema.parse(await answerOf(asking, `${record}/people?${then(asOf)}`)),
    rhythm: record.startsWith('accounts')
      ? null
      : rhythmSchema.parse(await answerOf(asking, `${record}/rhythm?${then(asOf)}`)),
    similar: record.startsWith('opportunities')
      ? similarSchema.parse(await answerOf(asking, `${record}/similar?${then(asOf)}`))
      : null,
  };
}

/** The body of an answer; null: there is none. */
export async function answerOf(asking: Asking, path: string): Promise<unknown> {
  const response = await asking(path);
  return response.status === 200 ? response.json() : null;
}

/** Whether the widgets say the same as the sentence, and none of them another thing. */
export function isShown(sentence: SummarySentence, told: Told): boolean {
  const { figures, response } = told.analytics;
  const { window, health } = figures;
  const { status, closedAt } = told.analytics.record;
  const isClosed =
    status !== null &&
    status !== 'open' &&
    (closedAt === null || closedAt <= new Date(told.analytics.asOf).toISOString());
  const startOf = (id: string | null) =>
    id === null ? 0 : Date.parse(told.analytics.activities[id]?.startsAt ?? '');
  const contact = [startOf(figures.lastInbound), startOf(figures.lastOutbound)] as const;
  switch (sentence.code) {
    case 'nothingYet':
      return figures.lastInteraction === null && told.analytics.counted === 0;
    case 'waitingForUs':
      return (
        !isClosed &&
        sentence.turns === window.responseByUs.unanswered &&
        sentence.turns === response.window.responseByUs.unanswered &&
        contact[0] > contact[1]
      );
    case 'goneQuiet':
      return (
        told.rhythm?.state === 'quiet' &&
        sentence.usualGap === told.rhythm.usualGap &&
        sentence.presentGap === told.rhythm.presentGap
      );
    case 'unansweredStreak':
      return 'unansweredStreak' in health && sentence.emails === health.unansweredStreak;
    case 'silentWindow':
      return window.initiatedByUs + window.initiatedByThem === 0 && figures.daily.length === 0;
    case 'healthDropped':
    case 'healthRose': {
      const before = told.monthAgo?.figures.health;
      const way = sentence.code === 'healthRose' ? 'improving' : 'declining';
      return (
        health.state === 'scored' &&
        before?.state === 'scored' &&
        health.trend === way &&
        sentence.to === health.score &&
        sentence.from === before.score &&
        sentence.points === Math.abs(sentence.to - sentence.from)
      );
    }
    case 'singleThreaded':
      return told.people?.coverage.theirs.singleThreaded === true;
    case 'initiatedMoreByUs':
    case 'initiatedMoreByThem': {
      const way = sentence.code === 'initiatedMoreByUs' ? 1 : -1;
      const more = {
        meetings: window.meetingsSent - window.meetingsReceived,
        phoneCalls: window.phoneCallsMade - window.phoneCallsReceived,
        emails: window.emailsSent - window.emailsReceived,
      }[sentence.measure];
      return sentence.difference === way * more;
    }
    case 'weAnswerSlower':
    case 'weAnswerFaster': {
      const way = sentence.code === 'weAnswerSlower' ? 1 : -1;
      const { responseByUs: us, responseByThem: them } = response.window;
      const elapsed = (us.elapsed.medianHours ?? 0) - (them.elapsed.medianHours ?? 0);
      const working = (us.working?.medianHours ?? 0) - (them.working?.medianHours ?? 0);
      return Math.abs(sentence.hours - way * elapsed) < 1e-9 && Math.sign(working) === way;
    }
    case 'moreThanSimilar':
    case 'fewerThanSimilar': {
      const { own, median, n } = besideSimilar(told, sentence.measure);
      const way = sentence.code === 'moreThanSimilar' ? 1 : -1;
      return sentence.n === n && Math.abs(sentence.difference - way * (own - median)) < 1e-9;
    }
    case 'slowerThanSimilar':
    case 'fasterThanSimilar': {
      const { own, median, n } = besideSimilar(told, 'responseByUs.medianHours');
      const way = sentence.code === 'slowerThanSimilar' ? 1 : -1;
      return sentence.n === n && Math.abs(sentence.hours - way * (own - median)) < 1e-9;
    }
  }
}

function besideSimilar({ similar }: Told, measure: string) {
  const { own, median, n } = similar?.measures.find((one) => one.measure === measure) ?? {};
  return { own: own ?? Number.NaN, median: median ?? Number.NaN, n };
}
