import type { Activity } from '../../model/activity.ts';
import { type ExclusionReason, exclusionReasons } from '../../model/vocabulary.ts';
import {
  declinedBy,
  domainOf,
  isInternal,
  type Participant,
  placesOf,
  plain,
  type World,
} from './oracle-people.ts';

/** Why an activity does not count: the table of section 3, row by row. */

/** Every reason that holds at the instant, in the order in which they are tried; none when the activity counts. */
export function reasonsOf(
  subject: Subject,
  world: World,
  asOf: number,
): readonly ExclusionReason[] {
  const lifted = subject.activity.override === 'include' ? liftedByInclude : [];
  return exclusionReasons.filter(
    (reason) => !lifted.includes(reason) && tests[reason](subject, world, asOf),
  );
}

/** An activity with its participants: everybody, and those who did not opt out. */
export type Subject = {
  readonly activity: Activity;
  readonly everybody: readonly Participant[];
  readonly participants: readonly Participant[];
};
/** Minutes, 0 when nothing is known. */
export function durationOf(activity: Activity): number {
  if (activity.durationMinutes !== null) return activity.durationMinutes;
  if (activity.endsAt !== null) return (activity.endsAt - activity.startsAt) / 60_000;
  return 0;
}

const liftedByInclude: readonly ExclusionReason[] = [
  'bounce',
  'calendar_response',
  'automatic_reply',
  'bulk',
  'all_day',
  'declined',
  'mass',
];

type Test = (subject: Subject, world: World, asOf: number) => boolean;

const tests: Readonly<Record<ExclusionReason, Test>> = {
  canceled: ({ activity }) => isCanceled(activity),
  not_completed: ({ activity }, _world, asOf) => isNotCompleted(activity, asOf),
  duplicate: ({ activity }, world, asOf) =>
    world.activities
      .slice(0, world.activities.indexOf(activity))
      .filter((earlier) => !isCanceled(earlier) && !isNotCompleted(earlier, asOf))
      .some((earlier) => {
        if (activity.messageId !== null) return earlier.messageId === activity.messageId;
        if (activity.icalUid === null) return false;
        return earlier.icalUid === activity.icalUid && earlier.startsAt === activity.startsAt;
      }),
  overruled: ({ activity }) => activity.override === 'exclude',
  private: ({ activity }) => activity.sensitivity !== 'normal',
  excluded_by_rule: ({ activity, everybody }, world) => {
    const { addresses, domains, subjects } = world.bundle.settings.exclusions;
    const taking = everybody.flatMap((participant) => participant.addresses);
    const subject = (activity.subject ?? '').toLowerCase();
    return (
      taking.some((address) => addresses.map(plain).includes(address)) ||
      taking.some((address) => domains.map(plain).includes(domainOf(address))) ||
      subjects.some((text) => subject.includes(text.toLowerCase()))
    );
  },
  bounce: ({ activity }) =>
    activity.kind === 'email' &&
    (contentType(activity).includes('report-type=delivery-status') ||
      ['mailer-daemon', 'postmaster'].includes(plain(activity.from ?? '').split('@')[0] ?? '')),
  calendar_response: ({ activity }) =>
    activity.kind === 'email' &&
    contentType(activity).startsWith('text/calendar') &&
    contentType(activity).includes('method=reply'),
  automatic_reply: ({ activity }) => {
    if (activity.kind !== 'email') return false;
    const submitted = header(activity, 'auto-submitted');
    return (
      (submitted !== null && submitted.split(';')[0]?.trim() !== 'no') ||
      header(activity, 'x-autoreply') !== null ||
      header(activity, 'x-autorespond') !== null ||
      header(activity, 'precedence') === 'auto_reply' ||
      header(activity, 'return-path') === '<>'
    );
  },
  bulk: ({ activity }) =>
    activity.kind === 'email' &&
    (header(activity, 'list-id') !== null ||
      header(activity, 'list-unsubscribe') !== null ||
      ['bulk', 'list', 'junk'].includes(header(activity, 'precedence') ?? '')),
  all_day: ({ activity }) =>
    activity.kind === 'appointment' && (activity.allDay || durationOf(activity) >= 24 * 60),
  declined: ({ activity }, world) => {
    if (activity.kind !== 'appointment') return false;
    const external = placesOf(activity)
      .map(({ address }) => address)
      .filter((address) => !isInternal(world, address));
    return external.length > 0 && external.every((address) => declinedBy(activity, address));
  },
  opted_out: ({ activity, everybody, participants }) =>
    activity.kind !== 'task' &&
    [true, false].some(
      (side) =>
        everybody.some(({ internal }) => internal === side) &&
        !participants.some(({ internal }) => internal === side),
    ),
  internal_only: ({ activity, participants }) =>
    activity.kind !== 'task' && !participants.some(({ internal }) => !internal),
  no_internal: ({ activity, participants }) =>
    activity.kind !== 'task' && !participants.some(({ internal }) => internal),
  mass: ({ activity, participants }, world) =>
    activity.kind !== 'task' &&
    participants.filter(({ internal }) => !internal).length > world.bundle.settings.massThreshold,
};

function isCanceled({ status }: Activity): boolean {
  return status === 'canceled';
}

function isNotCompleted(activity: Activity, asOf: number): boolean {
  if (activity.kind === 'appointment') return endOf(activity) > asOf;
  return activity.status !== 'completed' || activity.startsAt > asOf;
}

function endOf(activity: Activity): number {
  return activity.endsAt ?? activity.startsAt + (activity.durationMinutes ?? 0) * 60_000;
}

function contentType(activity: Activity): string {
  return (header(activity, 'content-type') ?? '').replace(/["'\s]/g, '');
}

function header(activity: Activity, name: string): string | null {
  const found = Object.entries(activity.headers).find(([given]) => plain(given) === name);
  return found === undefined ? null : plain(found[1]);
}
