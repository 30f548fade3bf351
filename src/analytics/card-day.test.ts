import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardKinds, recordTypes } from '../model/vocabulary.ts';
import { awayDays, cardDay, identityOf, isAway, type KeptCard } from './card-day.ts';
import type { Card } from './card-figures.ts';
import { byPriority } from './cards.ts';
import { dayText } from './zone.ts';

/** Cards by chance, of few records and causes, so that they meet. */
const anyCards = fc
  .array(
    fc.record({
      record: fc.integer({ min: 1, max: 9 }),
      kind: fc.constantFrom(...cardKinds),
      cause: fc.constantFrom('a', 'b'),
      type: fc.constantFrom(...recordTypes),
      priority: fc.integer({ min: 1, max: 20 }),
      group: fc.constantFrom('x', 'y', null),
      customer: fc.constantFrom(1, 2, 3, null),
    }),
    { maxLength: 24 },
  )
  .map((list) => {
    const distinct = new Map(list.map((one) => [identityOf(one), one]));
    return [...distinct.values()].map((one): Card => aCard(one)).toSorted(byPriority);
  });

function aCard(
  given: Pick<Card, 'record' | 'kind' | 'cause'> & {
    readonly type?: Card['type'];
    readonly priority?: number;
    readonly group?: string | null;
    readonly customer?: number | null;
  },
): Card {
  const { priority = 1, type = 'opportunity', group = null, customer = null, ...identity } = given;
  return {
    ...identity,
    ...{ type, customer },
    reason: { code: 'singleThreaded', people: 1, activities: 9 },
    ...{ points: priority, value: 1, priority },
    group: group === null ? `of ${identityOf(identity)}` : `${group} ${identity.cause}`,
  };
}

/** A person's memory of cards, as the database keeps it. */
function memory() {
  const kept = new Map<string, KeptCard>();
  return {
    kept,
    look: (cards: readonly Card[], day: { readonly today: string; readonly most: number }) => {
      const found = cardDay(cards, [...kept.values()], day);
      for (const { card, place } of found.added)
        kept.set(identityOf(card), {
          ...{ record: card.record, kind: card.kind, cause: card.cause },
          ...{ chosenOn: day.today, place, decision: null, until: null },
        });
      return found;
    },
    decide: (card: Card, decision: KeptCard['decision'], until: string | null) => {
      const before = kept.get(identityOf(card));
      if (before !== undefined) kept.set(identityOf(card), { ...before, decision, until });
    },
  };
}

const someone = { seed: 20_261_120, numRuns: 300 };
const first = 20_700;

