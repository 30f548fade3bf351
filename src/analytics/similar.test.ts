import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealTable } from './deal-columns.ts';
import { type Deal, dealOf } from './deal-table.ts';
import { dealWeights } from './deal-weights.ts';
import { similarDeals } from './similar.ts';
import { aDeal, anOpenDeal, asOf } from './testing/deals.ts';
import { unlike } from './testing/differences.ts';
import {
  type PlainDeal,
  plainDistance,
  plainNearest,
  plainWeights,
} from './testing/oracle-similar.ts';
import { anAccount, anOpportunity, aUser } from './testing/seeds.ts';
import { dayMs } from './zone.ts';

const settings = {
  currency: 'EUR',
  rates: [{ currency: 'USD', rate: 0.5, from: null }],
};

/** Ids of the won and lost deals like the first one. */
function like(deals: readonly Deal[], custom: readonly string[] = [], when = asOf) {
  const table = dealTable(deals, custom);
  const found = similarDeals(table, { row: 0, asOf: when }, dealWeights(table, when));
  const ids = (list: typeof found.won) => list.map(({ row }) => deals[row]?.id);
  return { ...found, wonIds: ids(found.won), lostIds: ids(found.lost) };
}

describe('similar won deals', () => {
  it('are those nearest in what both have, with what was compared', () => {
    const { wonIds, won, isStandIn } = like([
      anOpenDeal({ value: Math.E - 1, industry: 'Retail', stakeholders: 1 }),
      aDeal({ id: 'far', value: Math.E ** 3 - 1, industry: 'Energy', stakeholders: 3 }),
      aDeal({ id: 'near', value: Math.E - 1, industry: 'Retail', stakeholders: 2 }),
    ]);
    expect({ wonIds, isStandIn }).toEqual({ wonIds: ['near', 'far'], isStandIn: false });
    expect(won[0]?.distance).toBeCloseTo(1 / 3, 12);
    expect(won[1]?.compared).toEqual([
      { field: 'estimatedValue', distance: 1 },
      { field: 'industry', distance: 1 },
      { field: 'stakeholders', distance: 1 },
    ]);
  });

  it('are ten, never the deal itself, none that is open or was closed at the instant or later', () => {
    const many = Array.from({ length: 12 }, (_, n) =>
      aDeal({ id: `w${n}`, closedAt: asOf - (n + 1) * dayMs }),
    );
    const { wonIds, lostIds } = like([
      anOpenDeal({}),
      anOpenDeal({ id: 'other' }),
      aDeal({ id: 'now', closedAt: asOf }),
      aDeal({ id: 'later', closedAt: asOf + 1 }),
      aDeal({ id: 'undated', closedAt: null }),
      aDeal({ id: 'lost', status: 'lost' }),
      ...many,
    ]);
    expect(wonIds).toEqual(many.slice(0, 10).map(({ id }) => id));
    expect(lostIds).toEqual(['lost']);
  });

  it('are the latest won ones when no field is shared, which is said', () => {
    const table = dealTable([
      anOpenDeal({ industry: 'Retail' }),
      ...Array.from({ length: 103 }, (_, n) =>
        aDeal({ id: `w${n}`, source: 'Fair', closedAt: asOf - ((n * 7) % 103) * dayMs - 1 }),
      ),
    ]);
    // Every deal has a number of stakeholders: without it nothing is left to compare.
    const fields = table.fields.filter(({ name }) => name !== 'stakeholders');
    const bare = { ...table, fields };
    const found = similarDeals(bare, { row: 0, asOf }, dealWeights(bare, asOf));
    expect(found.isStandIn).toBe(true);
    expect(found.won).toHaveLength(100);
    const closings = found.won.map(({ row }) => bare.closedAt[row] ?? 0);
    expect(closings).toEqual(closings.toSorted((a, b) => b - a));
    expect(found.won[0]).toMatchObject({ distance: null, compared: [] });
  });

  it('take owners of one team for alike, and one choice in common', () => {
    const { won } = like(
      [
        anOpenDeal({ ownerTeams: ['north', 'key'], custom: { uses: ['crm', 'mail'] } }),
        aDeal({ id: 'a', ownerTeams: ['key'], custom: { uses: ['mail'] } }),
        aDeal({ id: 'b', ownerTeams: ['south'], custom: { uses: ['calls'] } }),
      ],
      ['uses'],
    );
    expect(won.map(({ distance }) => distance)).toEqual([0, 2 / 3]);
  });
});

