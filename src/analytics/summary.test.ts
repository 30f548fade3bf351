import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSimilar } from '../model/vocabulary.ts';
import { bundleSnapshot } from './analyze.ts';
import { presentKpis } from './present.ts';
import type { Quiet } from './quiet.ts';
import { isOpenAt } from './records.ts';
import { compared } from './same-age.ts';
import { figuresOf } from './snapshot.ts';
import { asksForSimilar, mostSentences, type SummaryFigures, summaryOf } from './summary.ts';
import { figures as plainFigures } from './testing/oracle-figures.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { worldOf } from './testing/oracle-people.ts';
import { isTrue } from './testing/oracle-summary.ts';
import { cases } from './testing/random.ts';

const noAnswers = {
  meanHours: null,
  medianHours: null,
  answered: 0,
  unanswered: 0,
  closing: 0,
  rate: null,
};
const nothing = presentKpis(new Float64Array(25));
const calm: SummaryFigures = {
  type: 'contact',
  isOpen: true,
  window: {
    ...nothing,
    responseByUs: noAnswers,
    responseByThem: noAnswers,
    emailsSent: 2,
    emailsReceived: 2,
    initiatedByUs: 2,
    initiatedByThem: 2,
  },
  lastInteractionAt: 100,
  lastInboundAt: 90,
  lastOutboundAt: 100,
  health: { score: 60, before: 60 },
  workingMedians: { us: null, them: null },
  unansweredStreak: 0,
  quiet: null,
  lastKnown: null,
  isSingleThreaded: false,
  similar: null,
};
const isQuiet: Quiet = {
  state: 'quiet',
  usualGap: 6,
  presentGap: 21,
  allowedGap: 14,
  surprise: 0.99,
};

describe('the summary of a record', () => {
  it('says that you have initiated 3 meetings more than the customer', () => {
    const window = { ...calm.window, meetingsSent: 4, meetingsReceived: 1, initiatedByUs: 6 };
    expect(summaryOf({ ...calm, window })).toEqual([
      { code: 'initiatedMoreByUs', measure: 'meetings', difference: 3 },
    ]);
  });

  it('says nothing when nothing stands out, and only that there is nothing when there is', () => {
    expect(summaryOf(calm)).toEqual([]);
    expect(summaryOf({ ...calm, lastInteractionAt: null, isSingleThreaded: true })).toEqual([
      { code: 'nothingYet' },
    ]);
  });

  it('says first what asks for something, and no more than two things', () => {
    const window = { ...calm.window, emailsSent: 9 };
    const said = summaryOf({
      ...calm,
      window,
      quiet: isQuiet,
      lastKnown: '2026-11-02',
      health: { score: 40, before: 60 },
      isSingleThreaded: true,
    });
    expect(said).toEqual([
      { code: 'goneQuiet', usualGap: 6, presentGap: 21, lastKnown: '2026-11-02' },
      { code: 'healthDropped', points: 20, from: 60, to: 40 },
    ]);
  });

  it('does not say that they are quiet while they wait for us', () => {
    const window = { ...calm.window, responseByUs: { ...noAnswers, unanswered: 2 } };
    const waiting = { ...calm, window, lastInboundAt: 110, quiet: isQuiet, unansweredStreak: 4 };
    expect(summaryOf(waiting)).toEqual([{ code: 'waitingForUs', turns: 2 }]);
    expect(summaryOf({ ...waiting, lastOutboundAt: 120, quiet: null })).toEqual([
      { code: 'unansweredStreak', emails: 4 },
    ]);
  });

  it('says who answers faster only where working hours do not say otherwise', () => {
    const window = {
      ...calm.window,
      responseByUs: { ...noAnswers, answered: 1, medianHours: 30 },
      responseByThem: { ...noAnswers, answered: 1, medianHours: 6 },
    };
    const beside = (us: number | null, them: number | null) =>
      summaryOf({ ...calm, window, workingMedians: { us, them } });
    const slower = [{ code: 'weAnswerSlower', hours: 24 }];
    expect([beside(null, null), beside(9, 6)]).toEqual([slower, slower]);
    expect([beside(2, 6), beside(6, 6)]).toEqual([[], []]);
    const swapped = { responseByUs: window.responseByThem, responseByThem: window.responseByUs };
    expect(
      summaryOf({ ...calm, window: { ...window, ...swapped }, workingMedians: { us: 6, them: 6 } }),
    ).toEqual([]);
  });

  it('asks nothing of a deal that is closed', () => {
    const closed = { ...calm, isOpen: false, quiet: isQuiet, isSingleThreaded: true };
    expect(summaryOf({ ...closed, health: null })).toEqual([]);
  });

  it('puts an opportunity beside similar won deals, when it lies outside of their middle half', () => {
    const others = [1, 2, 2, 3, 3];
    const deal = { ...calm, type: 'opportunity' as const };
    const beside = (own: number, list: readonly number[]) =>
      summaryOf({ ...deal, similar: new Map([['meetings', compared(own, list)]]) });
    expect(beside(5, others)).toEqual([
      { code: 'moreThanSimilar', measure: 'meetings', difference: 3, n: 5 },
    ]);
    expect(beside(0, others)).toEqual([
      { code: 'fewerThanSimilar', measure: 'meetings', difference: 2, n: 5 },
    ]);
    expect(beside(3, others)).toEqual([]);
    expect(beside(9, others.slice(1))).toEqual([]);
  });
});

