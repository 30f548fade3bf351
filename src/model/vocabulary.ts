/** The closed sets of the product, in the order in which they are shown. Everything else is typed from these. */

export const recordTypes = ['account', 'contact', 'lead', 'opportunity'] as const;
export type RecordType = (typeof recordTypes)[number];

const entityTypes = ['user', 'team', ...recordTypes] as const;
export type EntityType = (typeof entityTypes)[number];

export const activityKinds = ['email', 'appointment', 'phonecall', 'task'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Roles an address can have on an activity, in the order in which the first one wins. */
export const participantRoles = [
  'from',
  'to',
  'cc',
  'bcc',
  'organizer',
  'required',
  'optional',
] as const;
export type ParticipantRole = (typeof participantRoles)[number];

export const responses = ['accepted', 'declined', 'tentative', 'none'] as const;
export type Response = (typeof responses)[number];

/** Why an activity does not count, in the order in which the reasons are tried. */
export const exclusionReasons = [
  'canceled',
  'not_completed',
  'duplicate',
  'overruled',
  'private',
  'excluded_by_rule',
  'bounce',
  'calendar_response',
  'automatic_reply',
  'bulk',
  'all_day',
  'declined',
  'opted_out',
  'internal_only',
  'no_internal',
  'mass',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** Reasons that people may lift: those that a machine finds and may get wrong (spec §3, marked °). */
export const liftableReasons = [
  'bounce',
  'calendar_response',
  'automatic_reply',
  'bulk',
  'all_day',
  'declined',
  'mass',
] as const satisfies readonly ExclusionReason[];

export const sides = ['us', 'them'] as const;
export type Side = (typeof sides)[number];

export const grades = ['excellent', 'good', 'fair', 'poor'] as const;
export type Grade = (typeof grades)[number];

export const trends = ['improving', 'steady', 'declining', 'notEnoughInfo'] as const;
export type Trend = (typeof trends)[number];

export const healthStates = [
  'scored',
  'notEnoughInfo',
  'noClosedActivities',
  'notApplicable',
  'pending',
  'failed',
  // The organisation does not show it: in answers alone, never stored.
  'hidden',
] as const;
export type HealthState = (typeof healthStates)[number];

export const healthFactors = ['recency', 'frequency', 'engagement', 'mix'] as const;
export type HealthFactor = (typeof healthFactors)[number];

export const communicationFrequencies = [
  'daily',
  'fewDays',
  'weekly',
  'fewWeeks',
  'monthly',
] as const;
export type CommunicationFrequency = (typeof communicationFrequencies)[number];

export const leadStatuses = ['open', 'qualified', 'disqualified'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export const opportunityStatuses = ['open', 'won', 'lost'] as const;
export type OpportunityStatus = (typeof opportunityStatuses)[number];

export const userRoles = ['seller', 'manager', 'admin', 'operations'] as const;
export type UserRole = (typeof userRoles)[number];

/** What a login may be. Roles add up; what each one sees is decided in the database (0010_access.sql). */
export const roles = ['seller', 'manager', 'administrator', 'operations'] as const;
export type Role = (typeof roles)[number];

/** What a token may be used for: to look, to bring in data, to administer. A session may do all that its roles may. */
export const scopes = ['read', 'import', 'administer'] as const;
export type Scope = (typeof scopes)[number];

/** Kinds of sources that are files: what they tell ends with them, as nothing more comes by itself. */
export const fileSourceKinds = ['bundle', 'csv', 'calendar', 'mail'] as const;
export type FileSourceKind = (typeof fileSourceKinds)[number];

/** Whether a kind of source is one of files. */
export function isFileKind(kind: string): boolean {
  return fileSourceKinds.some((one) => one === kind);
}

/** What an insight card tells of a record (spec §10). Kinds of health are nowhere while health is hidden. */
export const cardKinds = [
  'meetingToday',
  'waitingForUs',
  'closeDateMissed',
  'closeDateNear',
  'healthDropped',
  'goneQuiet',
  'unansweredStreak',
  'noActivity',
  'singleThreaded',
  'similarToWon',
  'news',
] as const;
export type CardKind = (typeof cardKinds)[number];
/** What is told of an open deal beside similar won ones, where nothing else is further behind the earlier one. */
export const besideMeasures = ['meetings', 'phoneCalls', 'emails', 'activities'] as const;
export type BesideMeasure = (typeof besideMeasures)[number];

export const healthCardKinds: readonly CardKind[] = ['healthDropped'];

/** Languages in which the product speaks, also in what it sends. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Similar deals below which it is not said how a deal stands beside them. */
export const leastSimilar = 5;
