import type {
  CardKind,
  CommunicationFrequency,
  LeadStatus,
  OpportunityStatus,
  RecordType,
  Role,
  UserRole,
} from './vocabulary.ts';

/**
 * The organisation, its people and its four kinds of record, as every stage passes them on.
 * Instants are milliseconds since 1970 (UTC); days are `YYYY-MM-DD`; what is not known is null, never missing.
 */

export type Organization = {
  readonly name: string;
  /** IANA name; every calendar day of the product is a day of this zone. */
  readonly timeZone: string;
  /** Exact domains of our own addresses; a subdomain is listed on its own. */
  readonly domains: readonly string[];
};

export type User = {
  readonly id: string;
  readonly name: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly role: UserRole;
  readonly managerId: string | null;
  readonly teamIds: readonly string[];
  readonly active: boolean;
  readonly timeZone: string | null;
  readonly workingHours: unknown;
  readonly analyticsOptOut: boolean;
};

export type Team = { readonly id: string; readonly name: string };

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly primaryContactId: string | null;
  readonly parentAccountId: string | null;
  readonly website: string | null;
  readonly domains: readonly string[];
  readonly industry: string | null;
  readonly createdAt: number | null;
  readonly custom: Readonly<Record<string, unknown>>;
};

export type Contact = {
  readonly id: string;
  readonly name: string;
  readonly accountId: string | null;
  readonly ownerId: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly jobTitle: string | null;
  readonly timeZone: string | null;
  readonly analyticsOptOut: boolean;
  readonly followEmail: 'allow' | 'deny' | null;
};

export type Lead = {
  readonly id: string;
  readonly topic: string | null;
  readonly name: string;
  readonly company: string | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly ownerId: string | null;
  readonly stakeholderIds: readonly string[];
  readonly status: LeadStatus;
  readonly createdAt: number | null;
  readonly closedAt: number | null;
  readonly qualifiedTo: {
    readonly contactId: string | null;
    readonly opportunityId: string | null;
  } | null;
  readonly analyticsOptOut: boolean;
  readonly followEmail: 'allow' | 'deny' | null;
};

export type Opportunity = {
  readonly id: string;
  readonly name: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly ownerId: string | null;
  /** Users on the deal beside its owner. */
  readonly teamIds: readonly string[];
  /** Contacts on the deal beside its contact. */
  readonly stakeholderIds: readonly string[];
  readonly status: OpportunityStatus;
  readonly stage: string | null;
  readonly estimatedValue: number | null;
  readonly actualValue: number | null;
  readonly currency: string | null;
  readonly estimatedCloseDate: string | null;
  readonly createdAt: number | null;
  readonly closedAt: number | null;
  readonly source: string | null;
  readonly dealType: string | null;
  readonly custom: Readonly<Record<string, unknown>>;
};

export type RecordRef = { readonly type: RecordType; readonly id: string };

/** One unit of `currency` was worth `rate` units of the organisation's currency from `from` (a day) on. */
export type CurrencyRate = {
  readonly currency: string;
  readonly rate: number;
  readonly from: string | null;
};

/** What the administrator sets; see docs/kpis.md for what each one moves. */
export type Settings = {
  readonly communicationFrequency: CommunicationFrequency;
  /** Factors from 0.5 to 1.5, relative to each other. */
  readonly activityInfluence: {
    readonly email: number;
    readonly appointment: number;
    readonly phonecall: number;
    readonly task: number;
  };
  /** Least score of each grade; `excellent` null: that grade is not used. */
  readonly grades: {
    readonly good: number;
    readonly fair: number;
    readonly excellent: number | null;
  };
  /** An activity with more external participants than this does not count. */
  readonly massThreshold: number;
  /** Hours after which an email without an answer is unanswered. */
  readonly responseGraceHours: number;
  readonly exclusions: {
    readonly addresses: readonly string[];
    readonly domains: readonly string[];
    readonly subjects: readonly string[];
  };
  readonly currency: string | null;
  readonly rates: readonly CurrencyRate[];
};

export const defaultSettings: Settings = {
  communicationFrequency: 'weekly',
  activityInfluence: { email: 1, appointment: 1, phonecall: 1, task: 1 },
  grades: { good: 60, fair: 40, excellent: null },
  massThreshold: 50,
  responseGraceHours: 72,
  exclusions: { addresses: [], domains: [], subjects: [] },
  currency: null,
  rates: [],
};

/** A day on which nobody works, as a date of the zone of whoever it is about; `yearly`: that day of every year. */
export type Holiday = { readonly name: string; readonly on: string; readonly yearly: boolean };

/** Working hours of one weekday (1 is Monday), in local time like `09:00`. */
export type WorkingDay = { readonly day: number; readonly from: string; readonly until: string };

/** What the administrator sets besides what figures are made of. */
export type HouseSettings = {
  readonly analyticsOn: boolean;
  readonly showHealth: boolean;
  /** False: of a subject no more is kept than the excluded texts in it. */
  readonly storeSubjects: boolean;
  /** Addresses of ours behind which there is no single person. */
  readonly sharedMailboxes: readonly string[];
  readonly holidays: readonly Holiday[];
  readonly workingHours: readonly WorkingDay[];
  /** Months after which things are removed; null: never. */
  readonly retention: {
    readonly activities: number | null;
    readonly subjects: number | null;
    readonly rejects: number | null;
    readonly introductions: number | null;
  };
  /** Days without activity after which a card says so. */
  readonly cardDays: Readonly<Record<RecordType, number>>;
  /** Keys of `custom` by which deals are alike as well, of themselves and of their accounts. */
  readonly similarFields: {
    readonly opportunity: readonly string[];
    readonly account: readonly string[];
  };
  /** Kinds of cards that people with a role do not get; who has several roles gets what one of them does. */
  readonly cardsOff: Readonly<Record<Role, readonly CardKind[]>>;
  /** What somebody begins with who asks a colleague for an introduction; null: the product's own words. */
  readonly introductionTemplate: string | null;
  readonly news: {
    /** The built-in search feed, which is told the names of all accounts. */
    readonly search: boolean;
    /** Its address, with a place for what is searched for. */
    readonly searchUrl: string;
    /** The feeds of accounts' own sites. */
    readonly sites: boolean;
    /** Days after which an item is removed. */
    readonly keepDays: number;
  };
};

export type OrganizationSettings = Settings & HouseSettings;

export const defaultOrganizationSettings: OrganizationSettings = {
  ...defaultSettings,
  analyticsOn: true,
  showHealth: true,
  storeSubjects: true,
  sharedMailboxes: [],
  holidays: [],
  workingHours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' })),
  retention: { activities: null, subjects: null, rejects: null, introductions: null },
  cardDays: { account: 30, contact: 30, lead: 30, opportunity: 30 },
  similarFields: { opportunity: [], account: [] },
  cardsOff: { seller: [], manager: [], administrator: [], operations: [] },
  introductionTemplate: null,
  news: {
    search: false,
    searchUrl: 'https://news.google.com/rss/search?q={query}',
    sites: false,
    keepDays: 90,
  },
};
