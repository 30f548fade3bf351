import type { About } from '../../src/contract/api.ts';
import type { Grade } from '../../src/model/vocabulary.ts';

/** The grade of a rounded score by today's limits (spec §6), for the curve, which has scores alone. */
export function gradeAt(score: number, { good, fair, excellent }: About['grades']): Grade {
  if (excellent !== null && score >= excellent) return 'excellent';
  if (score >= good) return 'good';
  return score >= fair ? 'fair' : 'poor';
}
