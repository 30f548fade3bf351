import { z } from 'zod';
import {
  activityKinds,
  exclusionReasons,
  grades,
  healthStates,
  recordTypes,
  sides,
  trends,
} from '../model/vocabulary.ts';

/** The figures of a record as they cross HTTP and as the CLI prints them. Instants are ISO 8601 in UTC. */

const count = z.number().int().nonnegative();

const responseSchema = z
  .object({
    meanHours: z.number().nullable(),
    medianHours: z.number().nullable(),
    answered: count,
    unanswered: count,
    closing: count,
    rate: z.number().nullable(),
  })
  .meta({ id: 'Response', description: 'How one side answers the turns of the other, by email.' });

export const kpisSchema = z
  .object({
    emailsSent: count,
    emailsReceived: count,
    meetingsSent: count,
    meetingsReceived: count,
    phoneCallsMade: count,
    phoneCallsReceived: count,
    initiatedByUs: count,
    initiatedByThem: count,
    minutesByUs: z.number(),
    minutesByThem: z.number(),
    faceTimeMinutes: z.number(),
    emailRatioByUs: z.number().nullable(),
    emailRatioByThem: z.number().nullable(),
    responseByUs: responseSchema,
    responseByThem: responseSchema,
  })
  .meta({ id: 'Kpis', description: 'Figures over one span of time; docs/kpis.md defines each.' });

const dailySchema = z
  .array(
    z.tuple([z.string(), count, count, count, count, count, count]).meta({
      description:
        'Day, emails sent, emails received, meetings sent, meetings received, calls made, calls received',
    }),
  )
  .meta({ id: 'Daily' });

const engagedPersonSchema = z
  .object({
    type: z.enum(['contact', 'lead', 'user']),
    id: z.string(),
    emails: count,
    meetings: count,
    phoneCalls: count,
    lastAt: z.string(),
  })
  .meta({ id: 'EngagedPerson' });

const factorSchema = z.object({ value: z.number(), points: z.number(), max: z.number() });

/** `{ state }` alone unless scored; accounts have the two parts instead of factors. */
export const healthSchema = z
  .union([
    z.object({
      state: z.literal('scored'),
      score: z.number().int(),
      exactScore: z.number(),
      grade: z.enum(grades),
      unansweredStreak: count,
      factors: z.object({
        recency: factorSchema,
        frequency: factorSchema,
        engagement: factorSchema,
        mix: factorSchema,
      }),
      trend: z.enum(trends),
    }),
    z.object({
      state: z.literal('scored'),
      score: z.number().int(),
      contactPart: z.number().nullable(),
      opportunityPart: z.number().nullable(),
      grade: z.enum(grades),
      trend: z.enum(trends),
    }),
    z.object({ state: z.enum(healthStates).exclude(['scored']) }),
  ])
  .meta({ id: 'Health' });

/** Health in one line: what lists and cards show of it. */
export const healthSignSchema = z.object({
  state: z.enum(healthStates),
  score: z.number().int().nullable(),
  grade: z.enum(grades).nullable(),
  trend: z.enum(trends).nullable(),
});

export const recordFiguresSchema = z
  .object({
    type: z.enum(recordTypes),
    id: z.string(),
    lifetime: kpisSchema,
    window: kpisSchema,
    daily: dailySchema,
    lastInteraction: z.string().nullable().meta({ description: 'Activity id' }),
    nextInteraction: z.string().nullable().meta({ description: 'Activity id' }),
    lastInbound: z.string().nullable().meta({ description: 'Activity id' }),
    lastOutbound: z.string().nullable().meta({ description: 'Activity id' }),
    mostContacted: z.array(engagedPersonSchema),
    mostContactedBy: z.array(engagedPersonSchema),
    health: healthSchema,
  })
  .meta({ id: 'RecordFigures' });

/** An activity as a page shows it, with what decided about it. */
export const ledgerRowSchema = z
  .object({
    key: z.number().int(),
    id: z.string(),
    isReadable: z.boolean().meta({
      description:
        'False: somebody else’s. Then there are kind, time and direction, and nothing of subject and participants',
    }),
    kind: z.enum(activityKinds),
    status: z.string().nullable(),
    subject: z.string().nullable(),
    startsAt: z.string(),
    endsAt: z.string().nullable(),
    durationMinutes: z.number().nullable(),
    side: z.enum(sides),
    counted: z.boolean(),
    reason: z.enum(exclusionReasons).nullable(),
    override: z.enum(['include', 'exclude']).nullable(),
    answeredAt: z.string().nullable().meta({
      description:
        'Of an email that counts: when the other side next wrote in its conversation; null: not yet',
    }),
    shared: z.boolean().nullable().meta({
      description:
        'Whether the reader has shown it to the owner of its record; null: the reader takes no part in it',
    }),
    flags: z.array(z.string()),
    source: z.string().nullable(),
    records: z
      .array(z.object({ type: z.enum(recordTypes), id: z.string(), name: z.string() }))
      .meta({ description: 'Every record that the activity belongs to' }),
    participants: z.array(
      z.object({
        address: z.string(),
        role: z.string(),
        response: z.string().nullable(),
        internal: z.boolean(),
        owners: z.array(
          z.object({ type: z.enum(['user', 'contact', 'lead']), id: z.string(), name: z.string() }),
        ),
      }),
    ),
  })
  .meta({ id: 'LedgerRow' });

export type Kpis = z.infer<typeof kpisSchema>;
export type EngagedPerson = z.infer<typeof engagedPersonSchema>;
export type Health = z.infer<typeof healthSchema>;
export type HealthSign = z.infer<typeof healthSignSchema>;
export type RecordFigures = z.infer<typeof recordFiguresSchema>;
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
