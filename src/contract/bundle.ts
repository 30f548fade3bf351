import type { z } from 'zod';
import { type Activity, blankActivity, exclusionHeaders } from '../model/activity.ts';
import type { Item } from '../model/bundle.ts';
import { type Account, defaultSettings, type Settings } from '../model/entities.ts';
import type { Response } from '../model/vocabulary.ts';
import {
  accountSchema,
  activitySchema,
  contactSchema,
  leadSchema,
  opportunitySchema,
  organizationSchema,
  settingsSchema,
  teamSchema,
  userSchema,
} from './bundle-schemas.ts';
import { depthMisfit, type Misfit, misfitsOf } from './misfit.ts';
import { instantMs } from './wire.ts';

/**
 * One object of the bundle in the words of the model: instants as ms, null for what is missing, addresses trimmed and
 * lower-cased, only the headers that decide an exclusion. Or everything in it that does not fit.
 */
export function parseItem(
  type: Item['type'],
  raw: unknown,
): { readonly item: Item } | { readonly rejects: readonly Misfit[] } {
  switch (type) {
    case 'organization':
      return parsed(organizationSchema, raw, (wire) => ({ type, value: organization(wire) }));
    case 'settings':
      return parsed(settingsSchema, raw, (wire) => ({ type, value: settings(wire) }));
    case 'user':
      return parsed(userSchema, raw, (wire) => ({ type, value: user(wire) }));
    case 'team':
      return parsed(teamSchema, raw, (wire) => ({ type, value: team(wire) }));
    case 'account':
      return parsed(accountSchema, raw, (wire) => ({ type, value: account(wire) }));
    case 'contact':
      return parsed(contactSchema, raw, (wire) => ({ type, value: contact(wire) }));
    case 'lead':
      return parsed(leadSchema, raw, (wire) => ({ type, value: lead(wire) }));
    case 'opportunity':
      return parsed(opportunitySchema, raw, (wire) => ({ type, value: opportunity(wire) }));
    case 'activity':
      return parsed(activitySchema, raw, (wire) => ({ type, value: activity(wire) }));
  }
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  toItem: (wire: z.output<Schema>) => Item,
): { readonly item: Item } | { readonly rejects: readonly Misfit[] } {
  const tooDeep = depthMisfit(raw);
  if (tooDeep !== null) return { rejects: [tooDeep] };
  const result = schema.safeParse(raw);
  return result.success
    ? { item: toItem(result.data) }
    : { rejects: misfitsOf(result.error.issues, raw) };
}

function organization(wire: z.output<typeof organizationSchema>) {
  return {
    name: wire.name?.trim() ?? '',
    timeZone: filled(wire.timeZone) ?? 'UTC',
    domains: addresses(wire.domains),
  };
}

/** Only what the source gives; nested objects are completed with their defaults. */
function settings(wire: z.output<typeof settingsSchema>): Partial<Settings> {
  const { communicationFrequency, activityInfluence, grades, massThreshold } = wire;
  const { responseGraceHours, exclusions, currency, rates } = wire;
  return {
    ...(communicationFrequency != null && { communicationFrequency }),
    ...(activityInfluence != null && {
      activityInfluence: {
        email: activityInfluence.email ?? 1,
        appointment: activityInfluence.appointment ?? 1,
        phonecall: activityInfluence.phonecall ?? 1,
        task: activityInfluence.task ?? 1,
      },
    }),
    ...(grades != null && {
      grades: {
        good: grades.good ?? defaultSettings.grades.good,
        fair: grades.fair ?? defaultSettings.grades.fair,
        excellent: grades.excellent ?? null,
      },
    }),
    ...(massThreshold != null && { massThreshold }),
    ...(responseGraceHours != null && { responseGraceHours }),
    ...(exclusions != null && {
      exclusions: {
        addresses: addresses(exclusions.addresses),
        domains: addresses(exclusions.domains),
        subjects: exclusions.subjects ?? [],
      },
    }),
    ...(currency != null && { currency: filled(currency) }),
    ...(rates != null && { rates: rates.map((rate) => ({ ...rate, from: rate.from ?? null })) }),
  };
}

function user(wire: z.output<typeof userSchema>) {
  return {
    id: wire.id,
    name: named(wire.name, wire.emails?.[0], wire.id),
    emails: addresses(wire.emails),
    phones: addresses(wire.phones),
    role: wire.role ?? 'seller',
    managerId: filled(wire.managerId),
    teamIds: distinct(wire.teamIds),
    active: wire.active ?? true,
    timeZone: filled(wire.timeZone),
    workingHours: wire.workingHours ?? null,
    analyticsOptOut: wire.analyticsOptOut ?? false,
  };
}

function team(wire: z.output<typeof teamSchema>) {
  return { id: wire.id, name: named(wire.name, wire.id) };
}

function account(wire: z.output<typeof accountSchema>): Account {
  return {
    id: wire.id,
    name: named(wire.name, wire.id),
    ownerId: filled(wire.ownerId),
    primaryContactId: filled(wire.primaryContactId),
    parentAccountId: filled(wire.parentAccountId),
    website: filled(wire.website),
    domains: addresses(wire.domains),
    industry: filled(wire.industry),
    createdAt: at(wire.createdAt),
    custom: wire.custom ?? {},
  };
}

