import { describe, expect, it } from 'vitest';
import { cardKinds } from '../model/vocabulary.ts';
import type { CardFigures } from './card-figures.ts';
import { type CardQuestion, cardsOf } from './cards.ts';
import { at } from './testing/seeds.ts';
import { dayMs } from './zone.ts';

const now = at('2026-11-20T12:00:00Z');
const today = Math.floor(now / dayMs);
const ago = (days: number) => now - days * dayMs;

/** A record of which there is nothing to say. */
const calm: CardFigures = {
  key: 1,
  type: 'opportunity',
  accountKey: null,
  contactKey: null,
  worth: null,
  score: 70,
  scoreBefore: 70,
  createdAt: ago(100),
  lastAt: ago(1),
  lastInboundAt: ago(1),
  turns: 0,
  closeOn: today + 40,
  meeting: null,
  streak: null,
  coverage: null,
  quiet: null,
  likeness: null,
  news: null,
};

const item = {
  ...{ key: 7, items: 2, title: 'A new plant', url: null, source: 'The Paper' },
  publishedAt: at('2026-11-19T08:00:00Z'),
};

/** Behind in meetings, more so in calls; all together as much as the won ones. */
const meetings = { measure: 'meetings', own: 1, lowerQuartile: 3, median: 5 } as const;
const calls = { measure: 'phoneCalls', own: 0, lowerQuartile: 2, median: 3 } as const;
const activities = { measure: 'activities', own: 9, lowerQuartile: 8, median: 9 } as const;
const likeness = { nearest: { won: 8, of: 10 }, known: { won: 88, of: 214 }, beside: [] };
const similarToWon = {
  ...{ code: 'similarToWon', nearest: likeness.nearest, known: likeness.known },
} as const;

const question: CardQuestion = {
  now,
  today,
  days: { account: 30, contact: 30, lead: 20, opportunity: 30 },
  grades: { good: 60, fair: 40, excellent: null },
  showHealth: true,
  isOn: () => true,
};

const one = (figures: Partial<CardFigures>, asked: Partial<CardQuestion> = {}) =>
  cardsOf([{ ...calm, ...figures }], { ...question, ...asked });
const kindsOf = (...given: Parameters<typeof one>) => one(...given).map(({ kind }) => kind);

describe('a card', () => {
  it('is not made of a record of which there is nothing to say', () => {
    expect(one({})).toEqual([]);
  });

  it.each([
    [
      { meeting: { at: at('2026-11-20T15:00:00Z'), meetings: 2 } },
      { code: 'meetingToday', at: '2026-11-20T15:00:00Z', meetings: 2 },
      '2026-11-20T15:00:00Z',
    ],
    [
      { turns: 2, lastInboundAt: at('2026-11-16T08:00:00Z') },
      { code: 'waitingForUs', turns: 2, since: '2026-11-16T08:00:00Z' },
      '2026-11-16T08:00:00Z',
    ],
    [{ closeOn: today - 3 }, { code: 'closeDateMissed', on: '2026-11-17', days: 3 }, '2026-11-17'],
    [{ closeOn: today }, { code: 'closeDateNear', on: '2026-11-20', days: 0 }, '2026-11-20'],
    [{ closeOn: today + 14 }, { code: 'closeDateNear', on: '2026-12-04', days: 14 }, '2026-12-04'],
    [
      { score: 59, scoreBefore: 60 },
      { code: 'healthDropped', from: 'good', to: 'fair', scoreFrom: 60, scoreTo: 59 },
      'good to fair',
    ],
    [
      {
        quiet: {
          ...{ usualGap: 6, presentGap: 21, allowedGap: 14, since: today - 29 },
          lastKnown: today - 9,
        },
      },
      {
        ...{ code: 'goneQuiet', usualGap: 6, presentGap: 21, allowedGap: 14 },
        ...{ since: '2026-10-22', lastKnown: '2026-11-11' },
      },
      '2026-10-22',
    ],
    [
      { streak: { emails: 3, since: at('2026-11-02T09:00:00Z') } },
      { code: 'unansweredStreak', emails: 3, since: '2026-11-02T09:00:00Z' },
      '2026-11-02T09:00:00Z',
    ],
    [
      { lastAt: ago(30) },
      { code: 'noActivity', days: 30, since: '2026-10-21T12:00:00Z', limit: 30 },
      '2026-10-21T12:00:00Z',
    ],
    [
      { lastAt: null, createdAt: null },
      { code: 'noActivity', days: null, since: null, limit: 30 },
      'never',
    ],
    [
      { coverage: { theirs: 2, single: true, activities: 5 } },
      { code: 'singleThreaded', people: 2, activities: 5 },
      'theirs',
    ],
    [
      { likeness: { ...likeness, beside: [meetings, calls, activities] } },
      { ...similarToWon, measure: 'phoneCalls', own: 0, median: 3, isBehind: true },
      'behind',
    ],
    [
      { likeness: { ...likeness, beside: [{ ...meetings, own: 3 }, activities] } },
      { ...similarToWon, measure: 'activities', own: 9, median: 9, isBehind: false },
      'beside',
    ],
    [
      { news: item },
      {
        ...{ code: 'news', items: 2, title: 'A new plant', url: null, source: 'The Paper' },
        at: '2026-11-19T08:00:00Z',
      },
      'item 7',
    ],
  ] as const)('says why, and what caused it: %o', (figures, reason, cause) => {
    expect(one(figures)).toMatchObject([{ record: 1, kind: reason.code, reason, cause }]);
  });

  it('is not made before its time', () => {
    expect(one({ closeOn: today + 15 })).toEqual([]);
    expect(one({ score: 60, scoreBefore: 90 })).toEqual([]);
    expect(one({ streak: { emails: 2, since: ago(20) } })).toEqual([]);
    expect(one({ lastAt: ago(29.99) })).toEqual([]);
    expect(one({ coverage: { theirs: 1, single: true, activities: 4 } })).toEqual([]);
    expect(one({ coverage: { theirs: 1, single: false, activities: 9 } })).toEqual([]);
    expect(one({ likeness })).toEqual([]);
  });

  it('looks at what a record is: close dates are of deals, silence of people ends as news', () => {
    expect(kindsOf({ type: 'contact', closeOn: today, lastAt: ago(90) })).toEqual(['noActivity']);
    expect(kindsOf({ type: 'contact', lastAt: ago(90.1) })).toEqual([]);
    expect(kindsOf({ type: 'account', lastAt: null })).toEqual([]);
    expect(kindsOf({ type: 'lead', lastAt: null, createdAt: ago(20) })).toEqual(['noActivity']);
    expect(kindsOf({ type: 'lead', lastAt: null, createdAt: ago(19) })).toEqual([]);
  });

  it('is of no kind that is switched off, and of none of health while it is hidden', () => {
    const all: Partial<CardFigures> = {
      meeting: { at: now + 1, meetings: 1 },
      turns: 1,
      closeOn: today,
      score: 10,
      scoreBefore: 90,
      quiet: { usualGap: 2, presentGap: 9, allowedGap: 5, since: today - 12, lastKnown: null },
      streak: { emails: 4, since: ago(20) },
      lastAt: ago(60),
      coverage: { theirs: 1, single: true, activities: 12 },
      likeness: { ...likeness, beside: [meetings] },
      news: item,
    };
    const kinds = [...new Set([...kindsOf(all), ...kindsOf({ ...all, closeOn: today - 1 })])];
    expect(kinds.toSorted()).toEqual(cardKinds.toSorted());
    expect(kindsOf(all, { showHealth: false })).not.toContain('healthDropped');
    for (const kind of cardKinds)
      expect(kindsOf(all, { isOn: (each) => each !== kind })).not.toContain(kind);
  });
});

