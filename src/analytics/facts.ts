/**
 * Facts: the activities that can count, in columns. Everything that KPIs and health need of an activity stands in these
 * arrays, so that a million of them are read in a fraction of a second. Any order will do, as a record's list of places
 * is what is in the order of time; but what is read together should lie together: facts in the order of accounts are
 * computed three times as fast as facts in the order of time, because memory is read in lines.
 */

export type Facts = {
  readonly length: number;
  /** ms; with the id it orders the facts. */
  readonly startsAt: Float64Array;
  /** Calendar day in the organisation's zone, as a day number. */
  readonly day: Int32Array;
  /** Twice the kind's place in `activityKinds`, plus 1 when by them. */
  readonly kindSide: Uint8Array;
  readonly minutes: Float64Array;
  /** Our participants, and theirs: together all of them (spec §1). */
  readonly ours: Uint16Array;
  readonly theirs: Uint16Array;
  /** ms; it counts as of every instant from `countsFrom` on and before `countsUntil`. */
  readonly countsFrom: Float64Array;
  readonly countsUntil: Float64Array;
  /** Number of the conversation of an email, below `conversations`; -1 for other kinds. */
  readonly conversation: Int32Array;
  readonly conversations: number;
  /** People who take part in fact i: `people[peopleStart[i] … peopleStart[i + 1])`, the `authors[i]` senders first. */
  readonly peopleStart: Int32Array;
  readonly people: Int32Array;
  readonly authors: Uint8Array;
};

/** The facts of one record: places in the columns, in the order of time. */
export type RecordFacts = Int32Array;

export const kindSides = {
  emailByUs: 0,
  emailByThem: 1,
  meetingByUs: 2,
  meetingByThem: 3,
  callByUs: 4,
  callByThem: 5,
  task: 6,
} as const;

/** True when the person with this key takes part in the fact. */
export function takesPart(facts: Facts, fact: number, person: number): boolean {
  const end = facts.peopleStart[fact + 1] ?? 0;
  for (let n = facts.peopleStart[fact] ?? 0; n < end; n++) {
    if (facts.people[n] === person) return true;
  }
  return false;
}

/** True when the person with this key sent the email or organised the meeting. */
export function isAuthor(facts: Facts, fact: number, person: number): boolean {
  const start = facts.peopleStart[fact] ?? 0;
  const end = start + (facts.authors[fact] ?? 0);
  for (let n = start; n < end; n++) if (facts.people[n] === person) return true;
  return false;
}