function contact(wire: z.output<typeof contactSchema>) {
  return {
    id: wire.id,
    name: named(wire.name, wire.emails?.[0], wire.id),
    accountId: filled(wire.accountId),
    ownerId: filled(wire.ownerId),
    emails: addresses(wire.emails),
    phones: addresses(wire.phones),
    jobTitle: filled(wire.jobTitle),
    timeZone: filled(wire.timeZone),
    analyticsOptOut: wire.analyticsOptOut ?? false,
    followEmail: wire.followEmail ?? null,
  };
}

function lead(wire: z.output<typeof leadSchema>) {
  const contactId = filled(wire.qualifiedTo?.contactId);
  const opportunityId = filled(wire.qualifiedTo?.opportunityId);
  return {
    id: wire.id,
    topic: filled(wire.topic),
    name: named(wire.name, wire.emails?.[0], wire.id),
    company: filled(wire.company),
    emails: addresses(wire.emails),
    phones: addresses(wire.phones),
    ownerId: filled(wire.ownerId),
    stakeholderIds: distinct(wire.stakeholderIds),
    status: wire.status ?? 'open',
    createdAt: at(wire.createdAt),
    closedAt: at(wire.closedAt),
    qualifiedTo: contactId === null && opportunityId === null ? null : { contactId, opportunityId },
    analyticsOptOut: wire.analyticsOptOut ?? false,
    followEmail: wire.followEmail ?? null,
  };
}

function opportunity(wire: z.output<typeof opportunitySchema>) {
  return {
    id: wire.id,
    name: named(wire.name, wire.id),
    accountId: filled(wire.accountId),
    contactId: filled(wire.contactId),
    ownerId: filled(wire.ownerId),
    teamIds: distinct(wire.teamIds),
    stakeholderIds: distinct(wire.stakeholderIds),
    status: wire.status ?? 'open',
    stage: filled(wire.stage),
    estimatedValue: wire.estimatedValue ?? null,
    actualValue: wire.actualValue ?? null,
    currency: filled(wire.currency),
    estimatedCloseDate: wire.estimatedCloseDate ?? null,
    createdAt: at(wire.createdAt),
    closedAt: at(wire.closedAt),
    source: filled(wire.source),
    dealType: filled(wire.dealType),
    custom: wire.custom ?? {},
  };
}

function activity(wire: z.output<typeof activitySchema>): Activity {
  return {
    ...blankActivity,
    id: wire.id,
    kind: wire.kind,
    status: filled(wire.status) ?? blankActivity.status,
    subject: filled(wire.subject),
    startsAt: instantMs(wire.startsAt) ?? 0,
    endsAt: at(wire.endsAt),
    durationMinutes: wire.durationMinutes ?? null,
    regarding: wire.regarding ?? null,
    sensitivity: filled(wire.sensitivity) ?? blankActivity.sensitivity,
    override: wire.override ?? null,
    from: address(wire.from),
    to: addresses(wire.to),
    cc: addresses(wire.cc),
    bcc: addresses(wire.bcc),
    messageId: filled(wire.messageId?.trim()),
    inReplyTo: filled(wire.inReplyTo?.trim()),
    references: distinct(wire.references?.map((reference) => reference.trim())),
    threadId: filled(wire.threadId),
    headers: headers(wire.headers),
    organizer: address(wire.organizer),
    required: addresses(wire.required),
    optional: addresses(wire.optional),
    responses: answers(wire.responses),
    icalUid: filled(wire.icalUid),
    allDay: wire.allDay ?? false,
    direction: wire.direction ?? null,
  };
}

type Maybe<Value> = Value | null | undefined;

/** A person or record without a name is shown by what identifies it. */
function named(...candidates: readonly Maybe<string>[]): string {
  return candidates.map((candidate) => candidate?.trim()).find((candidate) => candidate) ?? '';
}

function filled(value: Maybe<string>): string | null {
  return value == null || value.trim() === '' ? null : value;
}

function at(value: Maybe<string>): number | null {
  return value == null ? null : instantMs(value);
}

function address(value: Maybe<string>): string | null {
  return filled(value?.trim().toLowerCase());
}

function addresses(values: Maybe<readonly string[]>): readonly string[] {
  return distinct(values?.map((value) => value.trim().toLowerCase()));
}

function distinct(values: Maybe<readonly string[]>): readonly string[] {
  return [...new Set(values?.filter((value) => value.trim() !== ''))];
}

function headers(given: Maybe<Readonly<Record<string, string | null>>>) {
  const kept: ReadonlySet<string> = new Set(exclusionHeaders);
  return Object.fromEntries(
    Object.entries(given ?? {}).flatMap(([name, value]): [string, string][] => {
      const key = name.trim().toLowerCase();
      return value !== null && kept.has(key) ? [[key, value]] : [];
    }),
  );
}

function answers(given: Maybe<Readonly<Record<string, Response | null>>>) {
  return Object.fromEntries(
    Object.entries(given ?? {}).flatMap(([person, response]): [string, Response][] => {
      const key = address(person);
      return response !== null && key !== null ? [[key, response]] : [];
    }),
  );
}
