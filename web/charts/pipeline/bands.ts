import type { About } from '../../../src/contract/api.ts';
import type { Grade } from '../../../src/model/vocabulary.ts';
import { type Frame, yOf } from './frame.ts';

/** A grade and its upper and lower edge in pixels. */
export type Band = { readonly grade: Grade; readonly from: number; readonly to: number };

/** The grades from the best to the poorest, filling the plot: the outermost reach to its edges. */
export function bandsOf({ good, fair, excellent }: About['grades'], frame: Frame): readonly Band[] {
  const best: Grade = excellent === null ? 'good' : 'excellent';
  const limits: readonly (readonly [Grade, number])[] = [
    ...(excellent === null ? [] : [['excellent', excellent] as const]),
    ['good', good],
    ['fair', fair],
    ['poor', 0],
  ];
  let from = frame.top;
  return limits.map(([grade, limit]) => {
    const to = grade === 'poor' ? frame.bottom : yOf(limit, frame);
    const band = { grade, from: grade === best ? frame.top : from, to };
    from = to;
    return band;
  });
}
