/** Grades are ranges of scores: where one begins, the one below it ends. */

import type { Settings } from '../model/entities.ts';
import { Problem } from '../model/problem.ts';
import type { Grade } from '../model/vocabulary.ts';

export type GradeRange = {
  readonly grade: Grade;
  /** Whole scores, both ends included; null: no score has this grade. */
  readonly range: { readonly min: number; readonly max: number } | null;
};

/** The scores of each grade, best first. */
export function gradeRanges({ excellent, good, fair }: Settings['grades']): readonly GradeRange[] {
  // An import may bring thresholds between two scores, or two that are the same.
  const least = {
    excellent: Math.ceil(excellent ?? 101),
    good: Math.ceil(good),
    fair: Math.ceil(fair),
  };
  const between = (min: number, below: number) => (min < below ? { min, max: below - 1 } : null);
  return [
    { grade: 'excellent', range: between(least.excellent, 101) },
    { grade: 'good', range: between(least.good, least.excellent) },
    { grade: 'fair', range: between(least.fair, least.good) },
    { grade: 'poor', range: between(0, least.fair) },
  ];
}

/** Throws a Problem that names the grade, among those `given`, which does not begin above the one below it. */
export function assertGradesInOrder(
  { excellent, good, fair }: Settings['grades'],
  given: readonly string[],
): void {
  if (good <= fair) {
    if (given.includes('good')) throw outOfOrder('good', good, `more than fair, which is ${fair}`);
    throw outOfOrder('fair', fair, `less than good, which is ${good}`);
  }
  if (excellent === null || excellent > good) return;
  if (given.includes('excellent'))
    throw outOfOrder('excellent', excellent, `more than good, which is ${good}, or null`);
  throw outOfOrder('good', good, `less than excellent, which is ${excellent}`);
}

function outOfOrder(grade: Grade, value: number, expected: string): Problem {
  return new Problem({
    code: 'request_invalid',
    message: `The least score of ${grade} is out of order.`,
    field: `grades.${grade}`,
    value,
    hint: expected,
  });
}
