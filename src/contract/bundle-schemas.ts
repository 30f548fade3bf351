import { z } from 'zod';
import type { Item } from '../model/bundle.ts';
import { defaultSettings } from '../model/entities.ts';
import {
  activityKinds,
  communicationFrequencies,
  leadStatuses,
  opportunityStatuses,
  recordTypes,
  responses,
  userRoles,
} from '../model/vocabulary.ts';
import {
  atLeastZero,
  day,
  filledText,
  finite,
  flag,
  id,
  instant,
  instantMs,
  oneOf,
  text,
  texts,
  timeZone,
} from './wire.ts';

/**
 * The bundle as it stands on the wire: the format of import and interchange. All keys but ids may be missing or null
 * (an activity also needs `kind` and `startsAt`); a blank text counts as missing; keys that are not listed are ignored.
 * `parseItem` in bundle.ts turns one object into the words of the model.
 */

/** What an object of the bundle can be: `type` of a line of NDJSON. */
export const itemTypes = [
  'organization',
  'settings',
  'user',
  'team',
  'account',
  'contact',
  'lead',
  'opportunity',
  'activity',
] as const satisfies readonly Item['type'][];

export const organizationSchema = shape({
  name: text.nullish(),
  timeZone: timeZone.nullish().meta({ description: 'IANA; UTC when missing' }),
  domains: texts.nullish(),
}).meta({ id: 'BundleOrganization' });

const influence = finite
  .min(0.5, { error: 'a number from 0.5 to 1.5' })
  .max(1.5, { error: 'a number from 0.5 to 1.5' })
  .nullish();

const leastScore = finite
  .min(0, { error: 'a score from 0 to 100' })
  .max(100, { error: 'a score from 0 to 100' })
  .nullish();

const excluded = z.array(filledText, { error: 'a list of texts' }).nullish();

export const settingsSchema = shape({
  communicationFrequency: oneOf(communicationFrequencies).nullish(),
  activityInfluence: shape({
    email: influence,
    appointment: influence,
    phonecall: influence,
    task: influence,
  })
    .nullish()
    .meta({ description: 'A kind that is missing counts as 1' }),
  grades: shape({ good: leastScore, fair: leastScore, excellent: leastScore })
    .refine(areOrdered, { error: 'grades in order: fair ≤ good ≤ excellent' })
    .nullish(),
  massThreshold: atLeastZero.int({ error: 'a whole number of at least 0' }).nullish(),
  responseGraceHours: atLeastZero.nullish(),
  exclusions: shape({ addresses: excluded, domains: excluded, subjects: excluded }).nullish(),
  currency: text.nullish(),
  rates: z
    .array(
      shape({
        currency: filledText,
        rate: finite.positive({ error: 'a number above 0' }),
        from: day.nullish(),
      }),
      { error: 'a list of rates' },
    )
    .nullish(),
}).meta({ id: 'BundleSettings' });

export const userSchema = shape({
  id,
  name: text.nullish(),
  emails: texts.nullish(),
  phones: texts.nullish(),
  role: oneOf(userRoles).nullish().meta({ description: 'seller when missing' }),
  managerId: text.nullish(),
  teamIds: texts.nullish(),
  active: flag.nullish().meta({ description: 'true when missing' }),
  timeZone: timeZone.nullish(),
  workingHours: z
    .unknown()
    .refine(holdsNoNul, { error: 'anything without NUL characters' })
    .nullish()
    .meta({
      description: '{days: [1, 2, 3, 4, 5], from: "09:00", until: "17:00"}; 1 is Monday',
    }),
  analyticsOptOut: flag.nullish(),
}).meta({ id: 'BundleUser' });

export const teamSchema = shape({ id, name: text.nullish() }).meta({ id: 'BundleTeam' });

const custom = z
  .record(z.string(), z.unknown(), { error: 'an object' })
  .refine(holdsNoNul, { error: 'an object without NUL characters' })
  .nullish();

export const accountSchema = shape({
  id,
  name: text.nullish(),
  ownerId: text.nullish(),
  primaryContactId: text.nullish(),
  parentAccountId: text.nullish(),
  website: text.nullish(),
  domains: texts.nullish(),
  industry: text.nullish(),
  createdAt: instant.nullish(),
  custom,
}).meta({ id: 'BundleAccount' });

const followEmail = oneOf(['allow', 'deny']).nullish().meta({ description: 'Unset means deny' });

