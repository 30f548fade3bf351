import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealColumns, dealTable } from './deal-columns.ts';
import type { Deal, DealTable } from './deal-table.ts';
import { dealWeights } from './deal-weights.ts';
import { similarDeals } from './similar.ts';
import { aDeal, asOf } from './testing/deals.ts';

const custom = ['size', 'plan'];

const deal = fc
  .record({
    status: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
    value: fc.option(fc.integer({ min: 0, max: 5 })),
    source: fc.option(fc.constantFrom('fair', 'call', 'web')),
    size: fc.constantFrom(undefined, 1, 2, 'large'),
    plan: fc.constantFrom(undefined, ['a'], ['a', 'b'], 7),
  })
  .map(({ size, plan, ...rest }) => ({ ...rest, custom: { size, plan } }));

const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ row: fc.nat(40), deal }) },
  { weight: 1, arbitrary: fc.record({ takeOut: fc.nat(40) }) },
);

/** Everything that is said of a table: what weighs how much, and which deals are like each of it. */
function saidOf(table: DealTable) {
  const weights = dealWeights(table, asOf);
  return {
    weights,
    closedAt: [...table.closedAt],
    similar: table.deals.map((_, row) => similarDeals(table, { row, asOf, count: 3 }, weights)),
  };
}

describe('deals in columns that are written row by row', () => {
  it('are those of a table that is made at once, whatever was written and taken out before', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
        const columns = dealColumns(custom);
        const deals: Deal[] = [];
        for (const [n, one] of changes.entries()) {
          if ('takeOut' in one) {
            if (deals.length === 0) continue;
            const row = one.takeOut % deals.length;
            columns.takeOut(row);
            const moved = deals.pop();
            if (moved !== undefined && row < deals.length) deals[row] = moved;
          } else {
            const row = Math.min(one.row, deals.length);
            const written = aDeal({ id: `deal-${n}`, key: n, ...one.deal });
            columns.write(row, written);
            deals[row] = written;
          }
          // Columns of configured fields come and go in between.
          if (n % 7 === 0) columns.table();
        }
        expect(columns.table().deals).toEqual(deals);
        expect(saidOf(columns.table())).toEqual(saidOf(dealTable(deals, custom)));
      }),
      { numRuns: 150, seed: 20_261_122 },
    );
  });
});
