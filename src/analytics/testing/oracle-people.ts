import type { Activity } from '../../model/activity.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { ParticipantRole, Side } from '../../model/vocabulary.ts';

/** Who owns an address, whose address it is, who takes part and whose act it was: sections 1 and 4. */

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
  /** By `startsAt`, then `id` by code unit. */
  readonly activities: readonly Activity[];
};

export type Participant = {
  readonly role: ParticipantRole;
  readonly addresses: readonly string[];
  readonly owners: readonly Person[];
  readonly internal: boolean;
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
    activities: [...bundle.activities].sort(
      (a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1),
    ),
  };
}

/** Everybody who takes part, those who opted out included. */
export function participantsOf(world: World, activity: Activity): readonly Participant[] {
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

/** Who stands where, in the order of the roles; attendees who declined included. */
export function placesOf(
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

/** Whether the answer of an address was no. */
export function declinedBy(activity: Activity, address: string): boolean {
  return Object.entries(activity.responses).some(
    ([person, response]) => plain(person) === address && response === 'declined',
  );
}

function ownersOf(world: World, address: string): readonly Person[] {
  const owners = world.people.filter(({ addresses }) => addresses.includes(address));
  const users = owners.filter(({ type }) => type === 'user');
  return users.length > 0 ? users : owners;
}

/** Whether an address is ours. */
export function isInternal(world: World, address: string): boolean {
  const first = ownersOf(world, address)[0];
  if (first !== undefined) return first.type === 'user';
  return world.bundle.organization.domains.map(plain).includes(domainOf(address));
}

/** As texts are compared. */
export function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** What stands after the at sign; nothing for a telephone number. */
export function domainOf(address: string): string {
  return address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : ' none';
}
