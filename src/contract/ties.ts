import { z } from 'zod';
import { activityKinds, sides } from '../model/vocabulary.ts';

/** Who knows whom: …/{id}/ties, the activities behind one of them, and …/{id}/paths. Browser-safe. */

export const tieLevels = ['strong', 'fair', 'weak'] as const;
export type TieLevelName = (typeof tieLevels)[number];

/** Records with a single person to know. */
export const personCollectionSchema = z.enum(['contacts', 'leads']);

export const tiesQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant; now when left out' }),
});

export const tieActivitiesQuerySchema = tiesQuerySchema.extend({
  person: z
    .string()
    .regex(/^(contact|lead):.+$/s, { error: 'contact:ID or lead:ID' })
    .max(500)
    .optional()
    .meta({
      description:
        'Of the activities with this contact or lead alone, as `type:id`; left out: with anybody of the record',
    }),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  cursor: z.string().max(2000).optional(),
});

const count = z.number().int().nonnegative();
const countsSchema = z.object({
  email: count,
  appointment: count,
  phonecall: count,
  task: count,
} satisfies Readonly<Record<(typeof activityKinds)[number], z.ZodType>>);

const customerSchema = z.object({
  type: z.enum(['contact', 'lead']),
  id: z.string(),
  name: z.string(),
});
const colleagueSchema = z.object({ id: z.string(), name: z.string() });

const strength = z.number().meta({
  description: '100 · (1 − 2^(−Σw/3)) · (¼ + ¾ · (2·min(in, out) + ½)/(in + out + 1)); 0 to 100',
});
const level = z.enum(tieLevels).meta({ description: 'strong from 60, fair from 25, weak above 0' });

const tieSchema = z
  .object({
    user: colleagueSchema,
    strength,
    level,
    sums: z.object({ all: z.number(), inbound: z.number(), outbound: z.number() }).meta({
      description:
        'Σw of all activities, of the inbound and of the outbound ones; meetings and calls are both',
    }),
    counts: countsSchema,
    lastAt: z.string(),
  })
  .meta({
    id: 'Tie',
    description:
      'Over the counted activities of 365 days in which both take part, each with w = base · 2^(−age in days/90) ÷ log₂(1 + participants)',
  });

export const tiesSchema = z
  .object({
    asOf: z.string(),
    days: z.number().int().meta({ description: 'So many times 24 hours before asOf' }),
    people: z
      .array(
        customerSchema.extend({
          hidden: z.boolean().meta({ description: 'Whom they know is not for the reader' }),
          ties: z.array(tieSchema).meta({ description: 'The strongest first; at most 200' }),
          total: count.meta({ description: 'How many ties there are in all' }),
        }),
      )
      .meta({
        description:
          'The contact or lead itself; of a deal its contact and stakeholders; of an account those of its contacts whom somebody knows, best known first, at most 200',
      }),
    total: count.meta({ description: 'How many people there are in all' }),
    account: z
      .array(
        z.object({
          user: colleagueSchema,
          strength: z.number().meta({ description: '100 · (1 − Π(1 − strength/100))' }),
          level,
          counts: countsSchema,
          lastAt: z.string(),
          through: z.array(customerSchema.extend({ strength: z.number() })),
        }),
      )
      .nullable()
      .meta({ description: 'Who knows the account, at most 200; null for other records' }),
  })
  .meta({ id: 'Ties' });

export const tieActivitiesSchema = z
  .object({
    rows: z.array(
      z.object({
        id: z.string(),
        isReadable: z.boolean().meta({ description: 'False: kind, time and direction alone' }),
        kind: z.enum(activityKinds),
        side: z.enum(sides),
        startsAt: z.string(),
        subject: z.string().nullable(),
        weight: z.number().meta({ description: 'w in the formula of a tie' }),
      }),
    ),
    next: z.string().nullable(),
    total: count,
  })
  .meta({ id: 'TieActivities', description: 'Latest first' });

export const tiePathsSchema = z
  .object({
    asOf: z.string(),
    paths: z
      .array(
        z.object({
          user: colleagueSchema,
          via: customerSchema,
          strength: z
            .number()
            .meta({ description: 'The product of both ties ÷ 100, from 0 to 100' }),
          first: z.object({ strength, level, lastAt: z.string() }),
          second: z.object({ strength, level, lastAt: z.string() }).meta({
            description: 'The same formula over the activities that both of theirs took part in',
          }),
        }),
      )
      .meta({ description: 'The largest product first; at most 50' }),
    total: count,
  })
  .meta({ id: 'TiePaths' });

export type Tie = z.output<typeof tieSchema>;
export type Ties = z.output<typeof tiesSchema>;
export type TieActivities = z.output<typeof tieActivitiesSchema>;
export type TiePaths = z.output<typeof tiePathsSchema>;
