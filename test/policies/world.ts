/** Random organisations for the policies: who owns what, who leads whom, who wrote to whom, what was shared. */

import {
  aBundle,
  aContact,
  aLead,
  aMeeting,
  anAccount,
  anEmail,
  anOpportunity,
  aUser,
} from '../../src/analytics/testing/seeds.ts';
import type { Bundle } from '../../src/model/bundle.ts';
import type { RecordType } from '../../src/model/vocabulary.ts';

export const roles = ['seller', 'manager', 'administrator', 'operations'] as const;
export type Role = (typeof roles)[number];

export type Login = {
  readonly email: string;
  readonly userId: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
};

export type World = {
  readonly bundle: Bundle;
  readonly logins: readonly Login[];
  readonly recordShares: readonly {
    readonly type: RecordType;
    readonly id: string;
    readonly userId: string;
  }[];
  readonly activityShares: readonly { readonly activityId: string; readonly userId: string }[];
  readonly introductions: readonly {
    readonly text: string;
    readonly person: { readonly type: 'contact' | 'lead'; readonly id: string };
    readonly askerId: string;
    readonly askedId: string;
  }[];
};

/** The same seed gives the same world; `size` is about how many contacts it has. */
export function randomWorld(seed: number, size: number): World {
  const random = chance(seed);
  const ids = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${prefix}${n}`);
  const userIds = ids('user-', 9);
  const teamIds = ids('team-', 3);
  const accountIds = ids('account-', Math.ceil(size / 3));
  const contactIds = ids('contact-', size);
  const users = userIds.map((id, n) =>
    aUser({
      id,
      emails: [`${id}@us.example`, ...(random.is(0.2) ? [`${id}.private@post.example`] : [])],
      // Leads may go round in a circle: CRM data do.
      managerId: random.is(0.6) ? random.one(userIds.filter((_, other) => other !== n)) : null,
      teamIds: random.some(teamIds, 0.2),
    }),
  );
  const owner = () => (random.is(0.75) ? random.one(userIds) : null);
  const accounts = accountIds.map((id) => anAccount({ id, ownerId: owner() }));
  const contacts = contactIds.map((id) =>
    aContact({
      id,
      ownerId: owner(),
      emails: random.is(0.9) ? [`${id}@them.example`] : [],
      accountId: random.is(0.7) ? random.one(accountIds) : null,
    }),
  );
  const leads = ids('lead-', Math.ceil(size / 5)).map((id) =>
    aLead({
      id,
      ownerId: owner(),
      emails: [`${id}@new.example`],
      stakeholderIds: random.some(contactIds, 1 / size),
    }),
  );
  const opportunities = ids('deal-', Math.ceil(size / 2)).map((id) =>
    anOpportunity({
      id,
      ownerId: owner(),
      accountId: random.is(0.7) ? random.one(accountIds) : null,
      contactId: random.is(0.6) ? random.one(contactIds) : null,
      stakeholderIds: random.some(contactIds, 1.5 / size),
      teamIds: random.some(userIds, 0.12),
    }),
  );
  const inside = users.flatMap(({ emails }) => emails);
  const outside = [
    ...contacts.flatMap(({ emails }) => emails),
    ...leads.flatMap(({ emails }) => emails),
    'nobody@else.example',
  ];
  const records = [
    ...accounts.map(({ id }) => ({ type: 'account' as const, id })),
    ...contacts.map(({ id }) => ({ type: 'contact' as const, id })),
    ...leads.map(({ id }) => ({ type: 'lead' as const, id })),
    ...opportunities.map(({ id }) => ({ type: 'opportunity' as const, id })),
  ];
  const activities = ids('activity-', size * 3).map((id, n) => {
    const given = {
      id,
      startsAt: new Date(Date.UTC(2026, 9, 1 + (n % 50), 9)).toISOString(),
      subject: `about ${id}`,
      regarding: random.is(0.4) ? random.one(records) : null,
      sensitivity: random.is(0.1) ? 'private' : 'normal',
    };
    const people = [random.one(inside), random.one(outside), ...random.some(inside, 0.06)];
    if (random.is(0.7)) {
      const from = random.one(people);
      return anEmail({ ...given, from, to: people.filter((address) => address !== from) });
    }
    const [organizer = '', ...required] = people;
    const declined = required.filter(() => random.is(0.3));
    const responses = Object.fromEntries(
      declined.map((address): [string, 'declined'] => [address, 'declined']),
    );
    return aMeeting({ ...given, organizer, required, responses });
  });
  return {
    bundle: aBundle({
      users,
      teams: teamIds.map((id) => ({ id, name: id })),
      accounts,
      contacts,
      leads,
      opportunities,
      activities,
    }),
    logins: [
      ...userIds.map((id) => ({
        email: `${id}@us.example`,
        userId: id,
        roles: random.some(roles, 0.35),
        active: random.is(0.9),
      })),
      { email: 'root@us.example', userId: null, roles: ['administrator'], active: true },
      { email: 'ops@us.example', userId: null, roles: ['operations'], active: true },
    ],
    recordShares: records
      .filter(() => random.is(0.1))
      .map((record) => ({ ...record, userId: random.one(userIds) })),
    activityShares: activities
      .filter(() => random.is(0.2))
      .map(({ id }) => ({ activityId: id, userId: random.one(userIds) })),
    introductions: [
      ...contactIds.map((id) => ({ type: 'contact' as const, id })),
      ...leads.map(({ id }) => ({ type: 'lead' as const, id })),
    ].map((person) => {
      const askerId = random.one(userIds);
      const askedId = random.one(userIds.filter((id) => id !== askerId));
      return { text: `${person.id} for ${askerId}`, person, askerId, askedId };
    }),
  };
}

/** Numbers by mulberry32, which is in the public domain: https://github.com/cprosche/mulberry32 */
function chance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const one = <T>(things: readonly T[]): T => {
    const thing = things[Math.floor(next() * things.length)];
    if (thing === undefined) throw new RangeError('There is nothing to choose from.');
    return thing;
  };
  return {
    is: (probability: number) => next() < probability,
    one,
    some: <T>(things: readonly T[], probability: number) =>
      things.filter(() => next() < probability),
  };
}
