/** GET /api/v1/opportunities/{id}/similar, and which custom fields take part. Browser-safe. */

import { z } from 'zod';
import { filledText } from './wire.ts';

const mostSimilar = 25;
const mostSimilarFields = 20;

const fieldNames = z
  .array(filledText.max(200, { error: 'a name of at most 200 characters' }), { error: 'a list' })
  .max(mostSimilarFields, { error: `a list of at most ${mostSimilarFields}` })
  .transform((names) => [...new Set(names)]);

export const similarFieldsSchema = z
  .strictObject({ opportunity: fieldNames, account: fieldNames })
  .meta({
    description:
      'Keys of `custom` by which deals are alike as well: of deals and of their accounts',
  });

export const similarQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant while the deal was open; now when left out' }),
  k: z.coerce
    .number()
    .int()
    .min(1)
    .max(mostSimilar)
    .default(10)
    .meta({ description: 'How many won deals, and beside them how many lost ones' }),
});

const number = z.number().nullable();
const reference = z.object({ id: z.string(), name: z.string() }).nullable();

const comparedSchema = z.object({
  own: number.meta({ description: 'Of the deal itself; null: it has none' }),
  n: z.number().int().meta({ description: 'Similar won deals that have one at that age' }),
  lowerQuartile: number,
  median: number,
  upperQuartile: number,
});

const value = z
  .union([z.number(), z.array(z.string())])
  .meta({ description: 'A number (money in the organisation’s currency, days), or words' });

const alikeSchema = z.object({
  field: z.string(),
  distance: z.number().meta({ description: 'From 0, alike, to 1' }),
  own: value,
  its: value,
});

const similarDealSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    account: reference,
    estimatedValue: number,
    currency: z.string().nullable(),
    createdAt: z.string().nullable(),
    closedAt: z.string(),
    distance: number.meta({
      description: 'From 0, alike in all that both have, to 1; null: one of the latest won deals',
    }),
    compared: z.array(alikeSchema).meta({
      description:
        'Field by field, the ones that weigh most first; what one of both lacks is left out',
    }),
    sameAge: z
      .object({
        at: z.string().meta({ description: 'The instant at which it was as old' }),
        activities: z.number(),
        minutesByUs: z.number(),
        responseHoursByUs: number.meta({ description: 'Median time until our answer' }),
        responseHoursByThem: number,
        responseRateByUs: number,
        responseRateByThem: number,
      })
      .nullable()
      .meta({ description: 'Its figures when it was as old; null: its creation is not known' }),
  })
  .meta({ id: 'SimilarDeal' });

export const similarSchema = z
  .object({
    asOf: z.string(),
    state: z.enum(['similar', 'standIn', 'none', 'notOpen']).meta({
      description:
        'similar; standIn: nothing can be compared, so these are the latest won deals; none: no deal that you may see was won before; notOpen: the deal was closed by then',
    }),
    ageDays: number.meta({ description: 'Days since its creation; null: not known' }),
    weights: z
      .object({
        basis: z.enum(['learned', 'tooFewDeals', 'nothingTold', 'nothingShared']).meta({
          description:
            'learned: from how much each field told about the outcome of closed deals. Else all are equal: fewer than 30 are won or lost, no field tells anything, or the deal has none that does in common with a won one',
        }),
        won: z.number().int(),
        lost: z.number().int(),
        fields: z.array(z.object({ field: z.string(), weight: z.number() })),
      })
      .meta({ description: 'Of all closed deals of the organisation; together 1' }),
    won: z.array(similarDealSchema),
    lost: z.array(similarDealSchema),
    measures: z.array(comparedSchema.extend({ measure: z.string() })).meta({
      description:
        'Every KPI over the lifetime, sums of both directions and the score, beside the won deals at the same age',
    }),
    curve: z.array(comparedSchema.extend({ ageDays: z.number() })).meta({
      description: 'Emails, meetings and calls up to each age',
    }),
    standsOut: z
      .array(z.object({ measure: z.string(), difference: z.number(), n: z.number().int() }))
      .meta({
        description:
          'Where the deal lies outside of the middle half of at least five won deals: its difference to their median; none for stand-ins',
      }),
  })
  .meta({ id: 'Similar' });

export type Similar = z.output<typeof similarSchema>;
export type SimilarDeal = z.output<typeof similarDealSchema>;

export const similarFieldsFoundSchema = z
  .object({
    fields: z.array(
      z.object({
        of: z.enum(['opportunity', 'account']),
        name: z.string(),
        open: z.number().int().meta({ description: 'Open deals that have it' }),
        closed: z.number().int().meta({ description: 'Won and lost deals that have it' }),
        distinct: z.number().int().meta({ description: 'Different values' }),
        numeric: z.boolean().meta({ description: 'Compared by how far apart; else by words' }),
      }),
    ),
    deals: z.object({ open: z.number().int(), closed: z.number().int() }),
  })
  .meta({ id: 'SimilarFieldsFound' });
export type SimilarFieldsFound = z.output<typeof similarFieldsFoundSchema>;
