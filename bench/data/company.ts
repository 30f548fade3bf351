/**
 * The people and records of an invented organisation, as large as its number of activities asks for: ten activities
 * for each record. The same number gives the same organisation on every machine.
 */

import { type Chance, chanceOf } from '../../demo/chance.ts';
import type { Item } from '../../src/model/bundle.ts';
import {
  type Account,
  type Contact,
  defaultSettings,
  type Lead,
  type Opportunity,
  type Organization,
  type User,
} from '../../src/model/entities.ts';
import { leadStatuses } from '../../src/model/vocabulary.ts';

/** The instant as of which everything is measured. */
export const asOf = Date.parse('2026-11-20T12:00:00Z');

export const dayMs = 86_400_000;

/** Days of history before `asOf`. */
export const historyDays = 1095;

export type Company = {
  readonly organization: Organization;
  readonly users: readonly User[];
  readonly accounts: readonly Customer[];
  readonly leads: readonly Lead[];
};

/** An account with all that belongs to it; `weight` says how much of what happens happens here. */
export type Customer = {
  readonly account: Account;
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly weight: number;
};

/** The organisation in which so many activities happen. */
export function companyOf(activities: number): Company {
  const chance = chanceOf('bench company');
  const count = (share: number) => Math.max(2, Math.round(activities * share));
  const users = Array.from({ length: Math.max(6, count(1 / 5000)) }, (_, n) => userOf(n));
  const accounts = Array.from({ length: count(0.012) }, (_, n) => customerOf(n, users, chance));
  const leads = Array.from({ length: count(0.006) }, (_, n) => leadOf(n, users, chance));
  return {
    organization: { name: 'Benchmark', timeZone: 'Europe/Berlin', domains: ['bench.example'] },
    users,
    accounts,
    leads,
  };
}

/** Everything but the activities, as a source gives it. */
export function* companyItems({ organization, users, accounts, leads }: Company): Generator<Item> {
  yield { type: 'organization', value: organization };
  yield { type: 'settings', value: defaultSettings };
  for (const value of users) yield { type: 'user', value };
  for (const { account, contacts, opportunities } of accounts) {
    yield { type: 'account', value: account };
    for (const value of contacts) yield { type: 'contact', value };
    for (const value of opportunities) yield { type: 'opportunity', value };
  }
  for (const value of leads) yield { type: 'lead', value };
}

function userOf(n: number): User {
  return {
    id: `user-${n}`,
    name: `User ${n}`,
    emails: [`user${n}@bench.example`],
    phones: [`+49 30 ${1000 + n}`],
    role: 'seller',
    managerId: null,
    teamIds: [],
    active: true,
    timeZone: null,
    workingHours: null,
    analyticsOptOut: false,
  };
}

/** Most customers are small, a few are large: how much happens at each is spread log-normally. */
function customerOf(n: number, users: readonly User[], chance: Chance): Customer {
  const id = `account-${n}`;
  const weight = chance.logNormal(1, 1.1);
  const people = Math.max(1, Math.min(60, chance.poisson(2 + 2.2 * Math.sqrt(weight))));
  const owner = chance.pick(users);
  const contacts = Array.from({ length: people }, (_, place) =>
    contactOf(`contact-${n}-${place}`, n, owner.id),
  );
  const team = [owner, chance.pick(users), chance.pick(users)];
  const deals = chance.poisson(1.2 + 0.6 * weight);
  return {
    account: {
      id,
      name: `Account ${n}`,
      ownerId: owner.id,
      primaryContactId: contacts[0]?.id ?? null,
      parentAccountId: null,
      website: null,
      domains: [`customer${n}.example`],
      industry: chance.pick(['Food', 'Machines', 'Retail', 'Software']),
      createdAt: asOf - historyDays * dayMs,
      custom: {},
    },
    contacts,
    opportunities: Array.from({ length: deals }, (_, deal) =>
      opportunityOf({ id: `deal-${n}-${deal}`, accountId: id, contacts, team }, chance),
    ),
    weight,
  };
}

function contactOf(id: string, account: number, ownerId: string): Contact {
  return {
    id,
    name: `Contact ${id.slice(8)}`,
    accountId: `account-${account}`,
    ownerId,
    emails: [`${id}@customer${account}.example`],
    phones: [],
    jobTitle: null,
    timeZone: null,
    analyticsOptOut: false,
    followEmail: null,
  };
}

type Deal = {
  readonly id: string;
  readonly accountId: string;
  readonly contacts: readonly Contact[];
  readonly team: readonly User[];
};

function opportunityOf({ id, accountId, contacts, team }: Deal, chance: Chance): Opportunity {
  const createdAt = asOf - chance.int(5, historyDays) * dayMs;
  const closesAt = createdAt + chance.logNormal(240, 0.7) * dayMs;
  const isClosed = closesAt < asOf;
  const value = Math.round(chance.logNormal(20_000, 1));
  return {
    id,
    name: `Deal ${id.slice(5)}`,
    accountId,
    contactId: chance.pick(contacts).id,
    ownerId: team[0]?.id ?? null,
    teamIds: team.slice(1).map((user) => user.id),
    stakeholderIds: [...new Set([chance.pick(contacts).id, chance.pick(contacts).id])],
    status: isClosed ? chance.pick(['won', 'lost'] as const) : 'open',
    stage: isClosed ? null : chance.pick(['Qualify', 'Develop', 'Propose', 'Close']),
    estimatedValue: chance.hit(0.9) ? value : null,
    actualValue: null,
    currency: null,
    estimatedCloseDate: new Date(closesAt).toISOString().slice(0, 10),
    createdAt,
    closedAt: isClosed ? closesAt : null,
    source: null,
    dealType: null,
    custom: {},
  };
}

function leadOf(n: number, users: readonly User[], chance: Chance): Lead {
  const createdAt = asOf - chance.int(1, historyDays) * dayMs;
  const status = chance.hit(0.3) ? 'open' : chance.pick(leadStatuses);
  return {
    id: `lead-${n}`,
    topic: `Topic ${n}`,
    name: `Lead ${n}`,
    company: null,
    emails: [`lead${n}@prospect${n}.example`],
    phones: [],
    ownerId: chance.pick(users).id,
    stakeholderIds: [],
    status,
    createdAt,
    closedAt: status === 'open' ? null : Math.min(asOf - 1, createdAt + chance.int(5, 90) * dayMs),
    qualifiedTo: null,
    analyticsOptOut: false,
    followEmail: null,
  };
}
