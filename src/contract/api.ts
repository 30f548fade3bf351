import { z } from 'zod';
import { activityKinds, exclusionReasons, recordTypes } from '../model/vocabulary.ts';
import { healthSchema, ledgerRowSchema, recordFiguresSchema } from './figures.ts';
import { recordResponseSchema } from './response.ts';

/** What the routes under /api/v1 take and give. Browser-safe: the web page imports the same schemas. */

/** The collection in a path, and the type of its records. */
export const collections = {
  accounts: 'account',
  contacts: 'contact',
  leads: 'lead',
  opportunities: 'opportunity',
} as const;
export type Collection = keyof typeof collections;
export const collectionSchema = z.enum(['accounts', 'contacts', 'leads', 'opportunities']);

const reference = z.object({ id: z.string(), name: z.string() }).nullable();

/** What a page says about a record beside its figures. */
export const recordHeadSchema = z
  .object({
    type: z.enum(recordTypes),
    id: z.string(),
    name: z.string(),
    owner: reference,
    account: reference,
    contact: reference,
    status: z.string().nullable(),
    stage: z.string().nullable(),
    estimatedValue: z.number().nullable(),
    currency: z.string().nullable(),
    estimatedCloseDate: z.string().nullable(),
    createdAt: z.string().nullable(),
    closedAt: z.string().nullable(),
    jobTitle: z.string().nullable(),
    industry: z.string().nullable(),
  })
  .meta({ id: 'RecordHead' });

export const analyticsQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant; now when left out' }),
  days: z.coerce.number().int().min(1).max(3660).default(60),
});

export const analyticsSchema = z
  .object({
    asOf: z.string(),
    days: z.number().int(),
    timeZone: z.string(),
    record: recordHeadSchema,
    figures: recordFiguresSchema,
    response: recordResponseSchema.meta({
      description: 'Response times beside those of the figures; one by one: …/response/turns',
    }),
    names: z
      .record(z.string(), z.string())
      .meta({ description: 'Names of the people in the figures, by `type:id`' }),
    activities: z
      .record(
        z.string(),
        z.object({
          kind: z.enum(activityKinds),
          startsAt: z.string(),
          subject: z.string().nullable(),
        }),
      )
      .meta({ description: 'The activities that the figures name (last and next), by id' }),
    excluded: z
      .partialRecord(z.enum(exclusionReasons), z.number().int())
      .meta({ description: 'How many activities of the record were left out, by reason' }),
    counted: z.number().int(),
    hiddenHelpers: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          activities: z.number().int(),
          lastAt: z.string(),
        }),
      )
      .meta({
        description: 'Colleagues outside the deal who talk to its people; not counted in it',
      }),
    healthHistory: z
      .array(z.object({ on: z.string(), score: z.number().nullable() }))
      .meta({ description: 'Score at the end of each of the last 180 days, weekly and today' }),
    opportunities: z
      .array(z.object({ id: z.string(), name: z.string(), health: healthSchema }))
      .meta({ description: 'Open opportunities of an account; empty for other records' }),
    hiddenOpportunities: z
      .number()
      .int()
      .meta({ description: 'How many more there are that the reader may not see' }),
  })
  .meta({ id: 'Analytics' });

export const ledgerQuerySchema = z.object({
  asOf: z.iso.datetime({ offset: true }).optional(),
  counted: z.enum(['true', 'false']).optional(),
  reason: z.enum(exclusionReasons).optional(),
  kind: z.enum(activityKinds).optional(),
  side: z.enum(['us', 'them']).optional(),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Starts at or after' }),
  until: z.iso.datetime({ offset: true }).optional().meta({ description: 'Starts before' }),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional(),
});

export const ledgerSchema = z
  .object({ rows: z.array(ledgerRowSchema), next: z.string().nullable(), total: z.number().int() })
  .meta({ id: 'Ledger', description: 'Latest first' });

/** PATCH /api/v1/activities/{key}; what is left out stays. */
export const activityChangeSchema = z
  .strictObject({
    override: z.enum(['include', 'exclude']).nullable().optional(),
    shared: z.boolean().optional(),
  })
  .refine(({ override, shared }) => override !== undefined || shared !== undefined, {
    error: 'override or shared',
  });

export const activityChangedSchema = z
  .object({
    key: z.number().int(),
    override: z.enum(['include', 'exclude']).nullable(),
    shared: z.boolean().nullable(),
  })
  .meta({ id: 'ActivityChanged' });

export const rejectSchema = z
  .object({ place: z.string(), field: z.string(), value: z.string(), expected: z.string() })
  .meta({ id: 'Reject' });

export const importReportSchema = z
  .object({
    source: z.string(),
    read: z.number().int(),
    new: z.number().int(),
    changed: z.number().int(),
    known: z.number().int(),
    excluded: z
      .partialRecord(z.enum(exclusionReasons), z.number().int())
      .meta({ description: 'Activities of this import that do not count now, by reason' }),
    rejected: z.number().int(),
    rejects: z.array(rejectSchema).meta({ description: 'The first 100' }),
    contactsMade: z
      .array(z.object({ name: z.string(), account: z.string().nullable(), because: z.string() }))
      .meta({ description: 'Contacts made of two-way correspondents, when that is turned on' }),
  })
  .meta({ id: 'ImportReport' });

/** One server-sent event: `event: changed`, data of this shape. */
const changedEventSchema = z
  .object({
    records: z.array(z.object({ type: z.enum(recordTypes), id: z.string() })),
    at: z.string(),
  })
  .meta({ id: 'Changed' });

/** `event: progress`: a long piece of work; `done` equals `total` when it is over. */
export const progressEventSchema = z
  .object({ work: z.string(), done: z.number().int(), total: z.number().int().nullable() })
  .meta({ id: 'Progress' });

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    field: z.string().optional(),
    value: z.string().optional(),
    hint: z.string().optional(),
  })
  .meta({ id: 'Problem' });

/** GET /api/v1/about: what the shell shows before anything else. */
export const aboutSchema = z
  .object({
    organization: z.string(),
    timeZone: z.string(),
    currency: z.string().nullable(),
    demo: z.boolean(),
    now: z.string(),
    pending: z.number().int().meta({ description: 'Records that wait to be computed' }),
    shown: z.object({
      health: z.boolean().meta({ description: 'false: score, grade and trend are hidden' }),
      figures: z.boolean().meta({ description: 'false: relationship analytics are off' }),
    }),
    grades: z.object({
      good: z.number(),
      fair: z.number(),
      excellent: z.number().nullable(),
    }),
  })
  .meta({ id: 'About' });

export const countsSchema = z
  .object({
    records: z.object({
      accounts: z.number().int(),
      contacts: z.number().int(),
      leads: z.number().int(),
      opportunities: z.number().int(),
    }),
    owners: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .meta({ description: 'Everybody who owns a record that one may see, by name' }),
  })
  .meta({ id: 'Counts' });

export type RecordHead = z.infer<typeof recordHeadSchema>;
export type Analytics = z.infer<typeof analyticsSchema>;
export type Ledger = z.infer<typeof ledgerSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
export type ChangedEvent = z.infer<typeof changedEventSchema>;
export type About = z.infer<typeof aboutSchema>;
export type Counts = z.infer<typeof countsSchema>;
