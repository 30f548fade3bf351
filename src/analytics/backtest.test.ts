import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleSnapshot } from './analyze.ts';
import { type BacktestCase, backtest } from './backtest.ts';
import { contactCases, dealCases } from './backtest-cases.ts';
import { brierScore, calibrate, calibrationGroups, chanceOf } from './calibration.ts';
import { intervalOf, resampledAreas, rocArea, rocCurve } from './roc.ts';
import { seeded } from './seeded.ts';
import { ago, avery, company, dana, now, theDeal, theo } from './testing/cast.ts';
import { unlike } from './testing/differences.ts';
import { areaByPairs, risingFit } from './testing/oracle-backtest.ts';
import { recordHealth } from './testing/oracle-health.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { sideOf, worldOf } from './testing/oracle-people.ts';
import { cases } from './testing/random.ts';
import { anEmail, at } from './testing/seeds.ts';
import { dayMs } from './zone.ts';

const told = fc.array(
  fc.record({
    cluster: fc.nat(6),
    number: fc.constantFrom(Number.NEGATIVE_INFINITY, -2, 0, 0.5, 1, 3),
    outcome: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe('the area under the curve', () => {
  it('is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(told, (list) => {
        const area = rocArea(
          list,
          list.map(({ number }) => number),
        );
        expect(unlike(area, areaByPairs(list))).toEqual([]);
      }),
      { seed: 20_261_122, numRuns: 200 },
    );
  });

  it('lies under the curve, drawn in few steps', () => {
    fc.assert(
      fc.property(told, (list) => {
        const numbers = list.map(({ number }) => number);
        const curve = rocCurve(list, numbers, 1e9);
        const area = rocArea(list, numbers);
        expect(curve.length > 0).toBe(area !== null);
        if (area === null) return;
        expect([curve[0], curve.at(-1)]).toEqual([
          [0, 0],
          [expect.closeTo(1, 9), expect.closeTo(1, 9)],
        ]);
        const under = curve.slice(1).reduce((sum, [x, y], place) => {
          const [x0 = 0, y0 = 0] = curve[place] ?? [];
          return sum + ((x - x0) * (y + y0)) / 2;
        }, 0);
        expect(under).toBeCloseTo(area, 9);
      }),
      { seed: 20_261_122, numRuns: 100 },
    );
    const many = Array.from({ length: 5000 }, (_, n) => ({ cluster: n, outcome: n % 3 === 0 }));
    const curve = rocCurve(
      many,
      many.map((_, n) => (n * 7919) % 5000),
    );
    expect(curve.length).toBeLessThan(64);
    expect(curve.length).toBeGreaterThan(30);
  });

  it('has an interval that is wider when cases of few clusters are alike', () => {
    const chance = seeded(3);
    const list = Array.from({ length: 200 }, (_, n) => {
      const outcome = n % 2 === 0;
      return { cluster: n, outcome, number: chance() + (outcome ? 0.4 : 0) };
    });
    const numbers = [list.map(({ number }) => number)];
    const widthOf = (clusters: number) => {
      const alike = list.map((one, n) => ({ ...one, cluster: Math.floor((n * clusters) / 200) }));
      const rows = resampledAreas(alike, numbers, { seed: 1, count: 300 });
      const [low, high] = intervalOf(rows.map(([area]) => area ?? 0)) ?? [0, 0];
      const area = rocArea(list, numbers[0] ?? []) ?? 0;
      expect(low).toBeLessThan(area);
      expect(high).toBeGreaterThan(area);
      return high - low;
    };
    expect(widthOf(200)).toBeGreaterThan(0.05);
    expect(widthOf(200)).toBeLessThan(0.25);
    const single = list.map((one) => ({ ...one, cluster: 7 }));
    const [first] = resampledAreas(single, numbers, { seed: 1, count: 3 });
    expect(first).toEqual([rocArea(list, numbers[0] ?? [])]);
  });

  it('draws whole clusters: those of one cluster come as often as each other', () => {
    const list = [
      { cluster: 1, outcome: true },
      { cluster: 1, outcome: false },
      { cluster: 2, outcome: true },
      { cluster: 2, outcome: false },
    ];
    const rows = resampledAreas(list, [[1, 0, 0, 1]], { seed: 5, count: 400 });
    const areas = new Set(rows.map(([area]) => area));
    expect([...areas].sort()).toEqual([0, 0.5, 1]);
  });
});

