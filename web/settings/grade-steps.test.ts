import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grades, moved, ranges, type Step, withExcellent } from './grade-steps.ts';

const usual: Grades = { excellent: null, good: 60, fair: 40 };

describe('moving the beginning of a grade', () => {
  it('moves only that, where there is room', () => {
    expect(moved(usual, 'good', 70)).toEqual({ excellent: null, good: 70, fair: 40 });
  });

  it('pushes its neighbour on, where there is none', () => {
    expect(moved(usual, 'good', 30)).toEqual({ excellent: null, good: 30, fair: 29 });
    expect(moved({ excellent: 80, good: 60, fair: 40 }, 'fair', 90)).toEqual({
      excellent: 92,
      good: 91,
      fair: 90,
    });
  });

  it('leaves every grade at least one score, whatever is dragged where', () => {
    const steps = fc.constantFrom<Step>('fair', 'good', 'excellent');
    const begin = fc.constantFrom<Grades>(usual, { excellent: 85, good: 60, fair: 40 });
    fc.assert(
      fc.property(
        begin,
        fc.array(fc.tuple(steps, fc.double({ min: -50, max: 150, noNaN: true }))),
        (grades, moves) => {
          const after = moves.reduce((now, [step, to]) => moved(now, step, to), grades);
          const all = ranges(after);
          expect(all.every(({ min, max }) => min <= max)).toBe(true);
          expect(all[0]?.max).toBe(100);
          expect(all.at(-1)?.min).toBe(0);
          expect((after.excellent === null) === (grades.excellent === null)).toBe(true);
        },
      ),
    );
  });
});

describe('the grade excellent', () => {
  it('takes the upper part of what was good, and gives it back', () => {
    const used = withExcellent(usual, null);
    expect(used).toEqual({ excellent: 90, good: 60, fair: 40 });
    expect(withExcellent(used, null)).toEqual(usual);
  });

  it('finds room where good begins at the very top', () => {
    expect(withExcellent({ excellent: null, good: 100, fair: 99 }, null)).toEqual({
      excellent: 100,
      good: 99,
      fair: 98,
    });
  });
});
