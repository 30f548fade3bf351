/**
 * The one or two things that matter about a record, as sentences from a closed set that the page words (spec §14). Each
 * says again what a figure on the same page says, so that none can contradict a widget; two that would read as a
 * contradiction are never shown together.
 */

import { leastSimilar, type RecordType } from '../model/vocabulary.ts';
import { trendStep } from './health.ts';
import type { Kpis } from './present.ts';
import type { Quiet } from './quiet.ts';
import type { Compared } from './same-age.ts';

export type SummaryMeasure = 'meetings' | 'phoneCalls' | 'emails';

/** A sentence with what stands in it; counts and differences are of the window, but those to similar deals. */
export type Sentence =
  /** Nothing ever counted. */
  | { readonly code: 'nothingYet' }
  /** They were in touch last, and turns of theirs are unanswered. */
  | { readonly code: 'waitingForUs'; readonly turns: number }
  /** Usually every so many working days; now so many. */
  | {
      readonly code: 'goneQuiet';
      readonly usualGap: number;
      readonly presentGap: number;
      /** The last day that is known of, when what their contact came from ends before the day of the question. */
      readonly lastKnown: string | null;
    }
  /** So many emails of ours since the key contact last gave a sign. */
  | { readonly code: 'unansweredStreak'; readonly emails: number }
  /** No email, meeting or call in the window, though there were some before. */
  | { readonly code: 'silentWindow' }
  | {
      readonly code: 'healthDropped' | 'healthRose';
      readonly points: number;
      readonly from: number;
      readonly to: number;
    }
  /** On their side the record hangs by one person. */
  | { readonly code: 'singleThreaded' }
  | {
      readonly code: 'moreThanSimilar' | 'fewerThanSimilar';
      readonly measure: SummaryMeasure;
      readonly difference: number;
      readonly n: number;
    }
  | {
      readonly code: 'slowerThanSimilar' | 'fasterThanSimilar';
      readonly hours: number;
      readonly n: number;
    }
  /** "You have initiated 3 meetings more than the customer." */
  | {
      readonly code: 'initiatedMoreByUs' | 'initiatedMoreByThem';
      readonly measure: SummaryMeasure;
      readonly difference: number;
    }
  /** Our median response time beside theirs, in elapsed hours. */
  | { readonly code: 'weAnswerSlower' | 'weAnswerFaster'; readonly hours: number };

/** What is known of a record on its page; what is hidden or not asked for is null. */
export type SummaryFigures = {
  readonly type: RecordType;
  /** Won, lost, qualified and disqualified ones ask nothing of anybody any more. */
  readonly isOpen: boolean;
  readonly window: Kpis;
  readonly lastInteractionAt: number | null;
  readonly lastInboundAt: number | null;
  readonly lastOutboundAt: number | null;
  /** Null without a score, and when the organisation does not show it. */
  readonly health: { readonly score: number; readonly before: number | null } | null;
  /** Median response times of the window in working hours; null: no answers, or the organisation has no hours. */
  readonly workingMedians: { readonly us: number | null; readonly them: number | null };
  readonly unansweredStreak: number;
  readonly quiet: Quiet | null;
  /** The day as of which they are quiet, when it is not that of the question. */
  readonly lastKnown: string | null;
  readonly isSingleThreaded: boolean;
  /** Of an opportunity beside similar won deals, by name as in `dealFigures`. */
  readonly similar: ReadonlyMap<string, Compared> | null;
};

/** Sentences shown at most, and what it takes to say one. */
export const mostSentences = 2;
export const leastStreak = 3;

/** The sentences about a record, what asks for something first; none when nothing stands out. */
export function summaryOf(figures: SummaryFigures): readonly Sentence[] {
  if (figures.lastInteractionAt === null) return [{ code: 'nothingYet' }];
  const candidates = [
    figures.isOpen ? contactSentence(figures) : null,
    silentWindow(figures),
    healthSentence(figures),
    figures.isOpen && figures.isSingleThreaded ? { code: 'singleThreaded' as const } : null,
    similarSentence(figures),
    answersBesideSimilar(figures),
    initiativeSentence(figures),
    answerSentence(figures),
  ];
  const said: Sentence[] = [];
  for (const sentence of candidates) {
    if (sentence === null || said.some((other) => readsAgainst(other, sentence))) continue;
    said.push(sentence);
    if (said.length === mostSentences) break;
  }
  return said;
}

/** True when sentences that go before those about similar deals leave room for one: looking deals up takes longest. */
export function asksForSimilar(figures: SummaryFigures): boolean {
  if (figures.type !== 'opportunity' || !figures.isOpen) return false;
  const said = summaryOf({ ...figures, similar: null });
  if (said.some(({ code }) => code === 'nothingYet')) return false;
  return said.filter(({ code }) => !afterSimilar.has(code)).length < mostSentences;
}

/** What is said only when similar deals leave room. */
const afterSimilar: ReadonlySet<Sentence['code']> = new Set([
  'initiatedMoreByUs',
  'initiatedMoreByThem',
  'weAnswerSlower',
  'weAnswerFaster',
]);