export const contactSchema = shape({
  id,
  name: text.nullish(),
  accountId: text.nullish(),
  ownerId: text.nullish(),
  emails: texts.nullish(),
  phones: texts.nullish(),
  jobTitle: text.nullish(),
  timeZone: timeZone.nullish(),
  analyticsOptOut: flag.nullish(),
  followEmail,
}).meta({ id: 'BundleContact' });

export const leadSchema = shape({
  id,
  topic: text.nullish(),
  name: text.nullish(),
  company: text.nullish(),
  emails: texts.nullish(),
  phones: texts.nullish(),
  ownerId: text.nullish(),
  stakeholderIds: texts.nullish(),
  status: oneOf(leadStatuses).nullish().meta({ description: 'open when missing' }),
  createdAt: instant.nullish(),
  closedAt: instant.nullish(),
  qualifiedTo: shape({ contactId: text.nullish(), opportunityId: text.nullish() }).nullish(),
  analyticsOptOut: flag.nullish(),
  followEmail,
}).meta({ id: 'BundleLead' });

export const opportunitySchema = shape({
  id,
  name: text.nullish(),
  accountId: text.nullish(),
  contactId: text.nullish(),
  ownerId: text.nullish(),
  teamIds: texts.nullish().meta({ description: 'Users on the deal beside its owner' }),
  stakeholderIds: texts.nullish().meta({ description: 'Contacts beside its contact' }),
  status: oneOf(opportunityStatuses).nullish().meta({ description: 'open when missing' }),
  stage: text.nullish(),
  estimatedValue: finite.nullish(),
  actualValue: finite.nullish(),
  currency: text.nullish(),
  estimatedCloseDate: day.nullish(),
  createdAt: instant.nullish(),
  closedAt: instant.nullish(),
  source: text.nullish(),
  dealType: text.nullish(),
  custom,
}).meta({ id: 'BundleOpportunity' });

export const activitySchema = shape({
  id,
  kind: oneOf(activityKinds),
  status: text.nullish().meta({ description: 'completed when missing' }),
  subject: text.nullish(),
  startsAt: instant,
  endsAt: instant.nullish(),
  durationMinutes: atLeastZero.nullish(),
  regarding: shape({ type: oneOf(recordTypes), id }).nullish(),
  sensitivity: text.nullish().meta({ description: 'normal when missing' }),
  override: oneOf(['include', 'exclude']).nullish(),
  from: text.nullish(),
  to: texts.nullish(),
  cc: texts.nullish(),
  bcc: texts.nullish(),
  messageId: text.nullish(),
  inReplyTo: text.nullish(),
  references: texts.nullish(),
  threadId: text.nullish(),
  headers: z.record(z.string(), text.nullable(), { error: 'an object of texts' }).nullish(),
  organizer: text.nullish(),
  required: texts.nullish(),
  optional: texts.nullish(),
  responses: z
    .record(z.string(), oneOf(responses).nullable(), { error: 'an object of responses' })
    .nullish(),
  icalUid: text.nullish(),
  allDay: flag.nullish(),
  direction: oneOf(['outgoing', 'incoming']).nullish(),
})
  .refine(({ startsAt, endsAt }) => !endsAt || ms(endsAt) >= ms(startsAt), {
    path: ['endsAt'],
    error: 'an instant that is not before startsAt',
  })
  .meta({ id: 'BundleActivity' });

export const bundleSchema = z
  .object({
    organization: organizationSchema.nullish(),
    settings: settingsSchema.nullish(),
    users: z.array(userSchema).nullish(),
    teams: z.array(teamSchema).nullish(),
    accounts: z.array(accountSchema).nullish(),
    contacts: z.array(contactSchema).nullish(),
    leads: z.array(leadSchema).nullish(),
    opportunities: z.array(opportunitySchema).nullish(),
    activities: z.array(activitySchema).nullish(),
  })
  .meta({ id: 'Bundle' });

function shape<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.object(fields, { error: 'an object' });
}

function areOrdered(grades: {
  readonly good?: number | null | undefined;
  readonly fair?: number | null | undefined;
  readonly excellent?: number | null | undefined;
}): boolean {
  const good = grades.good ?? defaultSettings.grades.good;
  const fair = grades.fair ?? defaultSettings.grades.fair;
  return fair <= good && good <= (grades.excellent ?? Number.POSITIVE_INFINITY);
}

/** PostgreSQL stores no U+0000 inside JSON either. */
function holdsNoNul(value: unknown): boolean {
  return !JSON.stringify(value ?? null).includes('\\u0000');
}

function ms(value: string): number {
  return instantMs(value) ?? Number.NaN;
}
