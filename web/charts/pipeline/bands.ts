import type { About } from '../../../src/contract/api.ts';
import type { Grade } from '../../../src/model/vocabulary.ts';
import { type Frame, yOf } from './frame.ts';

/** A grade with its upper and lower edge and the middle of its scores, in pixels. */
export type GradeBand = {
  readonly grade: Grade;
  readonly from: number;
  readonly to: number;
  readonly middle: number;
};

/** The grades from the best to the poorest, filling the plot: the outermost reach to its edges. */
export function bandsOf(
  { good, fair, excellent }: About['grades'],
  frame: Frame,
): readonly GradeBand[] {
  const limits: readonly (readonly [Grade, number, number])[] = [
    ['excellent', excellent ?? 100, 100],
    ['good', good, excellent ?? 100],
    ['fair', fair, good],
    ['poor', 0, fair],
  ];
  return limits
    .filter(([, low, high]) => high > low)
    .map(([grade, low, high]) => ({
      grade,
      from: high === 100 ? frame.top : yOf(high, frame),
      to: low === 0 ? frame.bottom : yOf(low, frame),
      middle: yOf((low + high) / 2, frame),
    }));
}
