/**
 * The turns of a record's conversations one by one (spec §5, response time), where the KPIs only sum them up: for
 * response times in working hours, their percentile and their censored median.
 */

import type { Side } from '../model/vocabulary.ts';
import type { Facts, RecordFacts } from './facts.ts';
import type { View } from './kpis.ts';
import { hourMs } from './zone.ts';

export type Turn = {
  /** Whose turn it was; the other side answers. */
  readonly side: Side;
  /** Place of its first email in the columns, and when that was sent (ms). */
  readonly email: number;
  readonly startsAt: number;
} & (
  | { readonly state: 'answered'; readonly answer: number; readonly answeredAt: number }
  /** `pending`: no answer yet, within the grace period. */
  | { readonly state: 'unanswered' | 'pending' | 'closing' }
);

/** Every turn of a record as of an instant, in the order in which they ended or, open ones, by conversation. */
export function turnsOf(
  facts: Facts,
  record: RecordFacts,
  { asOf, responseGraceHours }: Pick<View, 'asOf' | 'responseGraceHours'>,
): readonly Turn[] {
  const turns: Turn[] = [];
  const running = new Map<number, Running>();
  for (const fact of record) {
    const sort = facts.kindSide[fact] ?? 0;
    if (sort > 1) continue;
    if ((facts.countsFrom[fact] ?? 0) > asOf || (facts.countsUntil[fact] ?? 0) <= asOf) continue;
    const conversation = facts.conversation[fact] ?? 0;
    const side = sort === 0 ? 'us' : 'them';
    const turn = running.get(conversation);
    if (turn?.side === side) {
      turn.emails += 1;
      continue;
    }
    const startsAt = facts.startsAt[fact] ?? 0;
    if (turn !== undefined) {
      const { emails: _emails, isAnswer: _isAnswer, ...known } = turn;
      turns.push({ ...known, state: 'answered', answer: fact, answeredAt: startsAt });
    }
    running.set(conversation, {
      side,
      email: fact,
      startsAt,
      emails: 1,
      isAnswer: turn !== undefined,
    });
  }
  const overdueBefore = asOf - responseGraceHours * hourMs;
  for (const { emails, isAnswer, ...turn } of running.values()) {
    if (emails === 1 && isAnswer) turns.push({ ...turn, state: 'closing' });
    else turns.push({ ...turn, state: turn.startsAt < overdueBefore ? 'unanswered' : 'pending' });
  }
  return turns;
}

type Running = {
  readonly side: Side;
  readonly email: number;
  readonly startsAt: number;
  emails: number;
  readonly isAnswer: boolean;
};

/** How long a turn has waited as of an instant (ms), from its first email on. */
export type Wait = {
  readonly from: number;
  readonly until: number;
  /** False: it took at least this long, the time is censored. */
  readonly isAnswered: boolean;
};

/** The time until a turn's answer or, without one, until now (ms); null for a closing one, which waits for nothing. */
export function waitOf(turn: Turn, asOf: number): Wait | null {
  const from = turn.startsAt;
  if (turn.state === 'closing') return null;
  if (turn.state === 'answered') return { from, until: turn.answeredAt, isAnswered: true };
  return { from, until: asOf, isAnswered: false };
}

/**
 * Key of the person who answers a turn: who sent the answer or, as long as there is none, the first of the answering
 * side to whom its first email went. Null when that is nobody known or who opted out.
 */
export function answererOf(
  facts: Facts,
  turn: Turn,
  isUser: (person: number) => boolean,
): number | null {
  if (turn.state === 'answered') {
    const start = facts.peopleStart[turn.answer] ?? 0;
    return (facts.authors[turn.answer] ?? 0) > 0 ? (facts.people[start] ?? null) : null;
  }
  const end = facts.peopleStart[turn.email + 1] ?? 0;
  const received = (facts.peopleStart[turn.email] ?? 0) + (facts.authors[turn.email] ?? 0);
  for (let n = received; n < end; n++) {
    const person = facts.people[n] ?? 0;
    if (isUser(person) === (turn.side === 'them')) return person;
  }
  return null;
}
