import type { Activity } from '../../model/activity.ts';
import type { Side } from '../../model/vocabulary.ts';
import { type Seen, sideOf, type World } from './oracle-activities.ts';

/** Conversations and turns: "Response time" of section 5. */

export type Turn = {
  /** Whose turn it was; the other side answers it. */
  readonly side: Side;
  readonly startedAt: number;
} & (
  | { readonly end: 'answered'; readonly hours: number }
  | { readonly end: 'closing' | 'unanswered' | 'ignored' }
);

/** The turns of a record's counted emails, conversation by conversation. */
export function turnsOf(world: World, seen: readonly Seen[], asOf: number): readonly Turn[] {
  const counted = seen
    .filter(({ activity, reason }) => activity.kind === 'email' && reason === null)
    .map(({ activity }) => activity);
  return conversations(world, asOf).flatMap((conversation) =>
    turnsIn(
      world,
      counted.filter((email) => conversation.has(email)),
      asOf,
    ),
  );
}

function turnsIn(world: World, emails: readonly Activity[], asOf: number): readonly Turn[] {
  const runs: Activity[][] = [];
  for (const email of emails) {
    const run = runs.at(-1);
    const before = run?.[0];
    if (run && before && sideOf(world, before) === sideOf(world, email)) run.push(email);
    else runs.push([email]);
  }
  return runs.flatMap((run, index): Turn[] => {
    const first = run[0];
    if (first === undefined) return [];
    const turn = { side: sideOf(world, first), startedAt: first.startsAt };
    const answer = runs[index + 1]?.[0];
    if (answer !== undefined) {
      const hours = (answer.startsAt - first.startsAt) / 3_600_000;
      return [{ ...turn, end: 'answered', hours }];
    }
    if (run.length === 1 && index > 0) return [{ ...turn, end: 'closing' }];
    const grace = world.bundle.settings.responseGraceHours * 3_600_000;
    return [{ ...turn, end: asOf - first.startsAt > grace ? 'unanswered' : 'ignored' }];
  });
}

/** All emails up to the instant, counted or not, put together until nothing connects any more. */
function conversations(world: World, asOf: number): readonly ReadonlySet<Activity>[] {
  let groups = world.bundle.activities
    .filter(({ kind, startsAt }) => kind === 'email' && startsAt <= asOf)
    .map((email) => ({ emails: new Set([email]), marks: marksOf(email) }));
  for (;;) {
    const pair = firstConnected(groups);
    if (pair === null) return groups.map(({ emails }) => emails);
    const [one, other] = pair;
    groups = [
      ...groups.filter((group) => group !== one && group !== other),
      { emails: one.emails.union(other.emails), marks: one.marks.union(other.marks) },
    ];
  }
}

type Group = { readonly emails: Set<Activity>; readonly marks: Set<string> };

function firstConnected(groups: readonly Group[]): readonly [Group, Group] | null {
  for (const [index, one] of groups.entries()) {
    const other = groups.slice(index + 1).find(({ marks }) => !marks.isDisjointFrom(one.marks));
    if (other !== undefined) return [one, other];
  }
  return null;
}

/** What an email can be connected by: with a thread, that alone and its own id, to which others may connect. */
function marksOf({ threadId, messageId, inReplyTo, references }: Activity): Set<string> {
  const named = threadId === null ? [messageId, inReplyTo, ...references] : [messageId];
  return new Set([
    ...named.flatMap((id) => (id === null ? [] : [`message ${id}`])),
    ...(threadId === null ? [] : [`thread ${threadId}`]),
  ]);
}
