import fc from 'fast-check';
import type { Bundle } from '../../model/bundle.ts';
import { mostly, or, rarely, some } from './random-choices.ts';
import { aContact, aLead, anAccount, anOpportunity, aUser } from './seeds.ts';

/** Users, contacts, leads, accounts and opportunities that share addresses and name ids that nobody has. */

export const userIds = ['u0', 'u1', 'u2', 'u3'] as const;
export const contactIds = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'] as const;
export const leadIds = ['l0', 'l1'] as const;
export const accountIds = ['a0', 'a1', 'a2'] as const;
export const opportunityIds = ['o0', 'o1', 'o2', 'o3'] as const;
export const unknownId = 'nobody';

/** Addresses of nobody's, of one, and such as several people may have, whichever side they are on. */
export const addresses = {
  users: ['u0@us.example', 'u1@us.example', 'u2@us.example', 'u3@corp.example', '+100'],
  contacts: [
    'c0@client.example',
    'c1@client.example',
    'c2@client.example',
    'c3@other.example',
    'c4@other.example',
    'c5@us.example',
    '+200',
  ],
  leads: ['l0@prospect.example', 'l1@prospect.example'],
  shared: ['info@client.example', 'u1@us.example', 'c1@client.example', '+300', 'desk@us.example'],
  unknown: ['stranger@else.example', 'new@us.example', 'desk@sub.us.example', '+900', 'nobody'],
} as const;

/** Everybody and every record of a bundle; periods of leads and opportunities lie around `asOf`. */
export function people(
  asOf: number,
): fc.Arbitrary<Pick<Bundle, 'users' | 'contacts' | 'leads' | 'accounts' | 'opportunities'>> {
  return fc.record({
    users: fc.tuple(...userIds.map((id, n) => user(id, addresses.users[n] ?? ''))),
    contacts: fc.tuple(...contactIds.map((id, n) => contact(id, addresses.contacts[n] ?? ''))),
    leads: fc.tuple(...leadIds.map((id, n) => lead(id, addresses.leads[n] ?? '', asOf))),
    accounts: fc.tuple(...accountIds.map(account)),
    opportunities: fc.tuple(...opportunityIds.map((id) => opportunity(id, asOf))),
  });
}

const shared = or([], some(addresses.shared, 2));
const optedOut = fc.oneof(
  { weight: 7, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
const contactId = mostly(...contactIds, ...contactIds, unknownId);
const accountId = mostly('a0', 'a0', 'a1', unknownId);
const ownerId = mostly(...userIds, ...userIds, unknownId);

function user(id: string, own: string) {
  return fc
    .record({ more: shared, phones: or([], fc.constant(['+100'])), analyticsOptOut: optedOut })
    .map(({ more, ...given }) => aUser({ id, emails: [own, ...more], ...given }));
}

function contact(id: string, own: string) {
  return fc
    .record({
      more: shared,
      phones: or([], fc.constant(['+200', '+300'])),
      accountId,
      analyticsOptOut: optedOut,
    })
    .map(({ more, ...given }) => aContact({ id, emails: [own, ...more], ...given }));
}

function lead(id: string, own: string, asOf: number) {
  return fc
    .record({
      more: shared,
      ownerId,
      stakeholderIds: some([...contactIds, unknownId], 2),
      status: fc.constantFrom('open', 'open', 'qualified', 'disqualified'),
      ...period(asOf),
      analyticsOptOut: optedOut,
    })
    .map(({ more, ...given }) => aLead({ id, emails: [own, ...more], ...given }));
}

function account(id: string) {
  return fc.record({ primaryContactId: contactId }).map((given) => anAccount({ id, ...given }));
}

function opportunity(id: string, asOf: number) {
  return fc
    .record({
      accountId,
      contactId,
      ownerId,
      teamIds: some([...userIds, unknownId], 2),
      stakeholderIds: some([...contactIds, unknownId], 2),
      status: fc.constantFrom('open', 'open', 'open', 'won', 'lost'),
      estimatedValue: fc.constantFrom(null, 0, 1000, 2500.5, 1_000_000),
      currency: rarely('EUR', 'USD', 'CHF'),
      ...period(asOf),
    })
    .map((given) => anOpportunity({ id, ...given }));
}

function period(asOf: number) {
  const day = 86_400_000;
  return {
    createdAt: rarely(...[-200, -40, -30, -10, 0, 0.5, 10].map((days) => asOf + days * day)),
    closedAt: rarely(...[-60, -30, -5, 0, 5].map((days) => asOf + days * day)),
  };
}
