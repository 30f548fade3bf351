/** The same bundle without a person's record and addresses (spec §15), told in plain code. */

import { directoryOf, normalized } from '../../analytics/directory.ts';
import { keyedBundle } from '../../analytics/keyed.ts';
import { addressesOf, participantsOf } from '../../analytics/participants.ts';
import type { Activity } from '../../model/activity.ts';
import type { Bundle } from '../../model/bundle.ts';

export type PersonRef = { readonly type: 'user' | 'contact' | 'lead'; readonly id: string };

/** Addresses that others have as well stay theirs; activities go that are left with nobody on a side. */
export function bundleWithout(bundle: Bundle, { type, id }: PersonRef): Bundle {
  const gone = ownAddresses(bundle, { type, id });
  const others = <Entity extends { readonly id: string }>(
    of: PersonRef['type'],
    all: readonly Entity[],
  ) => all.filter((one) => !(of === type && one.id === id));
  const without = {
    ...bundle,
    users: others('user', bundle.users),
    contacts: others('contact', bundle.contacts),
    leads: others('lead', bundle.leads),
  };
  const [before, after] = [bundle, without].map((one) => directoryOf(keyedBundle(one).contents));
  if (before === undefined || after === undefined) throw new Error('no directory');
  const stays = (address: string) => !gone.has(normalized(address));
  return {
    ...without,
    activities: bundle.activities.flatMap((activity) => {
      const left = stripped(activity, stays);
      const present = participantsOf(left, after);
      const isLonely = Array.from(addressesOf(activity)).some(
        ([role, address]) =>
          !stays(address) &&
          (role === 'organizer' || activity.responses[address] !== 'declined') &&
          !present.some(({ internal }) => internal === before.isInternal(address)),
      );
      return isLonely ? [] : [left];
    }),
  };
}

/** The addresses of a person that nobody else in the bundle has. */
export function ownAddresses(bundle: Bundle, person: PersonRef): ReadonlySet<string> {
  const everybody = [
    ...bundle.users.map(({ id }) => ({ type: 'user' as const, id })),
    ...bundle.contacts.map(({ id }) => ({ type: 'contact' as const, id })),
    ...bundle.leads.map(({ id }) => ({ type: 'lead' as const, id })),
  ];
  const others = new Set(
    everybody
      .filter(({ type, id }) => type !== person.type || id !== person.id)
      .flatMap((other) => addressesOfPerson(bundle, other)),
  );
  return new Set(addressesOfPerson(bundle, person).filter((address) => !others.has(address)));
}

function addressesOfPerson(bundle: Bundle, { type, id }: PersonRef): readonly string[] {
  const all = { user: bundle.users, contact: bundle.contacts, lead: bundle.leads }[type];
  return all
    .filter((one) => one.id === id)
    .flatMap(({ emails, phones }) => [...emails, ...phones].map(normalized));
}

function stripped(activity: Activity, stays: (address: string) => boolean): Activity {
  const one = (address: string | null) => (address !== null && stays(address) ? address : null);
  return {
    ...activity,
    from: one(activity.from),
    organizer: one(activity.organizer),
    to: activity.to.filter(stays),
    cc: activity.cc.filter(stays),
    bcc: activity.bcc.filter(stays),
    required: activity.required.filter(stays),
    optional: activity.optional.filter(stays),
  };
}
