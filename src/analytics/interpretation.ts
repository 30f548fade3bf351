import type { Activity } from '../model/activity.ts';
import { activityKinds, type Side } from '../model/vocabulary.ts';
import { recordsOf } from './attribution.ts';
import { normalized } from './directory.ts';
import {
  completesAt,
  durationOf,
  type ExclusionRules,
  type StandingReason,
  standingReason,
} from './exclusions.ts';
import { participantsOf } from './participants.ts';

/** What one activity means by itself, at every instant: whose it is, what it is worth, whether it can count. */
export type Interpretation = {
  readonly canceled: boolean;
  /** From this instant (ms) on it is completed; Infinity: never. */
  readonly completesAt: number;
  readonly reason: StandingReason | null;
  readonly side: Side;
  /** Duration of a meeting, call or task. */
  readonly minutes: number;
  /** Internal participants; unknown addresses of ours are people, too. */
  readonly ours: number;
  /** External participants, unknown addresses among them. */
  readonly theirs: number;
  /** Keys of the users, contacts and leads who take part; the `authors` who sent it come first. */
  readonly people: readonly number[];
  readonly authors: number;
  /** Keys of the records it belongs to. */
  readonly records: readonly number[];
};

/** Reads one activity by the organisation's rules. Duplicates and conversations need more than one: see facts.ts. */
export function interpret(activity: Activity, rules: ExclusionRules): Interpretation {
  const all = participantsOf(activity, rules.directory);
  const present = all.filter((participant) => !participant.owners.some((owner) => owner.optedOut));
  const [sent, received] = [
    present.filter(({ role }) => role === 'from' || role === 'organizer'),
    present.filter(({ role }) => role !== 'from' && role !== 'organizer'),
  ];
  const authors = new Set(sent.flatMap(({ owners }) => owners.map(({ key }) => key)));
  const people = new Set(authors);
  for (const { owners } of received) for (const { key } of owners) people.add(key);
  return {
    canceled: activity.status === 'canceled',
    completesAt: completesAt(activity),
    reason: standingReason(activity, { all, present }, rules),
    side: sideOf(activity, rules),
    minutes: activity.kind === 'email' ? 0 : durationOf(activity),
    ours: present.filter(({ internal }) => internal).length,
    theirs: present.filter(({ internal }) => !internal).length,
    people: [...people],
    authors: authors.size,
    records: [...recordsOf(activity, present, rules.directory)],
  };
}

/** Kind and side in one number, as the columns of facts keep them: twice the kind, plus 1 when by them. */
export function kindSide(activity: Activity, side: Side): number {
  return activityKinds.indexOf(activity.kind) * 2 + (side === 'them' ? 1 : 0);
}

/** Whose activity it is (spec §4, direction). */
function sideOf(activity: Activity, { directory }: ExclusionRules): Side {
  if (activity.kind === 'task') return 'us';
  if (activity.kind === 'phonecall' && activity.direction !== null)
    return activity.direction === 'outgoing' ? 'us' : 'them';
  const author = activity.kind === 'appointment' ? activity.organizer : activity.from;
  return author !== null && directory.isInternal(normalized(author)) ? 'us' : 'them';
}