describe('the order of cards', () => {
  const missed = (key: number, worth: number | null, more: Partial<CardFigures> = {}) => ({
    ...{ ...calm, key, worth, closeOn: today - 30 },
    ...more,
  });

  it('is that of points × value: ½ and up to one more, one at the median of the open deals', () => {
    const cards = cardsOf(
      [missed(1, null), missed(2, 100), missed(3, 300), missed(4, 200)],
      question,
    );
    expect(cards.map(({ record }) => record)).toEqual([3, 4, 2, 1]);
    expect(cards.map(({ points }) => points)).toEqual([6, 6, 6, 6]);
    expect(cards.map(({ value }) => value)).toEqual([0.5 + 300 / 500, 1, 0.5 + 100 / 300, 0.5]);
    expect(cards[0]?.priority).toBeCloseTo(6.6, 12);
  });

  it('lets a contact and an account stand for what their deals are worth, a lead for three quarters', () => {
    const deal = missed(1, 100, { accountKey: 2, contactKey: 3, closeOn: null });
    const waits = { turns: 1, lastInboundAt: ago(3), closeOn: null };
    const cards = cardsOf(
      [
        deal,
        { ...calm, ...waits, key: 2, type: 'account' },
        { ...calm, ...waits, key: 3, type: 'contact', accountKey: 2 },
        { ...calm, ...waits, key: 4, type: 'contact', accountKey: 2 },
        { ...calm, ...waits, key: 5, type: 'lead' },
      ],
      question,
    );
    expect(cards.map(({ record, value }) => [record, value])).toEqual([
      ...[
        [2, 1],
        [3, 1],
        [5, 0.75],
        [4, 0.5],
      ],
    ]);
    // One email, on a contact of the account and on the account.
    expect(new Set(cards.map(({ group }) => group)).size).toBe(2);
  });

  it('grows with what is to be lost', () => {
    const pointsOf = (figures: Partial<CardFigures>) => one(figures)[0]?.points ?? 0;
    expect(pointsOf({ closeOn: today })).toBe(6);
    expect(pointsOf({ closeOn: today + 14 })).toBe(2);
    expect(pointsOf({ score: 30, scoreBefore: 90 })).toBe(6);
    expect(pointsOf({ score: 59, scoreBefore: 64 })).toBe(3);
    expect(pointsOf({ streak: { emails: 8, since: 0 } })).toBe(5);
    expect(pointsOf({ lastAt: ago(45) })).toBe(1.5);
    expect(pointsOf({ lastAt: ago(4000) })).toBe(3);
    const beside = (own: number) =>
      pointsOf({ likeness: { ...likeness, beside: [{ ...meetings, own }, activities] } });
    expect([0, 1, 2, 3].map((own) => Math.round(beside(own) * 10) / 10)).toEqual([4, 3.6, 3.2, 1]);
    const quiet = { usualGap: 2, allowedGap: 10, since: 0, lastKnown: null };
    expect(pointsOf({ quiet: { ...quiet, presentGap: 11 } })).toBeCloseTo(3.1, 12);
    expect(pointsOf({ quiet: { ...quiet, presentGap: 99 } })).toBe(5);
  });
});