describe('the cards of a day', () => {
  it('are never more than somebody wants, whatever they put away and whatever happens meanwhile', () => {
    let looks = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(
          fc.record({
            cards: anyCards,
            day: fc.integer({ min: 0, max: 2 }),
            away: fc.option(fc.constantFrom('snoozed', 'dismissed', 'done')),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        (most, steps) => {
          const person = memory();
          const seenOn = new Map<string, Set<string>>();
          const away = new Map<string, string | null>();
          for (const { cards, day, away: decision } of steps.toSorted((a, b) => a.day - b.day)) {
            const today = dayText(first + day);
            const { shown } = person.look(cards, { today, most });
            const seen = seenOn.get(today) ?? new Set();
            for (const { card } of shown) seen.add(identityOf(card));
            seenOn.set(today, seen);
            expect(shown.length).toBeLessThanOrEqual(most);
            expect(seen.size).toBeLessThanOrEqual(most);
            for (const { card } of shown) {
              const until = away.get(identityOf(card));
              expect(until === undefined || (until !== null && until <= today)).toBe(true);
            }
            const [one] = shown;
            if (one === undefined || decision === null) continue;
            looks += 1;
            const until = decision === 'snoozed' ? dayText(first + day + 1) : null;
            away.set(identityOf(one.card), until);
            person.decide(one.card, decision, until);
          }
        },
      ),
      someone,
    );
    expect(looks).toBeGreaterThan(200);
  });

  it('stay as they were chosen, in their order, while others come and figures move', () => {
    fc.assert(
      fc.property(anyCards, anyCards, fc.integer({ min: 1, max: 6 }), (cards, others, most) => {
        const person = memory();
        const day = { today: dayText(first), most };
        const before = person.look(cards, day).shown.map(({ card }) => identityOf(card));
        const known = new Set(cards.map((card) => identityOf(card)));
        const louder = others
          .filter((card) => !known.has(identityOf(card)))
          .map((card) => ({ ...card, priority: card.priority + 100 }));
        const later = person.look([...cards, ...louder].toSorted(byPriority), day);
        expect(later.shown.map(({ card }) => identityOf(card)).slice(0, before.length)).toEqual(
          before,
        );
      }),
      someone,
    );
  });

  it('are of different records, and one event is one card, of the nearest record', () => {
    fc.assert(
      fc.property(anyCards, (cards) => {
        const { shown } = memory().look(cards, { today: dayText(first), most: 20 });
        expect(new Set(shown.map(({ card }) => card.record)).size).toBe(shown.length);
        expect(new Set(shown.map(({ card }) => card.group)).size).toBe(shown.length);
      }),
      someone,
    );
    const event = { kind: 'waitingForUs', cause: 'an email', group: 'x' } as const;
    const account = aCard({ ...event, record: 1, type: 'account', priority: 9 });
    const deal = aCard({ ...event, record: 2, type: 'opportunity', priority: 3 });
    const person = memory();
    const day = { today: dayText(first), most: 5 };
    expect(person.look([account, deal], day).shown.map(({ card }) => card)).toEqual([deal]);
    // Put away on the deal, it does not come back by the account.
    person.decide(deal, 'dismissed', null);
    expect(person.look([account, deal], { ...day, today: dayText(first + 1) }).shown).toEqual([]);
  });

  it('are of several customers: an account or contact yields to what is about the same one', () => {
    const about = { kind: 'healthDropped', cause: 'good to fair', customer: 7 } as const;
    const deals = [1, 2].map((record) => aCard({ ...about, record, priority: 9 }));
    const people = [3, 4].map((record) =>
      aCard({ ...about, record, type: 'contact', priority: 5 }),
    );
    const other = aCard({ ...about, record: 5, type: 'contact', customer: 8, priority: 1 });
    const day = { today: dayText(first), most: 3 };
    const { shown } = memory().look([...deals, ...people, other], day);
    expect(shown.map(({ card }) => card.record)).toEqual([1, 2, 5]);
    // Also when they come later in the day.
    const person = memory();
    person.look(deals.slice(0, 1), day);
    expect(person.look([...deals.slice(0, 1), ...people], day).shown).toHaveLength(1);
  });

  it('say how many more there are for another day', () => {
    const cards = [1, 2, 3].map((record) => aCard({ record, kind: 'noActivity', cause: 'a' }));
    const person = memory();
    expect(person.look(cards, { today: dayText(first), most: 2 }).more).toBe(1);
    const next = person.look(cards.slice(1), { today: dayText(first + 1), most: 2 });
    expect(next.shown.map(({ card }) => card.record)).toEqual([2, 3]);
  });
});

describe('a card that was put away', () => {
  const card = aCard({ record: 1, kind: 'closeDateMissed', cause: '2026-11-17' });
  const day = { today: '2026-11-20', most: 5 };

  it('comes back on the day until which it was snoozed, not before', () => {
    const person = memory();
    person.look([card], day);
    person.decide(card, 'snoozed', '2026-11-23');
    const shownOn = (today: string) => person.look([card], { ...day, today }).shown.length;
    expect(['2026-11-20', '2026-11-22', '2026-11-23'].map(shownOn)).toEqual([0, 0, 1]);
  });

  it('stays away for good, until what caused it happens anew', () => {
    const person = memory();
    person.look([card], day);
    person.decide(card, 'dismissed', null);
    expect(person.look([card], { ...day, today: '2027-11-20' }).shown).toEqual([]);
    const moved = { ...card, cause: '2027-11-18' };
    const again = person.look([moved], { ...day, today: '2027-11-20' });
    expect(again.shown.map(({ card: one }) => one.cause)).toEqual(['2027-11-18']);
  });

  it('is there again on the same day when that is undone', () => {
    const person = memory();
    person.look([card], day);
    person.decide(card, 'dismissed', null);
    expect(person.look([card], day).shown).toEqual([]);
    person.decide(card, null, null);
    expect(person.look([card], day).shown).toHaveLength(1);
  });

  it('of health, of coverage and of likeness, which begin on no day, stays away for a month and a quarter', () => {
    expect(awayDays('healthDropped')).toBe(30);
    expect(awayDays('singleThreaded')).toBe(90);
    expect(awayDays('similarToWon')).toBe(90);
    expect(cardKinds.filter((kind) => awayDays(kind) === null)).toHaveLength(cardKinds.length - 3);
    const kept = { ...card, chosenOn: null, place: null, decision: 'done' as const };
    expect(isAway({ ...kept, until: '2026-12-20' }, '2026-12-19')).toBe(true);
    expect(isAway({ ...kept, until: '2026-12-20' }, '2026-12-20')).toBe(false);
  });
});
