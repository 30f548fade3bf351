/**
 * The whole answer to "does the score tell anything": contacts at every look, deals at every age. Nothing in it is about
 * one person.
 */

import { type Backtest, type BacktestCase, backtest } from './backtest.ts';
import { awaitedDays, dealAges } from './backtest-cases.ts';
import { dayMs } from './zone.ts';

export type BacktestReport = {
  /** As of when (ms): outcomes until then are known. */
  readonly asOf: number;
  readonly contacts: Backtest;
  readonly deals: readonly (Backtest & { readonly ageDays: number })[];
};

/** Days between looks at contacts, and how many days they go back. */
export const lookEveryDays = 30;
const lookBackDays = 720;

/** The instants (ms) of the looks at contacts, the earliest first: the last one's outcome is known as of `asOf`. */
export function lookInstants(asOf: number, everyDays = lookEveryDays): readonly number[] {
  const last = asOf - awaitedDays * dayMs;
  const looks = Math.ceil(lookBackDays / everyDays);
  return Array.from({ length: looks }, (_, n) => last - (looks - 1 - n) * everyDays * dayMs);
}

/** Cases gathered, those of deals by age in the order of `dealAges`. */
export type GatheredCases = {
  readonly contacts: readonly BacktestCase[];
  readonly deals: readonly (readonly BacktestCase[])[];
};

/** Judges all of them, one after the other: each step takes as long as all resamples of its cases. */
export function* judged(
  { contacts, deals }: GatheredCases,
  { asOf, seed }: { readonly asOf: number; readonly seed: number },
): Generator<null, BacktestReport> {
  const ofContacts = backtest(contacts, { seed });
  yield null;
  const ofDeals: BacktestReport['deals'][number][] = [];
  for (const [place, ageDays] of dealAges.entries()) {
    ofDeals.push({ ageDays, ...backtest(deals[place] ?? [], { seed }) });
    yield null;
  }
  return { asOf, contacts: ofContacts, deals: ofDeals };
}

/** How many steps judging takes. */
export const judgingSteps = 1 + dealAges.length;
