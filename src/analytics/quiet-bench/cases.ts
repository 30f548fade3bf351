/** What `rapport quiet-bench` is asked: pairs with their days of inbound contact, and whether they had gone quiet. */

/** A pair of ours and theirs, asked about once or several times; days are day numbers (1970-01-01 is 0). */
export type BenchPair = {
  readonly pair: string;
  /** What made it, to show figures apart; `events` for what was read. */
  readonly rhythm: string;
  /** Days with inbound contact, ascending, those after the questions included. */
  readonly days: readonly number[];
  readonly questions: readonly BenchQuestion[];
};

export type BenchQuestion = {
  readonly on: number;
  /** The truth: contact had come to an end by then. */
  readonly isQuiet: boolean;
};

/**
 * Questions about pairs of which only the days are known, like public mail: asked every so many days from the third
 * contact day on; quiet is who stays silent for the horizon. Questions whose horizon is not over yet are left out.
 */
export function questionsFromSilence(
  days: readonly number[],
  { everyDays, horizonDays, lastDay }: SilenceRules,
): readonly BenchQuestion[] {
  const [first] = days.slice(2);
  if (first === undefined) return [];
  const questions: BenchQuestion[] = [];
  let next = 0;
  for (let on = first + everyDays; on + horizonDays <= lastDay; on += everyDays) {
    while ((days[next] ?? Number.POSITIVE_INFINITY) <= on) next += 1;
    const until = days[next] ?? Number.POSITIVE_INFINITY;
    questions.push({ on, isQuiet: until > on + horizonDays });
  }
  return questions;
}

export type SilenceRules = {
  readonly everyDays: number;
  readonly horizonDays: number;
  /** The last day that is known of. */
  readonly lastDay: number;
};
