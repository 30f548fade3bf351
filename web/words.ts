import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Collection } from '../src/contract/api.ts';
import type {
  ActivityKind,
  CommunicationFrequency,
  Grade,
  HealthFactor,
  HealthState,
  ParticipantRole,
  Response,
  Role,
  Scope,
  Side,
  Trend,
} from '../src/model/vocabulary.ts';

/** What the closed vocabularies are called on a page. */
type Words<Word extends string> = Readonly<Record<Word, MessageDescriptor>>;

export const collectionWords: Words<Collection> = {
  opportunities: msg`Opportunities`,
  leads: msg`Leads`,
  accounts: msg`Accounts`,
  contacts: msg`Contacts`,
};

export const gradeWords: Words<Grade> = {
  excellent: msg`Excellent`,
  good: msg`Good`,
  fair: msg`Fair`,
  poor: msg`Poor`,
};

export const factorWords: Words<HealthFactor> = {
  recency: msg`Recency`,
  frequency: msg`Frequency`,
  engagement: msg`Engagement`,
  mix: msg`Mix`,
};

export const trendWords: Words<Trend> = {
  improving: msg`improving`,
  steady: msg`steady`,
  declining: msg`declining`,
  notEnoughInfo: msg`no trend yet`,
};

/** Short, for a list; health.tsx explains them in sentences. */
export const stateWords: Words<HealthState> = {
  scored: msg`Scored`,
  notEnoughInfo: msg`Too little contact`,
  noClosedActivities: msg`No activities yet`,
  notApplicable: msg`Closed`,
  pending: msg`Being computed`,
  failed: msg`Could not be computed`,
  hidden: msg`Not shown`,
};

export const kindWords: Words<ActivityKind> = {
  email: msg`Email`,
  appointment: msg`Meeting`,
  phonecall: msg`Phone call`,
  task: msg`Task`,
};

export const kindsWords: Words<ActivityKind> = {
  email: msg`Emails`,
  appointment: msg`Meetings`,
  phonecall: msg`Phone calls`,
  task: msg`Tasks`,
};

export const sideWords: Words<Side> = {
  us: msg`by us`,
  them: msg`by them`,
};

export const roleWords: Words<ParticipantRole> = {
  from: msg`from`,
  to: msg`to`,
  cc: msg`copy`,
  bcc: msg`blind copy`,
  organizer: msg`organizer`,
  required: msg`required`,
  optional: msg`optional`,
};

export const responseWords: Words<Response> = {
  accepted: msg`accepted`,
  declined: msg`declined`,
  tentative: msg`tentative`,
  none: msg`no response`,
};

const statusWords: Words<'open' | 'won' | 'lost' | 'qualified' | 'disqualified'> = {
  open: msg`Open`,
  won: msg`Won`,
  lost: msg`Lost`,
  qualified: msg`Qualified`,
  disqualified: msg`Disqualified`,
};

/** The word for a status; null for one that only the source knows. */
export function statusWord(status: string): MessageDescriptor | null {
  return Object.entries(statusWords).find(([word]) => word === status)?.[1] ?? null;
}

export const roleNames: Words<Role> = {
  seller: msg`Seller`,
  manager: msg`Manager`,
  administrator: msg`Administrator`,
  operations: msg`Operations`,
};

export const scopeWords: Words<Scope> = {
  read: msg`read figures`,
  import: msg`bring in data`,
  administer: msg`administer`,
};

export const frequencyWords: Words<CommunicationFrequency> = {
  daily: msg`Daily`,
  fewDays: msg`Every few days`,
  weekly: msg`Weekly`,
  fewWeeks: msg`Every few weeks`,
  monthly: msg`Monthly`,
};
