/** The bench's answer: how well our rule and the fixed ones tell, over everything and by rhythm. */

import type { DayCount } from '../quiet.ts';
import type { BenchPair } from './cases.ts';
import { answersOf, type BenchScore, scoreOf } from './score.ts';

export type BenchReport = {
  readonly pairs: number;
  readonly all: BenchScore;
  /** Those that were made by generators, one by one; empty for what was read. */
  readonly byRhythm: readonly (BenchScore & { readonly rhythm: string })[];
};

/** Scores some pairs; `countDays` counts working days. */
export function benchReport(
  pairs: readonly BenchPair[],
  countDays: DayCount,
  onProgress?: (done: number, total: number) => void,
): BenchReport {
  const answers = answersOf(pairs, countDays, onProgress);
  const rhythms = Map.groupBy(answers, ({ rhythm }) => rhythm);
  return {
    pairs: pairs.length,
    all: scoreOf(answers),
    byRhythm:
      rhythms.size < 2 ? [] : Array.from(rhythms, ([rhythm, own]) => ({ rhythm, ...scoreOf(own) })),
  };
}
