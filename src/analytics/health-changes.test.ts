import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthChanges } from './health-changes.ts';

const grades = { excellent: null, good: 60, fair: 40 };
const from = (...scores: readonly (number | null)[]) =>
  healthChanges(
    scores.map((score, day) => ({ day, score })),
    grades,
  );

describe('changes of health', () => {
  it('are the days on which the grade became another one', () => {
    expect(from(70, 61, 59, 45, 39, 62)).toEqual([
      { day: 2, before: { score: 61, grade: 'good' }, after: { score: 59, grade: 'fair' } },
      { day: 4, before: { score: 45, grade: 'fair' }, after: { score: 39, grade: 'poor' } },
      { day: 5, before: { score: 39, grade: 'poor' }, after: { score: 62, grade: 'good' } },
    ]);
  });

  it('are also that there is a score for the first time, and that there is none any more', () => {
    expect(from(null, 48, null).map(({ day, after }) => [day, after.grade])).toEqual([
      [1, 'fair'],
      [2, null],
    ]);
  });

  it('follow the grades that are set', () => {
    const scores = [
      { day: 1, score: 79 },
      { day: 2, score: 80 },
    ] as const;
    expect(healthChanges(scores, grades)).toEqual([]);
    expect(healthChanges(scores, { ...grades, excellent: 80 })).toHaveLength(1);
  });

  it('lead from one to the next: each begins with the grade that the one before it ended with', () => {
    const scores = fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { maxLength: 60 });
    fc.assert(
      fc.property(scores, (given) => {
        const changes = from(...given);
        for (const [n, { before, after }] of changes.entries()) {
          expect(before.grade).not.toBe(after.grade);
          if (n > 0) expect(before.grade).toBe(changes[n - 1]?.after.grade);
        }
        expect(changes.length).toBeLessThan(Math.max(1, given.length));
      }),
    );
  });
});
