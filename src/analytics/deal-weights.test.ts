import { describe, expect, it } from 'vitest';
import { dealTable } from './deal-columns.ts';
import { dealWeights } from './deal-weights.ts';
import { aDeal, asOf } from './testing/deals.ts';

describe('learned weights', () => {
  const deals = (each: number) =>
    Array.from({ length: 2 * each }, (_, n) =>
      aDeal({
        id: `d${n}`,
        status: n % 2 === 0 ? 'won' : 'lost',
        source: n % 2 === 0 ? 'Referral' : 'Fair',
        industry: n % 4 < 2 ? 'Retail' : 'Energy',
      }),
    );

  it('are equal below thirty won or lost deals, over the fields that closed deals have', () => {
    const { basis, won, fields } = dealWeights(dealTable(deals(29)), asOf);
    expect({ basis, won }).toEqual({ basis: 'tooFewDeals', won: 29 });
    const weights = Object.fromEntries(fields.map(({ name, weight }) => [name, weight]));
    expect(weights).toMatchObject({ source: 1 / 3, industry: 1 / 3, stakeholders: 1 / 3 });
    expect(weights).toMatchObject({ dealType: 0 });
  });

  it('are what a field tells about winning from thirty on', () => {
    const { basis, fields } = dealWeights(dealTable(deals(30)), asOf);
    expect(basis).toBe('learned');
    expect(fields.find(({ name }) => name === 'source')?.weight).toBeCloseTo(1, 9);
  });

  it('are equal where no field tells more than chance would show', () => {
    const alike = deals(40).map((deal, n) => ({ ...deal, source: `fair ${(n >> 1) % 5}` }));
    const { basis, fields } = dealWeights(dealTable(alike), asOf);
    expect(basis).toBe('nothingTold');
    expect(fields.find(({ name }) => name === 'source')?.weight).toBe(1 / 3);
  });

  it('see nothing that closed later', () => {
    const later = deals(40).map((deal) => ({ ...deal, closedAt: asOf }));
    expect(dealWeights(dealTable(later), asOf)).toMatchObject({ won: 0, lost: 0 });
  });
});