describe('a field that is known only after closing', () => {
  const opportunity = anOpportunity({
    id: 'o',
    status: 'won',
    estimatedValue: 100,
    createdAt: asOf,
  });
  const parts = { key: 1, account: anAccount({ id: 'a' }), owner: aUser({ id: 'u' }), settings };

  it('is not read: actual value, stage and estimated close date change nothing', () => {
    const closed = { actualValue: 7, stage: 'Closed', estimatedCloseDate: '2026-01-01' };
    expect(dealOf({ ...opportunity, ...closed }, parts)).toEqual(dealOf(opportunity, parts));
  });

  it('is left out also when it is configured: no open deal has it', () => {
    const planted = (reason: string | null) =>
      Array.from({ length: 80 }, (_, n) => {
        const status = n % 2 === 0 ? 'won' : 'lost';
        const custom = reason === null ? {} : { reason: `${reason} ${status}` };
        return aDeal({ id: `d${n}`, status, stakeholders: n % 7, custom });
      });
    const open = anOpenDeal({ stakeholders: 3 });
    const [without, withPlant] = [
      like([open, ...planted(null)], ['reason']),
      like([open, ...planted('Price')], ['reason']),
    ];
    expect(withPlant).toEqual(without);
    const table = dealTable([open, ...planted('Price')], ['reason']);
    expect(table.fields.map(({ name }) => name)).not.toContain('reason');
  });
});

describe('a deal as similarity sees it', () => {
  it('has its value in our currency, none without a rate, and the age of the relationship', () => {
    const given = {
      id: 'o',
      estimatedValue: 100,
      createdAt: asOf,
      stakeholderIds: ['c1', 'c1', 'c2'],
    };
    const account = anAccount({ id: 'a', createdAt: asOf - 10 * dayMs, industry: 'Retail' });
    const of = (currency: string) =>
      dealOf(anOpportunity({ ...given, currency }), { key: 1, account, owner: null, settings });
    expect(of('USD')).toMatchObject({ value: 50, relationshipDays: 10, stakeholders: 2 });
    expect(of('CHF').value).toBeNull();
  });
});

describe('similar deals of random companies', () => {
  const word = fc.constantFrom(null, 'x', 'y', 'z');
  const deal = (status: fc.Arbitrary<Deal['status']>) =>
    fc.record({
      status,
      closedAt: fc.option(fc.integer({ min: -400, max: 3 }), { freq: 12 }),
      value: fc.constantFrom(null, 0, 10, 500, 90_000),
      industry: word,
      source: word,
      dealType: fc.constant(null),
      currency: word,
      ownerTeams: fc.uniqueArray(fc.constantFrom('t1', 't2', 't3'), { maxLength: 2 }),
      stakeholders: fc.nat(4),
      relationshipDays: fc.constantFrom(null, 0, 30, 1000),
      custom: fc.record({ size: fc.constantFrom(undefined, 1, 5), plan: word }),
    });

  it('are those of a second, plain implementation, with its weights', () => {
    fc.assert(
      fc.property(
        fc.array(deal(fc.constantFrom('won', 'lost', 'lost', 'open')), {
          minLength: 1,
          maxLength: 150,
          size: 'max',
        }),
        (given) => {
          const deals = given.map(({ closedAt, ...rest }, n) =>
            aDeal({
              ...rest,
              id: `d${n}`,
              closedAt: closedAt === null ? null : asOf + closedAt * dayMs,
            }),
          );
          const table = dealTable(deals, ['size', 'plan']);
          const weights = dealWeights(table, asOf);
          const names = table.fields.map(({ name }) => name);
          const plain = deals.map((one) => plainOf(one, names));
          const wanted = plainWeights(plain, names, asOf);
          const got = Object.fromEntries(weights.fields.map(({ name, weight }) => [name, weight]));
          expect(unlike(got, wanted)).toEqual([]);
          const found = similarDeals(table, { row: 0, asOf }, weights);
          const [own] = plain;
          if (own === undefined) return;
          const setting = { deals: plain, weights: wanted, asOf };
          for (const status of ['won', 'lost'] as const) {
            const list = found[status].filter(({ distance }) => distance !== null);
            const near = plainNearest(own, status, setting);
            const named = list.map(({ row, distance }) => ({ id: deals[row]?.id, distance }));
            expect(unlike(named, near)).toEqual([]);
            for (const { row, distance } of list) {
              const other = plain[row] ?? own;
              expect(plainDistance(own, other, setting)?.distance).toBeCloseTo(distance ?? -1, 9);
            }
          }
        },
      ),
      { seed: 20_261_122, numRuns: 40, endOnFailure: true },
    );
  });
});

