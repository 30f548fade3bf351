import { describe, expect, it } from 'vitest';
import { heightOf, lacksRate, laneOf, lookOf } from './deal.ts';
import { dealNamed, healthOf } from './testing/deals.ts';

describe('a deal in the pipeline', () => {
  it('stands at its score in the colour of its grade', () => {
    const health = healthOf('poor', 24);
    expect([lookOf(health), heightOf(health)]).toEqual(['poor', 24]);
  });

  it('that is being computed stands at its last score, else at 0', () => {
    const pending = { state: 'pending', score: 61, grade: 'good', trend: null } as const;
    expect([lookOf(pending), heightOf(pending)]).toEqual(['pending', 61]);
    expect(heightOf({ ...pending, score: null })).toBe(0);
  });

  it.each(['notEnoughInfo', 'noClosedActivities', 'notApplicable', 'failed'] as const)(
    'without a health (%s) stands at 0, whatever was left of a score',
    (state) => {
      const health = { state, score: 80, grade: 'good', trend: null } as const;
      expect([lookOf(health), heightOf(health)]).toEqual(['none', 0]);
    },
  );

  it('lacks a rate when it has a value that nothing is known to be worth here', () => {
    expect(lacksRate(dealNamed('a', { estimatedValue: 5, worth: null }))).toBe(true);
    expect(lacksRate(dealNamed('b', { estimatedValue: null, worth: null }))).toBe(false);
    expect(lacksRate(dealNamed('c', { estimatedValue: 5, worth: 6 }))).toBe(false);
  });

  it('is past its date from the day after on', () => {
    const deal = dealNamed('a', { estimatedCloseDate: '2026-11-20' });
    expect(laneOf(deal, '2026-11-20')).toBe('dated');
    expect(laneOf(deal, '2026-11-21')).toBe('past');
    expect(laneOf(dealNamed('b', { estimatedCloseDate: null }), '2026-11-20')).toBe('undated');
  });
});
