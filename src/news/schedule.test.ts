import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextFetch, type Outlook } from './schedule.ts';

const minute = 60_000;
const day = 1440 * minute;
const usual: Outlook = {
  now: 0,
  intervalMinutes: 60,
  failures: 0,
  failure: null,
  retryAfterMs: null,
  chance: 0.5,
};
const minutes = (part: Partial<Outlook>) =>
  (nextFetch({ ...usual, ...part }) ?? Number.NaN) / minute;

describe('when a feed is fetched next', () => {
  it('is after its interval, a tenth sooner or later', () => {
    expect(minutes({})).toBe(60);
    expect(minutes({ chance: 0 })).toBe(54);
    expect(minutes({ chance: 0.999_999 })).toBeCloseTo(66, 3);
  });

  it('is twice as late with every failure, up to a day', () => {
    const failing = (failures: number) => minutes({ failures, failure: 'timeout' });
    expect([1, 2, 3, 4, 5, 6, 100].map(failing)).toEqual([120, 240, 480, 960, 1440, 1440, 1440]);
    expect(minutes({ failures: 3, failure: 'timeout', intervalMinutes: 10_080 })).toBe(10_080);
  });

  it('is not before the server says so, and never when the feed is gone', () => {
    expect(minutes({ failures: 1, failure: 'status', retryAfterMs: 300 * minute })).toBe(300);
    expect(minutes({ failures: 1, failure: 'status', retryAfterMs: 365 * day })).toBe(10_080);
    expect(nextFetch({ ...usual, failures: 1, failure: 'gone' })).toBeNull();
    expect(minutes({ failures: 1, failure: 'no_feed_named' })).toBe(10_080);
  });

  it('is always later, and within eight days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15, max: 10_080 }),
        fc.nat(50),
        fc.option(fc.nat(1e12)),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (intervalMinutes, failures, retryAfterMs, chance) => {
          const failure = failures === 0 ? null : 'timeout';
          const at = nextFetch({
            now: 1000,
            intervalMinutes,
            failures,
            failure,
            retryAfterMs,
            chance,
          });
          expect(at).toBeGreaterThan(1000 + 13 * minute);
          expect(at).toBeLessThan(1000 + 8 * day);
        },
      ),
    );
  });
});