describe('one deal among 100,000', () => {
  it('has its similar deals within 50 ms', () => {
    const deals = Array.from({ length: 100_000 }, (_, n) =>
      aDeal({
        id: `d${n}`,
        status: n % 3 === 0 ? 'won' : 'lost',
        value: (n * 7919) % 100_003,
        industry: `industry ${(n * 31) % 17}`,
        source: `source ${(n * 13) % 7}`,
        dealType: n % 2 === 0 ? 'new' : 'more',
        currency: 'EUR',
        ownerTeams: [`team ${n % 11}`],
        stakeholders: n % 6,
        relationshipDays: (n * 17) % 4001,
        closedAt: asOf - 1 - (n % 900) * dayMs,
      }),
    );
    const table = dealTable(deals);
    const weights = dealWeights(table, asOf);
    const times = Array.from({ length: 7 }, (_, row) => {
      const from = performance.now();
      expect(similarDeals(table, { row, asOf }, weights).won).toHaveLength(10);
      return performance.now() - from;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

function plainOf(deal: Deal, names: readonly string[]): PlainDeal {
  const list = (text: unknown) => (typeof text === 'string' ? [text] : null);
  const all: Readonly<Record<string, number | readonly string[] | null | undefined>> = {
    estimatedValue: deal.value === null ? null : Math.log(1 + deal.value),
    industry: list(deal.industry),
    source: list(deal.source),
    currency: list(deal.currency),
    ownerTeam: deal.ownerTeams.length === 0 ? null : deal.ownerTeams,
    stakeholders: deal.stakeholders,
    relationshipAge: deal.relationshipDays,
    size: typeof deal.custom.size === 'number' ? deal.custom.size : null,
    plan: list(deal.custom.plan),
  };
  const values: Record<string, number | readonly string[]> = {};
  for (const name of names) {
    const value = all[name];
    if (value !== null && value !== undefined) values[name] = value;
  }
  return { id: deal.id, status: deal.status, closedAt: deal.closedAt, values };
}

describe('a deal without any field that told won from lost', () => {
  const closed = Array.from({ length: 80 }, (_, n) =>
    aDeal({
      id: `deal-${n}`,
      status: n % 2 === 0 ? 'won' : 'lost',
      source: n % 2 === 0 ? 'Fair' : 'Web',
      dealType: ['New', 'More'][(n >> 1) % 2] ?? null,
      currency: 'EUR',
    }),
  );
  const like = (given: Parameters<typeof anOpenDeal>[0]) => {
    const table = dealTable([anOpenDeal(given), ...closed]);
    return { table, ...similarDeals(table, { row: 0, asOf }, dealWeights(table, asOf)) };
  };

  it('is compared by the others that it shares, all alike; what all deals have in common compares nothing', () => {
    expect(like({ source: 'Fair' }).weights.basis).toBe('learned');
    const { table, won, weights, isStandIn } = like({ dealType: 'More', currency: 'EUR' });
    expect([weights.basis, isStandIn, won.length]).toEqual(['nothingShared', false, 10]);
    for (const { row, compared } of won) {
      expect(table.deals[row]).toMatchObject({ status: 'won', dealType: 'More' });
      expect(compared).toEqual([{ field: 'dealType', distance: 0 }]);
    }
    expect(like({ currency: 'EUR' })).toMatchObject({ isStandIn: true });
  });
});
