import { z } from 'zod';
import { sides } from '../model/vocabulary.ts';

/** Response times beside those of the KPIs, and the turns that they are made of. Browser-safe. */

const count = z.number().int().nonnegative();
const hours = z.number().nonnegative().nullable();

const responseSpreadSchema = z
  .object({
    meanHours: hours,
    medianHours: hours,
    percentile90Hours: hours.meta({ description: 'Nine of ten answers came within it' }),
    kaplanMeierMedianHours: hours.meta({
      description:
        'Half of all turns are answered within it, by the estimator of Kaplan and Meier: unanswered and pending turns are censored. null: fewer than half are',
    }),
  })
  .meta({ id: 'ResponseSpread', description: 'In hours; null without answers' });

const responseTimesSchema = z
  .object({
    answered: count,
    unanswered: count,
    pending: count.meta({ description: 'Without an answer, within the grace time' }),
    closing: count,
    elapsed: responseSpreadSchema.meta({ description: 'Hours that passed' }),
    working: responseSpreadSchema.nullable().meta({
      description:
        'Working hours of whoever answers: their zone and hours, without holidays; null: the organisation has no hours',
    }),
  })
  .meta({ id: 'ResponseTimes' });

const bothSides = z.object({
  responseByUs: responseTimesSchema,
  responseByThem: responseTimesSchema,
});

export const recordResponseSchema = z
  .object({ lifetime: bothSides, window: bothSides })
  .meta({ id: 'RecordResponse', description: 'How fast each side answers the turns of the other' });

export const turnStates = ['answered', 'unanswered', 'pending', 'closing'] as const;

export const turnsQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant; now when left out' }),
  days: z.coerce.number().int().min(1).max(3660).default(60),
  side: z.enum(sides).meta({ description: 'Who answers' }),
  state: z
    .enum(turnStates)
    .optional()
    .meta({ description: 'All but closing ones, which need no answer, when left out' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
});

const turnEmailSchema = z.object({
  key: count,
  id: z.string(),
  isReadable: z.boolean().meta({ description: 'False: somebody else’s' }),
  startsAt: z.string(),
  subject: z.string().nullable(),
});

const turnSchema = z
  .object({
    state: z.enum(turnStates),
    email: turnEmailSchema.meta({ description: 'The first of the turn' }),
    answer: turnEmailSchema.nullable(),
    elapsedHours: hours.meta({
      description: 'Until the answer or, without one, until asOf; null for a closing turn',
    }),
    workingHours: hours,
    isCensored: z.boolean().meta({ description: 'No answer so far: it took at least this long' }),
    answerer: z
      .object({ type: z.enum(['user', 'contact', 'lead']), id: z.string(), name: z.string() })
      .nullable()
      .meta({
        description:
          'Who answered; as long as nobody has, to whom the first email went. null: nobody known, or not for the reader',
      }),
  })
  .meta({ id: 'Turn' });

export const turnsSchema = z
  .object({
    asOf: z.string(),
    turns: z.array(turnSchema).meta({ description: 'Latest first' }),
    total: count,
    next: z.string().nullable(),
  })
  .meta({ id: 'Turns' });

export type ResponseSpread = z.infer<typeof responseSpreadSchema>;
export type ResponseTimes = z.infer<typeof responseTimesSchema>;
export type RecordResponse = z.infer<typeof recordResponseSchema>;
export type TurnState = (typeof turnStates)[number];
export type Turn = z.infer<typeof turnSchema>;
export type Turns = z.infer<typeof turnsSchema>;
