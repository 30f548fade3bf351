import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../days.ts';
import { bucketsOf } from './buckets.ts';

const to = '2026-11-20';
const windowOf = (days: number) => ({ from: addDays(to, 1 - days), to });

describe('bars of an activity chart', () => {
  it('are days in a window of 60 days, also the days without any activity', () => {
    const bars = bucketsOf([['2026-11-19', 2, 1, 0, 0, 0, 0]], windowOf(60));
    expect(bars).toHaveLength(60);
    expect(bars[0]).toEqual({ from: '2026-09-22', to: '2026-09-22', counts: [0, 0, 0, 0, 0, 0] });
    expect(bars[58]?.counts).toEqual([2, 1, 0, 0, 0, 0]);
  });

  it('are weeks in a year, the last one full and the first one cut off by the window', () => {
    const bars = bucketsOf([], windowOf(365));
    expect(bars).toHaveLength(53);
    expect(bars.at(-1)).toMatchObject({ from: '2026-11-14', to });
    expect(bars[0]).toMatchObject({ from: '2025-11-21', to: '2025-11-21' });
  });

  it('hold every count of the window once', () => {
    const daily = fc.uniqueArray(
      fc.tuple(
        fc.integer({ min: 0, max: 364 }).map((back) => addDays(to, -back)),
        ...[0, 1, 2, 3, 4, 5].map(() => fc.nat(9)),
      ),
      { selector: ([on]) => on },
    );
    fc.assert(
      fc.property(daily, fc.constantFrom(180, 365), (days, length) => {
        const window = windowOf(length);
        const rows = days.map(([on, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) => {
          const row: [string, number, number, number, number, number, number] = [
            on,
            a,
            b,
            c,
            d,
            e,
            f,
          ];
          return row;
        });
        const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
        const wanted = rows
          .filter(([on]) => on >= window.from)
          .reduce((all, [, ...counts]) => all + sum(counts), 0);
        const bars = bucketsOf(rows, window);
        expect(bars.reduce((all, { counts }) => all + sum(counts), 0)).toBe(wanted);
      }),
    );
  });
});
