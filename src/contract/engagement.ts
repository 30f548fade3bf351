import { z } from 'zod';
import { healthSignSchema } from './figures.ts';
import { tieLevels } from './ties.ts';

/** GET /api/v1/{collection}/{id}/people: who a record is carried by. Browser-safe. */

/** Records that are carried by several people; a contact is one. */
export const carriedCollectionSchema = z.enum(['accounts', 'leads', 'opportunities']);

export const peopleQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant; now when left out' }),
});

const sideSchema = z.object({
  people: z.number().int().meta({ description: 'Who took part in any of them' }),
  effective: z.number().nullable().meta({
    description:
      'Effective number of people, 1/Σp², p being their shares of all participations; null: nobody took part',
  }),
  singleThreaded: z.boolean().meta({ description: 'The effective number is below 1.5' }),
});

const coverageSchema = z
  .object({
    days: z.number().int().meta({ description: 'So many times 24 hours before asOf' }),
    activities: z.number().int().meta({ description: 'Counted ones, without tasks' }),
    theirs: sideSchema,
    ours: sideSchema,
  })
  .meta({ id: 'Coverage' });

const count = z.number().int().nonnegative();
const turnsSchema = z.object({ answered: count, unanswered: count });

const contactEngagementSchema = z
  .object({
    type: z.enum(['contact', 'lead']),
    id: z.string(),
    name: z.string(),
    jobTitle: z.string().nullable(),
    because: z.enum(['primary', 'lead', 'stakeholder', 'account']).meta({
      description:
        'primary: the contact of the deal or the primary contact of the account; lead: the lead itself; stakeholder; account: another contact of the account',
    }),
    health: healthSignSchema
      .nullable()
      .meta({ description: 'Their own, over all of their activities; null when `hidden`' }),
    hidden: z
      .boolean()
      .meta({ description: 'Their figures are not for the reader: they are somebody else’s' }),
    emails: count,
    meetings: count.meta({ description: 'Attended' }),
    meetingsDeclined: count.meta({
      description: 'Meetings of this record, past and not canceled, to which they said no',
    }),
    phoneCalls: count,
    lastInboundAt: z.string().nullable(),
    lastOutboundAt: z.string().nullable(),
    unansweredStreak: count.meta({
      description:
        'Emails of ours with them, older than the grace period and within 180 days, since they last wrote or took part in a meeting or call',
    }),
    byThem: turnsSchema.meta({ description: 'Turns of ours that their side answered, or not' }),
    byUs: turnsSchema.meta({ description: 'Turns of their side that we answered, or not' }),
    colleague: z
      .object({ id: z.string(), name: z.string(), strength: z.number(), level: z.enum(tieLevels) })
      .nullable()
      .meta({
        description:
          'Who of ours knows them best, over all of their activities of 365 days; null: nobody, or not for the reader',
      }),
  })
  .meta({
    id: 'ContactEngagement',
    description:
      'Of the activities of this record in which they take part, over its lifetime up to asOf',
  });

export const peopleOfRecordSchema = z
  .object({
    asOf: z.string(),
    coverage: coverageSchema,
    contacts: z
      .array(contactEngagementSchema)
      .meta({ description: 'Those with the most activities first; at most 200' }),
    total: z.number().int().meta({ description: 'How many contacts there are in all' }),
  })
  .meta({ id: 'PeopleOfRecord' });

/** GET /api/v1/{collection}/history: scores over time for lists. */
export const historyQuerySchema = z.object({
  ids: z.string().min(1).max(40_000).meta({
    description:
      'At most 100 ids with commas between them; a comma or a percent sign in an id is written %2C or %25',
  }),
});

export const historySchema = z
  .object({
    on: z
      .array(z.string())
      .meta({ description: 'The days of the points, one a week, today the last' }),
    scores: z
      .record(z.string(), z.array(z.number().int().nullable()))
      .meta({ description: 'By id; records that are not for the reader are left out' }),
  })
  .meta({ id: 'History' });

export type Coverage = z.output<typeof coverageSchema>;
export type ContactEngagement = z.output<typeof contactEngagementSchema>;
export type PeopleOfRecord = z.output<typeof peopleOfRecordSchema>;
export type History = z.output<typeof historySchema>;
