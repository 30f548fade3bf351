import type { Activity } from '../model/activity.ts';
import type { ParticipantRole } from '../model/vocabulary.ts';
import { type Directory, normalized, type Person } from './directory.ts';

/** One person, or one address of nobody known, on an activity. */
export type Participant = {
  readonly internal: boolean;
  readonly role: ParticipantRole;
  readonly addresses: readonly string[];
  /** Everybody who owns one of the addresses; empty for an unknown address. */
  readonly owners: readonly Person[];
};

/**
 * Who takes part in an activity, by role (spec §1): addresses with the same first owner are one participant in its
 * first role; attendees who declined, other than the organizer, are left out.
 */
export function participantsOf(activity: Activity, directory: Directory): readonly Participant[] {
  const byFirstOwner = new Map<number | string, MutableParticipant>();
  for (const [role, address] of addressesOf(activity)) {
    if (hasDeclined(activity, role, address)) continue;
    const owners = directory.owners(address);
    const identity = owners[0]?.key ?? address;
    const known = byFirstOwner.get(identity);
    if (known === undefined) {
      byFirstOwner.set(identity, {
        internal: directory.isInternal(address),
        role,
        addresses: [address],
        owners: [...owners],
      });
      continue;
    }
    if (!known.addresses.includes(address)) known.addresses.push(address);
    for (const owner of owners) if (!known.owners.includes(owner)) known.owners.push(owner);
  }
  return [...byFirstOwner.values()];
}

/** Every address on an activity with its role, in the order of the roles; declined attendees included. */
export function* addressesOf(activity: Activity): Generator<[ParticipantRole, string]> {
  if (activity.kind === 'appointment') {
    if (activity.organizer) yield ['organizer', normalized(activity.organizer)];
    for (const address of activity.required) yield ['required', normalized(address)];
    for (const address of activity.optional) yield ['optional', normalized(address)];
    return;
  }
  if (activity.from) yield ['from', normalized(activity.from)];
  for (const address of activity.to) yield ['to', normalized(address)];
  if (activity.kind !== 'email') return;
  for (const address of activity.cc) yield ['cc', normalized(address)];
  for (const address of activity.bcc) yield ['bcc', normalized(address)];
}

/** True for an attendee who said no; an organizer who is also invited stays on the meeting by the first role. */
function hasDeclined(activity: Activity, role: ParticipantRole, address: string): boolean {
  return (
    role !== 'organizer' &&
    activity.kind === 'appointment' &&
    activity.responses[address] === 'declined'
  );
}

type MutableParticipant = {
  readonly internal: boolean;
  readonly role: ParticipantRole;
  readonly addresses: string[];
  readonly owners: Person[];
};
