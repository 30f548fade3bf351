import type { Activity } from '../../model/activity.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { RecordRef } from '../../model/entities.ts';
import {
  type ExclusionReason,
  exclusionReasons,
  type ParticipantRole,
  type Side,
} from '../../model/vocabulary.ts';

/** Who takes part in an activity, and why it does not count: sections 1 and 3, sentence by sentence. */

export type Person = {
  readonly type: 'user' | 'contact' | 'lead';
  readonly id: string;
  readonly addresses: readonly string[];
  readonly optedOut: boolean;
};

export type World = {
  readonly bundle: Bundle;
  /** In the bundle's order: users, contacts, leads. */
  readonly people: readonly Person[];
};

export type Participant = {
  readonly role: ParticipantRole;
  readonly addresses: readonly string[];
  readonly owners: readonly Person[];
  readonly internal: boolean;
};

/** An activity at one instant. */
export type Seen = {
  readonly activity: Activity;
  /** All that hold, in the order in which they are tried. */
  readonly reasons: readonly ExclusionReason[];
  readonly reason: ExclusionReason | null;
  /** Without those who opted out. */
  readonly participants: readonly Participant[];
  readonly records: readonly RecordRef[];
};

/** The bundle with its people in one list. */
export function worldOf(bundle: Bundle): World {
  const person =
    (type: Person['type']) =>
    (one: {
      readonly id: string;
      readonly emails: readonly string[];
      readonly phones: readonly string[];
      readonly analyticsOptOut: boolean;
    }): Person => ({
      type,
      id: one.id,
      addresses: [...one.emails, ...one.phones].map(plain),
      optedOut: one.analyticsOptOut,
    });
  return {
    bundle,
    people: [
      ...bundle.users.map(person('user')),
      ...bundle.contacts.map(person('contact')),
      ...bundle.leads.map(person('lead')),
    ],
  };
}

