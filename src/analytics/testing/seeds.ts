import { type Activity, blankActivity } from '../../model/activity.ts';
import type { Bundle } from '../../model/bundle.ts';
import {
  type Account,
  type Contact,
  defaultSettings,
  type Lead,
  type Opportunity,
  type Settings,
  type User,
} from '../../model/entities.ts';

/** Small typed seeds for tests: what a test does not name is blank, so that what it names is what matters. */

/** A user without an address. */
export function aUser(given: Given<User>): User {
  return {
    name: given.id,
    emails: [],
    phones: [],
    role: 'seller',
    managerId: null,
    teamIds: [],
    active: true,
    timeZone: null,
    workingHours: null,
    analyticsOptOut: false,
    ...given,
  };
}

/** An account without people. */
export function anAccount(given: Given<Account>): Account {
  return {
    name: given.id,
    ownerId: null,
    primaryContactId: null,
    parentAccountId: null,
    website: null,
    domains: [],
    industry: null,
    createdAt: null,
    custom: {},
    ...given,
  };
}

/** A contact without an address. */
export function aContact(given: Given<Contact>): Contact {
  return {
    name: given.id,
    accountId: null,
    ownerId: null,
    emails: [],
    phones: [],
    jobTitle: null,
    timeZone: null,
    analyticsOptOut: false,
    followEmail: null,
    ...given,
  };
}

/** An open lead without an address. */
export function aLead(given: Given<Lead>): Lead {
  return {
    topic: null,
    name: given.id,
    company: null,
    emails: [],
    phones: [],
    ownerId: null,
    stakeholderIds: [],
    status: 'open',
    createdAt: null,
    closedAt: null,
    qualifiedTo: null,
    analyticsOptOut: false,
    followEmail: null,
    ...given,
  };
}

/** An open opportunity without people. */
export function anOpportunity(given: Given<Opportunity>): Opportunity {
  return {
    name: given.id,
    accountId: null,
    contactId: null,
    ownerId: null,
    teamIds: [],
    stakeholderIds: [],
    status: 'open',
    stage: null,
    estimatedValue: null,
    actualValue: null,
    currency: null,
    estimatedCloseDate: null,
    createdAt: null,
    closedAt: null,
    source: null,
    dealType: null,
    custom: {},
    ...given,
  };
}

/** An email with a message id of its own. */
export function anEmail(given: GivenActivity): Activity {
  return {
    ...anActivity('email', given),
    messageId: `<${given.id}@mail.example>`,
    ...timeless(given),
  };
}

/** A meeting of half an hour. */
export function aMeeting(given: GivenActivity): Activity {
  return { ...anActivity('appointment', given), durationMinutes: 30, ...timeless(given) };
}

/** A phone call of ten minutes. */
export function aPhoneCall(given: GivenActivity): Activity {
  return { ...anActivity('phonecall', given), durationMinutes: 10, ...timeless(given) };
}

/** A task that is done. */
export function aTask(given: GivenActivity): Activity {
  return anActivity('task', given);
}

/** A bundle with the given parts; settings are the defaults but for those named. */
export function aBundle({ settings, ...given }: GivenBundle): Bundle {
  return {
    organization: { name: 'Us', timeZone: 'UTC', domains: ['us.example'] },
    settings: { ...defaultSettings, ...settings },
    users: [],
    teams: [],
    accounts: [],
    contacts: [],
    leads: [],
    opportunities: [],
    activities: [],
    ...given,
  };
}

/** An instant of the form `2026-11-20T12:00:00Z` in ms; throws on anything that is none. */
export function at(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`);
  return ms;
}

type Given<Thing extends { readonly id: string }> = Partial<Thing> & Pick<Thing, 'id'>;

type GivenActivity = Omit<Partial<Activity>, 'kind' | 'startsAt' | 'endsAt'> & {
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt?: string;
};

type GivenBundle = Omit<Partial<Bundle>, 'settings'> & { readonly settings?: Partial<Settings> };

function anActivity(kind: Activity['kind'], given: GivenActivity): Activity {
  return {
    ...blankActivity,
    ...timeless(given),
    kind,
    startsAt: at(given.startsAt),
    endsAt: given.endsAt === undefined ? null : at(given.endsAt),
  };
}

function timeless({ startsAt: _startsAt, endsAt: _endsAt, ...rest }: GivenActivity) {
  return rest;
}
