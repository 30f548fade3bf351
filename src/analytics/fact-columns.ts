/** Interpreted activities in memory → the columns that figures are computed from, found by record. */

import type { Activity } from '../model/activity.ts';
import type { Facts, RecordFacts } from './facts.ts';
import { type Interpretation, kindSide } from './interpretation.ts';

/** An activity that can count: neither canceled nor with a reason against it. `duplicateFrom` in ms. */
export type Countable = {
  readonly activity: Activity;
  readonly meaning: Interpretation;
  readonly duplicateFrom: number;
};

export type FactRules = {
  readonly dayOf: (instant: number) => number;
  readonly conversationOf: (activity: Activity) => number;
  /** How many conversations there are. */
  readonly conversations: number;
};

/** Most that the column of authors holds. */
const mostAuthors = 255;

/** Columns in the order of the activities, which come in the order of time; fact n is activity n. */
export function factColumns(
  countable: readonly Countable[],
  { dayOf, conversationOf, conversations }: FactRules,
): { readonly facts: Facts; readonly factsOf: (recordKey: number) => RecordFacts } {
  const peopleStart = new Int32Array(countable.length + 1);
  countable.forEach(({ meaning }, fact) => {
    peopleStart[fact + 1] = (peopleStart[fact] ?? 0) + meaning.people.length;
  });
  const byRecord = factsByRecord(countable);
  return {
    facts: {
      length: countable.length,
      startsAt: Float64Array.from(countable, ({ activity }) => activity.startsAt),
      day: Int32Array.from(countable, ({ activity }) => dayOf(activity.startsAt)),
      kindSide: Uint8Array.from(countable, ({ activity, meaning }) =>
        kindSide(activity, meaning.side),
      ),
      minutes: Float64Array.from(countable, ({ meaning }) => meaning.minutes),
      ours: Uint16Array.from(countable, ({ meaning }) => meaning.ours),
      theirs: Uint16Array.from(countable, ({ meaning }) => meaning.theirs),
      countsFrom: Float64Array.from(countable, ({ meaning }) => meaning.completesAt),
      countsUntil: Float64Array.from(countable, ({ duplicateFrom }) => duplicateFrom),
      conversation: Int32Array.from(countable, ({ activity }) => conversationOf(activity)),
      conversations,
      peopleStart,
      people: Int32Array.from(countable.flatMap(({ meaning }) => meaning.people)),
      authors: Uint8Array.from(countable, ({ meaning }) => Math.min(meaning.authors, mostAuthors)),
    },
    factsOf: (key) => byRecord.get(key) ?? none,
  };
}

const none = new Int32Array(0);

function factsByRecord(countable: readonly Countable[]): ReadonlyMap<number, Int32Array> {
  const lists = new Map<number, number[]>();
  countable.forEach(({ meaning }, fact) => {
    for (const key of meaning.records) {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [fact]);
      else list.push(fact);
    }
  });
  return new Map([...lists].map(([key, list]) => [key, Int32Array.from(list)]));
}