describe('the summary of random records', () => {
  it('claims nothing that the figures of a second implementation do not show', () => {
    const codes = new Set<string>();
    const quiet = fc.record({
      state: fc.constantFrom('quiet', 'withinRhythm', 'tooRecent', 'tooFewDays'),
      usualGap: fc.integer({ min: 1, max: 9 }),
      presentGap: fc.integer({ min: 10, max: 40 }),
      allowedGap: fc.constant(9),
      surprise: fc.constant(0.99),
    });
    const others = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 2 * leastSimilar });
    const rest = fc.record({
      quiet: fc.option(quiet),
      lastKnown: fc.constantFrom(null, '2026-11-02'),
      isSingleThreaded: fc.boolean(),
      isShown: fc.boolean(),
      working: fc.constantFrom({ us: null, them: null }, { us: 1, them: 9 }, { us: 9, them: 1 }),
      others,
    });
    fc.assert(
      fc.property(cases(30), rest, ({ bundle, question }, given) => {
        const { asOf, days } = question;
        const { timeZone } = bundle.organization;
        const { snapshot } = bundleSnapshot(bundle, asOf);
        const world = worldOf(bundle);
        const moment = momentAt(world, asOf);
        const asked = { ...question, timeZone, settings: bundle.settings };
        for (const { record, kpis, health } of figuresOf(snapshot, asked)) {
          const instant = (fact: number) =>
            fact < 0 ? null : (snapshot.facts.startsAt[fact] ?? null);
          const window = presentKpis(kpis.window);
          const { score, before, detail } = health;
          const own = new Map<string, number | null>([
            ['meetings', window.meetingsSent + window.meetingsReceived],
            ['emails', window.emailsSent + window.emailsReceived],
            ['phoneCalls', window.phoneCallsMade + window.phoneCallsReceived],
            ['responseByUs.medianHours', window.responseByUs.medianHours],
          ]);
          const figures: SummaryFigures = {
            type: record.type,
            isOpen: isOpenAt(record, asOf),
            window,
            lastInteractionAt: instant(kpis.lastInteraction),
            lastInboundAt: instant(kpis.lastInbound),
            lastOutboundAt: instant(kpis.lastOutbound),
            health: score === null || !given.isShown ? null : { score, before },
            workingMedians: given.working,
            unansweredStreak: detail?.unansweredStreak ?? 0,
            quiet: given.quiet,
            lastKnown: given.lastKnown,
            isSingleThreaded: given.isSingleThreaded,
            similar: new Map(
              Array.from(own, ([name, value]) => [name, compared(value, given.others)]),
            ),
          };
          const seen = moment.seen.filter(({ records }) =>
            records.some(({ type, id }) => type === record.type && id === record.id),
          );
          const told = plainFigures(world, seen, { moment, days });
          const said = summaryOf(figures);
          // Where similar deals are not asked for they would not be heard of.
          if (figures.isOpen && !asksForSimilar(figures))
            expect(said).toEqual(summaryOf({ ...figures, similar: null }));
          for (const sentence of said) {
            codes.add(sentence.code);
            expect([sentence, isTrue(sentence, figures, told.window)]).toEqual([sentence, true]);
            if (!given.isShown) expect(sentence.code).not.toMatch(/^health/);
            if (record.type !== 'opportunity') expect(sentence.code).not.toMatch(/Similar$/);
          }
          const names = said.map(({ code }) => code);
          expect(names.length).toBeLessThanOrEqual(mostSentences);
          for (const [one, other] of contradictions)
            expect(names.filter((name) => name === one || name === other).length).toBeLessThan(2);
        }
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
    expect(codes.size).toBeGreaterThanOrEqual(12);
  });
});

/** What nobody would believe side by side. */
const contradictions = [
  ['waitingForUs', 'goneQuiet'],
  ['waitingForUs', 'unansweredStreak'],
  ['waitingForUs', 'silentWindow'],
  ['healthRose', 'healthDropped'],
  ['goneQuiet', 'healthRose'],
  ['silentWindow', 'initiatedMoreByUs'],
  ['silentWindow', 'initiatedMoreByThem'],
  ['initiatedMoreByUs', 'initiatedMoreByThem'],
  ['moreThanSimilar', 'fewerThanSimilar'],
  ['slowerThanSimilar', 'weAnswerFaster'],
  ['fasterThanSimilar', 'weAnswerSlower'],
  ['weAnswerFaster', 'weAnswerSlower'],
] as const;