describe('chances', () => {
  it('rise with the number and fit best', () => {
    fc.assert(
      fc.property(told, (list) => {
        const calibration = calibrate(list);
        for (const [number, chance] of risingFit(list))
          expect(chanceOf(calibration, number)).toBeCloseTo(chance, 12);
        for (const [n, step] of calibration.entries())
          expect(step.chance).toBeGreaterThan(calibration[n - 1]?.chance ?? -1);
      }),
      { seed: 20_261_122, numRuns: 100 },
    );
  });

  it('are judged by Brier, a coin by a quarter', () => {
    expect(brierScore([])).toBeNull();
    expect(
      brierScore([
        { chance: 0.5, outcome: true },
        { chance: 0.5, outcome: false },
      ]),
    ).toBe(0.25);
    expect(brierScore([{ chance: 1, outcome: false }])).toBe(1);
  });

  it('are put beside what came true in groups that hold every case once', () => {
    const list = Array.from({ length: 95 }, (_, n) => ({
      chance: (n % 7) / 7,
      outcome: n % 2 > 0,
    }));
    const groups = calibrationGroups(list, 4);
    expect(groups.length).toBeLessThanOrEqual(4);
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(95);
    const foretold = groups.map((group) => group.foretold);
    expect(foretold).toEqual(foretold.toSorted((a, b) => a - b));
    expect(groups.reduce((sum, { n, cameTrue }) => sum + n * cameTrue, 0)).toBeCloseTo(47, 9);
  });
});

describe('a backtest', () => {
  /** Looks at 60 contacts in 20 months; `strength` is how much health tells beyond the noise. */
  const looks = (strength: number, tells: 'health' | 'activities90' = 'health') => {
    const chance = seeded(11);
    return Array.from({ length: 1200 }, (_, n): BacktestCase => {
      const outcome = chance() < 0.5;
      const day = Math.floor(n / 60) * 30;
      const numbers = {
        health: chance(),
        daysSinceInbound: chance(),
        activities90: chance(),
        coin: 0,
      };
      numbers[tells] += outcome ? strength : 0;
      const [from, until] = [day * dayMs, (day + 30) * dayMs];
      return { cluster: n % 60, at: from, knownAt: until, outcome, numbers };
    });
  };

  it('says that health is better when it is', () => {
    const { verdict, against, results } = backtest(looks(0.5), { seed: 1, resamples: 200 });
    expect(verdict).toBe('better');
    expect(against.map(({ baseline }) => baseline)).toEqual([
      'daysSinceInbound',
      'activities90',
      'coin',
    ]);
    const [health, , , coin] = results;
    expect(coin).toMatchObject({ area: 0.5, interval: [0.5, 0.5], brier: 0.25 });
    expect(health?.brier).toBeLessThan(0.23);
    expect(health?.interval?.[0]).toBeGreaterThan(0.5);
  });

  it('says so when health does not beat a simple rule', () => {
    const run = (list: readonly BacktestCase[]) => backtest(list, { seed: 1, resamples: 200 });
    expect(run(looks(0)).verdict).not.toBe('better');
    expect(run(looks(0.5, 'activities90')).verdict).toBe('worse');
    expect(run([])).toMatchObject({ cases: 0, verdict: null, against: [] });
  });

  it('gives the same answer again', () => {
    const [list, rules] = [looks(0.2), { seed: 9, resamples: 50 }];
    expect(backtest(list, rules)).toEqual(backtest(list, rules));
  });

  it('fits nothing on the period that it judges: later outcomes change no earlier chance', () => {
    const list = looks(0.5);
    const rules = { seed: 1, resamples: 10 };
    const cut = 10 * 30 * dayMs;
    const early = list.filter((one) => one.at < cut);
    const turned = list.map((one) => (one.at < cut ? one : { ...one, outcome: !one.outcome }));
    const foretold = (all: readonly BacktestCase[]) =>
      backtest(all, rules).results[0]?.foretold ?? 0;
    const brier = (all: readonly BacktestCase[]) => backtest(all, rules).results[0]?.brier ?? 0;
    const total = (all: readonly BacktestCase[]) => brier(all) * foretold(all);
    // What the early ones add is the same whatever came later; the late ones alone differ.
    const lateOnly = (all: readonly BacktestCase[]) => total(all) - total(early);
    expect(foretold(list)).toBe(1200 - 60);
    expect(foretold(early)).toBe(600 - 60);
    expect(lateOnly(turned)).toBeGreaterThan(lateOnly(list));
    const first = list.filter((one) => one.at < 2 * 30 * dayMs);
    const known = calibrate(
      list
        .filter((one) => one.knownAt <= 30 * dayMs)
        .map(({ numbers, outcome }) => ({ number: numbers.health, outcome })),
    );
    const judged = list.filter((one) => one.at === 30 * dayMs);
    const expected = brierScore(
      judged.map(({ numbers, outcome }) => ({ outcome, chance: chanceOf(known, numbers.health) })),
    );
    expect(brier(first)).toBeCloseTo(expected ?? -1, 12);
  });
});

