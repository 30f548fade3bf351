/** How well our rule and fixed numbers of days tell who has gone quiet (precision and recall, and precision at equal recall). */

import { type DayCount, quietOf, unknownRhythm } from '../quiet.ts';
import type { BenchPair } from './cases.ts';
import { rhythmsBefore } from './organization.ts';

/** The fixed rules that ours is compared with: calendar days since the last inbound contact. */
const fixedDays = [7, 14, 30] as const;

/** A question with what each rule makes of it. */
export type Answer = {
  readonly rhythm: string;
  readonly isQuiet: boolean;
  readonly saysQuiet: boolean;
  /** How sure our rule is, from 0 to 1; 0 where it says nothing, as before five working days. */
  readonly surprise: number;
  readonly daysSince: number;
};

/** Null: nothing was said to be quiet, or nothing was. */
export type Accuracy = { readonly precision: number | null; readonly recall: number | null };

export type BenchScore = {
  readonly questions: number;
  readonly quiet: number;
  readonly ours: Accuracy;
  readonly fixed: readonly (Accuracy & {
    readonly days: number;
    /** Precision of our ranking where it finds as many, and of the fixed one there; null: none found. */
    readonly atEqualRecall: { readonly ours: number; readonly fixed: number } | null;
  })[];
};

/**
 * Every question answered by our rule from the days up to it, with the organisation's rhythm as of the beginning of
 * that day, as in the product.
 */
export function answersOf(
  pairs: readonly BenchPair[],
  countDays: DayCount,
  onProgress: (done: number, total: number) => void = () => {},
): readonly Answer[] {
  const asked = pairs.flatMap(({ questions }) => questions.map(({ on }) => on));
  const rhythms = rhythmsBefore(asked, pairs, countDays);
  return pairs.flatMap(({ rhythm, days, questions }, place) => {
    onProgress(place + 1, pairs.length);
    return questions.map(({ on, isQuiet }): Answer => {
      const known = days.filter((day) => day <= on);
      const pair = { days: known, today: on, hasMeeting: false, isInSync: true };
      const quiet = quietOf(pair, rhythms.get(on) ?? unknownRhythm, countDays);
      const isTold = quiet.state !== 'tooFewDays' && quiet.state !== 'tooRecent';
      return {
        rhythm,
        isQuiet,
        saysQuiet: quiet.state === 'quiet',
        surprise: isTold ? quiet.surprise : 0,
        daysSince: on - (known.at(-1) ?? on),
      };
    });
  });
}

/** Precision and recall of our rule and of the fixed ones over some answers: all, or those of one rhythm. */
export function scoreOf(answers: readonly Answer[]): BenchScore {
  const ours = ranking(answers, ({ surprise }) => surprise);
  const since = ranking(answers, ({ daysSince }) => daysSince);
  return {
    questions: answers.length,
    quiet: answers.filter(({ isQuiet }) => isQuiet).length,
    ours: accuracyOf(answers, ({ saysQuiet }) => saysQuiet),
    fixed: fixedDays.map((days) => {
      const accuracy = accuracyOf(answers, ({ daysSince }) => daysSince > days);
      // Where our rule cannot find as many, as it says nothing of pairs that it hardly knows, both find what it can.
      const recall = Math.min(accuracy.recall ?? 0, ours.at(-1)?.recall ?? 0);
      const [our, fixed] = [precisionAt(ours, recall), precisionAt(since, recall)];
      const atEqualRecall = our === null || fixed === null ? null : { ours: our, fixed };
      return { days, ...accuracy, atEqualRecall };
    }),
  };
}

function accuracyOf(answers: readonly Answer[], says: (answer: Answer) => boolean): Accuracy {
  const said = answers.filter(says);
  const found = said.filter(({ isQuiet }) => isQuiet).length;
  const quiet = answers.filter(({ isQuiet }) => isQuiet).length;
  return {
    precision: said.length === 0 ? null : found / said.length,
    recall: quiet === 0 ? null : found / quiet,
  };
}

type Point = { readonly precision: number; readonly recall: number };

/** Precision and recall when ever more is called quiet, the surest first; nothing at 0 ever is. */
function ranking(answers: readonly Answer[], rank: (answer: Answer) => number): readonly Point[] {
  const quiet = answers.filter(({ isQuiet }) => isQuiet).length;
  const sorted = answers.filter((answer) => rank(answer) > 0).sort((a, b) => rank(b) - rank(a));
  const points: Point[] = [];
  let found = 0;
  sorted.forEach((answer, place) => {
    if (answer.isQuiet) found += 1;
    const next = sorted[place + 1];
    if (next !== undefined && rank(next) === rank(answer)) return;
    points.push({ precision: found / (place + 1), recall: quiet === 0 ? 0 : found / quiet });
  });
  return points;
}

function precisionAt(points: readonly Point[], recall: number): number | null {
  if (recall === 0) return null;
  return points.find((point) => point.recall >= recall)?.precision ?? null;
}
