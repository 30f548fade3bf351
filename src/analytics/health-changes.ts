import type { Settings } from '../model/entities.ts';
import type { Grade } from '../model/vocabulary.ts';
import { gradeOf } from './health.ts';

/** A score on a day (a day number), null where there was none. */
export type ScoreOn = { readonly day: number; readonly score: number | null };

export type HealthChange = {
  /** The first day on which it was so. */
  readonly day: number;
  readonly before: Standing;
  readonly after: Standing;
};

type Standing = { readonly score: number | null; readonly grade: Grade | null };

/**
 * The days on which the grade was another one than on the day before, having none among them; in the order of the
 * scores, whose first one is only compared with.
 */
export function healthChanges(
  scores: readonly ScoreOn[],
  grades: Settings['grades'],
): readonly HealthChange[] {
  const standings = scores.map(
    ({ score }): Standing => ({ score, grade: score === null ? null : gradeOf(score, grades) }),
  );
  return scores.flatMap(({ day }, n) => {
    const [before, after] = [standings[n - 1], standings[n]];
    if (before === undefined || after === undefined || before.grade === after.grade) return [];
    return [{ day, before, after }];
  });
}
