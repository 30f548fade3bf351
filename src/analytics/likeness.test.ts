import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLikeWon, lowerEnd } from './likeness.ts';

describe('the lower end of a share', () => {
  // Newcombe (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553],
    [15, 148, 0.0624],
    [0, 20, 0],
    [1, 29, 0.0061],
  ])('of %i in %i is that of the literature', (won, of, expected) => {
    expect(lowerEnd({ won, of })).toBeCloseTo(expected, 4);
  });

  it('is where the share itself lies at the end of what it would show', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, part) => {
          const won = Math.max(1, Math.round(of * part));
          const low = lowerEnd({ won, of });
          expect(won / of - low).toBeCloseTo(1.96 * Math.sqrt((low * (1 - low)) / of), 9);
        },
      ),
      { seed: 20_261_122 },
    );
  });
});

describe('a deal', () => {
  it('is like won ones when the nearest were won more often than all, beyond chance', () => {
    const all = { won: 40, of: 100 };
    const of = 10;
    const shares = [7, 8, 9, 10].map((won) => isLikeWon({ won, of }, [all]));
    expect(shares).toEqual([false, true, true, true]);
    // It has to be so beside each of the others.
    expect(isLikeWon({ won: 8, of }, [all, { won: 60, of: 100 }])).toBe(false);
  });

  it('is not when those that it is drawn from were won as often: chance finds few', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (won) => {
        expect(isLikeWon({ won, of: 10 }, [{ won, of: 10 }])).toBe(false);
      }),
    );
    expect(isLikeWon({ won: 0, of: 0 }, [{ won: 0, of: 10 }])).toBe(false);
  });
});
