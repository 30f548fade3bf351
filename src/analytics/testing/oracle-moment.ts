import type { Activity } from '../../model/activity.ts';
import type { RecordRef } from '../../model/entities.ts';
import type { ExclusionReason } from '../../model/vocabulary.ts';
import { conversationsIn } from './oracle-conversations.ts';
import { dayOf } from './oracle-days.ts';
import { type Participant, participantsOf, type World } from './oracle-people.ts';
import { reasonsOf } from './oracle-reasons.ts';
import { recordsOf } from './oracle-records.ts';

/** Everything as it looks at one instant. */
export type Moment = {
  readonly asOf: number;
  readonly seen: readonly Seen[];
  /** All emails up to the instant, counted or not. */
  readonly conversations: readonly ReadonlySet<Activity>[];
};

/** An activity at one instant. */
export type Seen = {
  readonly activity: Activity;
  /** Calendar day of the organisation. */
  readonly on: string;
  /** All that hold, in the order in which they are tried. */
  readonly reasons: readonly ExclusionReason[];
  readonly reason: ExclusionReason | null;
  /** Without those who opted out. */
  readonly participants: readonly Participant[];
  readonly records: readonly RecordRef[];
};

/** Looks at every activity as of an instant: who takes part, why it does not count, whose it is. */
export function momentAt(world: World, asOf: number): Moment {
  const seen = world.activities.map((activity): Seen => {
    const everybody = participantsOf(world, activity);
    const participants = everybody.filter(({ owners }) => !owners.some(({ optedOut }) => optedOut));
    const reasons = reasonsOf({ activity, everybody, participants }, world, asOf);
    return {
      activity,
      on: dayOf(activity.startsAt, world.bundle.organization.timeZone),
      participants,
      reasons,
      reason: reasons[0] ?? null,
      records: recordsOf(world, activity, participants),
    };
  });
  const emails = world.activities.filter(
    ({ kind, startsAt }) => kind === 'email' && startsAt <= asOf,
  );
  return { asOf, seen, conversations: conversationsIn(emails) };
}