describe('the looks at contacts', () => {
  it('are those with a score then; contact within 30 days is what comes', () => {
    const activities = [70, 65, 40, 9].map((days, n) =>
      anEmail({ id: `m${n}`, from: theo, to: [avery], startsAt: ago(days) }),
    );
    const bundle = { ...company(), activities };
    const { snapshot } = bundleSnapshot(bundle, at(now));
    const rules = { asOf: at(now), timeZone: 'UTC', settings: bundle.settings };
    const instants = [100, 60, 39.5, 39, 31, 29].map((days) => at(ago(days)));
    const looks = contactCases(snapshot, instants, rules);
    expect(looks.map((look) => [(at(now) - look.at) / dayMs, look.outcome])).toEqual([
      [60, true],
      [39.5, false],
      [39, true],
      [31, true],
    ]);
    expect(looks.map(({ numbers }) => numbers.daysSinceInbound)).toEqual([-5, -0.5, -1, -9]);
    expect(looks.map(({ numbers }) => numbers.activities90)).toEqual([2, 3, 3, 3]);
  });

  it('agree in random companies with a second, plain implementation', () => {
    fc.assert(
      fc.property(cases(30), ({ bundle, question: { asOf } }) => {
        const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
        const { timeZone } = bundle.organization;
        const instants = [asOf - 30 * dayMs, asOf - 44.5 * dayMs];
        const rules = { asOf, timeZone, settings: bundle.settings };
        const looks = contactCases(snapshot, instants, rules);
        const world = worldOf(bundle);
        const end = momentAt(world, asOf);
        const wanted = instants.flatMap((when) => {
          const then = momentAt(world, when);
          return bundle.contacts
            .filter((one) => !one.analyticsOptOut)
            .flatMap(({ id }) => {
              const record = { type: 'contact' as const, id };
              const health = recordHealth(world, record, { now: then, before: then });
              if (!('exactScore' in health)) return [];
              const outcome = end.seen.some(
                ({ activity, reason, records }) =>
                  reason === null &&
                  activity.startsAt > when &&
                  activity.startsAt <= when + 30 * dayMs &&
                  records.some((one) => one.type === 'contact' && one.id === id) &&
                  activity.kind !== 'task' &&
                  (activity.kind !== 'email' || sideOf(world, activity) === 'them'),
              );
              return [[`contact:${id} ${when}`, { health: health.exactScore, outcome }] as const];
            });
        });
        const got = looks.map(
          ({ cluster, at: when, outcome, numbers }) =>
            [`${keyed.reference(cluster)} ${when}`, { health: numbers.health, outcome }] as const,
        );
        expect(unlike(Object.fromEntries(got), Object.fromEntries(wanted))).toEqual([]);
      }),
      { seed: 20_261_122, numRuns: 30 },
    );
  });
});

describe('the looks at deals', () => {
  it('are at an age at which they were open, and tell won from lost', () => {
    const closed = (id: string, status: 'won' | 'lost', days: number) =>
      theDeal({ id, status, createdAt: at(ago(100)), closedAt: at(ago(100 - days)) });
    const opportunities = [closed('won', 'won', 40), closed('lost', 'lost', 20), theDeal()];
    const activities = [99, 95].map((days) =>
      anEmail({ id: `m${days}`, from: dana, to: [avery], startsAt: ago(days) }),
    );
    const bundle = { ...company({ opportunities }), activities };
    const { snapshot, keyed } = bundleSnapshot(bundle, at(now));
    const rules = { asOf: at(now), timeZone: 'UTC', settings: bundle.settings };
    const isWon = (key: number) => keyed.reference(key) === 'opportunity:won';
    const outcomes = (age: number) =>
      dealCases(snapshot, { age, isWon }, rules).map(({ outcome }) => outcome);
    expect([outcomes(14), outcomes(30), outcomes(60)]).toEqual([[true, false], [true], []]);
    const early = { ...rules, asOf: at(ago(70)) };
    expect(dealCases(snapshot, { age: 14, isWon }, early).map(({ outcome }) => outcome)).toEqual([
      false,
    ]);
  });
});