/** All activities by `startsAt`, then `id` by code unit. */
export function activitiesInOrder(activities: readonly Activity[]): readonly Activity[] {
  return [...activities].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

/** Minutes, 0 when nothing is known. */
export function durationOf(activity: Activity): number {
  if (activity.durationMinutes !== null) return activity.durationMinutes;
  if (activity.endsAt !== null) return (activity.endsAt - activity.startsAt) / 60_000;
  return 0;
}

/** Whose act it was. */
export function sideOf(world: World, activity: Activity): Side {
  const by = (address: string | null) =>
    address !== null && isInternal(world, plain(address)) ? 'us' : 'them';
  switch (activity.kind) {
    case 'email':
      return by(activity.from);
    case 'appointment':
      return by(activity.organizer);
    case 'phonecall':
      if (activity.direction === 'outgoing') return 'us';
      if (activity.direction === 'incoming') return 'them';
      return by(activity.from);
    case 'task':
      return 'us';
  }
}

/** The participants without those who opted out. */
export function participantsLeft(world: World, activity: Activity): readonly Participant[] {
  return participantsOf(world, activity).filter(
    ({ owners }) => !owners.some(({ optedOut }) => optedOut),
  );
}

/** Every reason that holds at the instant, in the order in which they are tried; empty when the activity counts. */
export function reasonsOf(
  world: World,
  activity: Activity,
  asOf: number,
): readonly ExclusionReason[] {
  const lifted = activity.override === 'include' ? liftedByInclude : [];
  return exclusionReasons.filter(
    (reason) => !lifted.includes(reason) && tests[reason](world, activity, asOf),
  );
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

type Test = (world: World, activity: Activity, asOf: number) => boolean;

const tests: Readonly<Record<ExclusionReason, Test>> = {
  canceled: (_world, activity) => activity.status === 'canceled',
  not_completed: (_world, activity, asOf) => {
    if (activity.kind === 'appointment') return endOf(activity) > asOf;
    return activity.status !== 'completed' || activity.startsAt > asOf;
  },
  duplicate: (world, activity, asOf) => {
    const all = activitiesInOrder(world.bundle.activities);
    return all
      .slice(0, all.indexOf(activity))
      .filter(
        (earlier) =>
          !tests.canceled(world, earlier, asOf) && !tests.not_completed(world, earlier, asOf),
      )
      .some((earlier) => {
        if (activity.messageId !== null) return earlier.messageId === activity.messageId;
        if (activity.icalUid === null) return false;
        return earlier.icalUid === activity.icalUid && earlier.startsAt === activity.startsAt;
      });
  },
  overruled: (_world, activity) => activity.override === 'exclude',
  private: (_world, activity) => activity.sensitivity !== 'normal',
  excluded_by_rule: (world, activity) => {
    const { addresses, domains, subjects } = world.bundle.settings.exclusions;
    const taking = participantsOf(world, activity).flatMap((participant) => participant.addresses);
    const subject = (activity.subject ?? '').toLowerCase();
    return (
      taking.some((address) => addresses.map(plain).includes(address)) ||
      taking.some((address) => domains.map(plain).includes(domainOf(address))) ||
      subjects.some((text) => subject.includes(text.toLowerCase()))
    );
  },
  bounce: (_world, activity) =>
    activity.kind === 'email' &&
    (contentType(activity).includes('report-type=delivery-status') ||
      ['mailer-daemon', 'postmaster'].includes(plain(activity.from ?? '').split('@')[0] ?? '')),
  calendar_response: (_world, activity) =>
    activity.kind === 'email' &&
    contentType(activity).startsWith('text/calendar') &&
    contentType(activity).includes('method=reply'),
  automatic_reply: (_world, activity) => {
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
  bulk: (_world, activity) =>
    activity.kind === 'email' &&
    (header(activity, 'list-id') !== null ||
      header(activity, 'list-unsubscribe') !== null ||
      ['bulk', 'list', 'junk'].includes(header(activity, 'precedence') ?? '')),
  all_day: (_world, activity) =>
    activity.kind === 'appointment' && (activity.allDay || durationOf(activity) >= 24 * 60),
  declined: (world, activity) => {
    if (activity.kind !== 'appointment') return false;
    const external = placesOf(activity)
      .map(({ address }) => address)
      .filter((address) => !isInternal(world, address));
    return external.length > 0 && external.every((address) => declinedBy(activity, address));
  },
  opted_out: (world, activity) => {
    const before = participantsOf(world, activity);
    const after = participantsLeft(world, activity);
    return (
      activity.kind !== 'task' &&
      [true, false].some(
        (side) =>
          before.some(({ internal }) => internal === side) &&
          !after.some(({ internal }) => internal === side),
      )
    );
  },
  internal_only: (world, activity) =>
    activity.kind !== 'task' && !participantsLeft(world, activity).some((one) => !one.internal),
  no_internal: (world, activity) =>
    activity.kind !== 'task' && !participantsLeft(world, activity).some((one) => one.internal),
  mass: (world, activity) =>
    activity.kind !== 'task' &&
    participantsLeft(world, activity).filter((one) => !one.internal).length >
      world.bundle.settings.massThreshold,
};

function participantsOf(world: World, activity: Activity): readonly Participant[] {
  const attending = placesOf(activity).filter(
    ({ role, address }) =>
      activity.kind !== 'appointment' || role === 'organizer' || !declinedBy(activity, address),
  );
  let participants: Participant[] = [];
  for (const { role, address } of attending) {
    const owners = ownersOf(world, address);
    const same = participants.find((one) =>
      owners[0] === undefined
        ? one.owners.length === 0 && one.addresses.includes(address)
        : one.owners[0] === owners[0],
    );
    const internal = isInternal(world, address);
    participants =
      same === undefined
        ? [...participants, { role, addresses: [address], owners, internal }]
        : participants.map((one) =>
            one !== same
              ? one
              : {
                  ...one,
                  addresses: [...one.addresses, address],
                  owners: [...new Set([...one.owners, ...owners])],
                },
          );
  }
  return participants;
}

/** Who stands where, in the order of the roles. */
function placesOf(
  activity: Activity,
): readonly { readonly role: ParticipantRole; readonly address: string }[] {
  const at = (role: ParticipantRole, addresses: readonly (string | null)[]) =>
    addresses.flatMap((address) => (address === null ? [] : [{ role, address: plain(address) }]));
  switch (activity.kind) {
    case 'email':
      return [
        ...at('from', [activity.from]),
        ...at('to', activity.to),
        ...at('cc', activity.cc),
        ...at('bcc', activity.bcc),
      ];
    case 'appointment':
      return [
        ...at('organizer', [activity.organizer]),
        ...at('required', activity.required),
        ...at('optional', activity.optional),
      ];
    case 'phonecall':
    case 'task':
      return [...at('from', [activity.from]), ...at('to', activity.to)];
  }
}

function declinedBy(activity: Activity, address: string): boolean {
  return Object.entries(activity.responses).some(
    ([person, response]) => plain(person) === address && response === 'declined',
  );
}

function ownersOf(world: World, address: string): readonly Person[] {
  const owners = world.people.filter(({ addresses }) => addresses.includes(address));
  const users = owners.filter(({ type }) => type === 'user');
  return users.length > 0 ? users : owners;
}

function isInternal(world: World, address: string): boolean {
  const first = ownersOf(world, address)[0];
  if (first !== undefined) return first.type === 'user';
  return world.bundle.organization.domains.map(plain).includes(domainOf(address));
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

function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** What stands after the at sign; nothing for a telephone number. */
function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : ' none';
}
