import { z } from 'zod';
import { grades } from '../model/vocabulary.ts';
import { recordHeadSchema } from './api.ts';
import { healthSignSchema } from './figures.ts';

/** GET /api/v1/home: the reader's own open records to look at first. Browser-safe. */

const days = z.number().int();

/** Why a record is worth a look; the page makes a sentence of it. */
const homeReasonSchema = z
  .discriminatedUnion('code', [
    z.object({
      code: z.literal('closeDateMissed'),
      on: z.string(),
      days: days.meta({ description: 'Days since' }),
    }),
    z.object({
      code: z.literal('closeDateNear'),
      on: z.string(),
      days: days.meta({ description: 'Days until; 0 is today' }),
      grade: z.enum(grades).nullable(),
      nextBooked: z.boolean(),
    }),
    z.object({
      code: z.literal('healthDropped'),
      by: z.number().int().meta({ description: 'Points in 30 days' }),
      from: z.number().int(),
      to: z.number().int(),
    }),
    z.object({
      code: z.literal('poorHighValue'),
      value: z.number().meta({ description: 'In the organisation’s currency' }),
      currency: z.string().nullable(),
    }),
    z.object({
      code: z.literal('waitingForUs'),
      turns: z.number().int().meta({ description: 'Turns of theirs without an answer' }),
      since: z.string().meta({ description: 'When they last got in touch' }),
    }),
    z.object({
      code: z.literal('noActivity'),
      days: days.nullable().meta({ description: 'null: there never was one' }),
      since: z.string().nullable(),
    }),
    z.object({ code: z.literal('noNextInteraction') }),
  ])
  .meta({ id: 'HomeReason' });

const homeCardSchema = z
  .object({
    record: recordHeadSchema,
    health: healthSignSchema,
    lastInteractionAt: z.string().nullable(),
    nextInteractionAt: z.string().nullable(),
    reasons: z.array(homeReasonSchema).min(1).meta({ description: 'The most pressing first' }),
    priority: z.number().meta({ description: 'Value × urgency, by which cards are ranked' }),
  })
  .meta({ id: 'HomeCard' });

export const homeSchema = z
  .object({
    asOf: z.string(),
    person: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'Who the reader is in the CRM; null: nobody, so nothing is theirs' }),
    cards: z.array(homeCardSchema).max(12),
    more: z
      .number()
      .int()
      .meta({ description: 'How many more of their records have a reason to be looked at' }),
    open: z.object({
      accounts: z.number().int(),
      contacts: z.number().int(),
      leads: z.number().int(),
      opportunities: z.number().int(),
    }),
  })
  .meta({ id: 'Home' });

export type HomeReason = z.output<typeof homeReasonSchema>;
export type HomeCard = z.output<typeof homeCardSchema>;
export type Home = z.output<typeof homeSchema>;