/** Whose turn it is: at most one of these, because "they wait" and "they are silent" read as a contradiction. */
function contactSentence(figures: SummaryFigures): Sentence | null {
  const { window, lastInboundAt, lastOutboundAt, quiet, lastKnown, unansweredStreak } = figures;
  const turns = window.responseByUs.unanswered;
  const wereLast = lastInboundAt !== null && lastInboundAt > (lastOutboundAt ?? -Infinity);
  if (turns > 0 && wereLast) return { code: 'waitingForUs', turns };
  const { state, usualGap, presentGap } = quiet ?? {};
  if (state === 'quiet' && usualGap && presentGap)
    return { code: 'goneQuiet', usualGap, presentGap, lastKnown };
  if (unansweredStreak >= leastStreak)
    return { code: 'unansweredStreak', emails: unansweredStreak };
  return null;
}

function silentWindow({ window }: SummaryFigures): Sentence | null {
  return window.initiatedByUs + window.initiatedByThem === 0 ? { code: 'silentWindow' } : null;
}

function healthSentence({ health, isOpen }: SummaryFigures): Sentence | null {
  if (health === null || health.before === null || !isOpen) return null;
  const { score: to, before: from } = health;
  if (to - from <= -trendStep) return { code: 'healthDropped', points: from - to, from, to };
  return to - from >= trendStep ? { code: 'healthRose', points: to - from, from, to } : null;
}

const measures: readonly SummaryMeasure[] = ['meetings', 'phoneCalls', 'emails'];

/** The number that lies furthest outside of the middle half of similar deals, measured by the width of that half. */
function similarSentence({ similar, type }: SummaryFigures): Sentence | null {
  if (similar === null || type !== 'opportunity') return null;
  let [best, furthest]: [Sentence | null, number] = [null, 0];
  for (const measure of measures) {
    const beside = outside(similar.get(measure));
    if (beside === null || beside.far <= furthest) continue;
    const { by, n, far } = beside;
    furthest = far;
    best =
      by > 0
        ? { code: 'moreThanSimilar', measure, difference: by, n }
        : { code: 'fewerThanSimilar', measure, difference: -by, n };
  }
  return best;
}

function answersBesideSimilar({ similar, type }: SummaryFigures): Sentence | null {
  if (type !== 'opportunity') return null;
  const beside = outside(similar?.get('responseByUs.medianHours'));
  if (beside === null) return null;
  const { by, n } = beside;
  return by > 0
    ? { code: 'slowerThanSimilar', hours: by, n }
    : { code: 'fasterThanSimilar', hours: -by, n };
}

/** How far a value lies from the median, when that is one or more and outside of the quartiles of enough deals. */
export function outside(compared: Compared | undefined) {
  if (compared === undefined || compared.n < leastSimilar) return null;
  const { own, lowerQuartile, median, upperQuartile, n } = compared;
  if (own === null || lowerQuartile === null || median === null || upperQuartile === null)
    return null;
  const by = own - median;
  if (Math.abs(by) < 1 || (own >= lowerQuartile && own <= upperQuartile)) return null;
  return { by, n, far: Math.abs(by) / Math.max(1, upperQuartile - lowerQuartile) };
}

/** Who began more of what, by the kind with the largest difference. */
function initiativeSentence({ window }: SummaryFigures): Sentence | null {
  const differences: Readonly<Record<SummaryMeasure, number>> = {
    meetings: window.meetingsSent - window.meetingsReceived,
    phoneCalls: window.phoneCallsMade - window.phoneCallsReceived,
    emails: window.emailsSent - window.emailsReceived,
  };
  const [measure] = measures.toSorted(
    (a, b) => Math.abs(differences[b]) - Math.abs(differences[a]),
  );
  const difference = measure === undefined ? 0 : differences[measure];
  if (measure === undefined || difference === 0) return null;
  return difference > 0
    ? { code: 'initiatedMoreByUs', measure, difference }
    : { code: 'initiatedMoreByThem', measure, difference: -difference };
}

/** Only who is slower or faster in working hours, too: the page shows either, as its reader likes. */
function answerSentence({ window, workingMedians }: SummaryFigures): Sentence | null {
  const [us, them] = [window.responseByUs.medianHours, window.responseByThem.medianHours];
  if (us === null || them === null || Math.abs(us - them) < 1) return null;
  const { us: ourWork, them: theirWork } = workingMedians;
  const isKnown = ourWork !== null && theirWork !== null;
  if (isKnown && Math.sign(ourWork - theirWork) !== Math.sign(us - them)) return null;
  return us > them
    ? { code: 'weAnswerSlower', hours: us - them }
    : { code: 'weAnswerFaster', hours: them - us };
}

/** Pairs that are both true and would not be believed beside each other. */
const againstEachOther: readonly (readonly [Sentence['code'], Sentence['code']])[] = [
  ['waitingForUs', 'silentWindow'],
  ['waitingForUs', 'weAnswerFaster'],
  ['waitingForUs', 'fasterThanSimilar'],
  ['goneQuiet', 'healthRose'],
  ['goneQuiet', 'silentWindow'],
  ['unansweredStreak', 'healthRose'],
  ['silentWindow', 'healthRose'],
  ['moreThanSimilar', 'initiatedMoreByThem'],
  ['fewerThanSimilar', 'initiatedMoreByUs'],
  ['slowerThanSimilar', 'weAnswerFaster'],
  ['fasterThanSimilar', 'weAnswerSlower'],
];

function readsAgainst(one: Sentence, other: Sentence): boolean {
  return againstEachOther.some(
    ([a, b]) => (one.code === a && other.code === b) || (one.code === b && other.code === a),
  );
}
