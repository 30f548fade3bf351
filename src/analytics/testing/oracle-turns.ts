import type { Activity } from '../../model/activity.ts';
import type { Side } from '../../model/vocabulary.ts';
import type { Moment, Seen } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';

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
export function turnsOf(
  world: World,
  seen: readonly Seen[],
  { asOf, conversations }: Moment,
): readonly Turn[] {
  const counted = seen
    .filter(({ activity, reason }) => activity.kind === 'email' && reason === null)
    .map(({ activity }) => activity);
  return conversations.flatMap((conversation) =>
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
