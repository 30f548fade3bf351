import { z } from 'zod';
import { grades, healthStates, recordTypes } from '../model/vocabulary.ts';
import { collectionSchema } from './api.ts';

/** GET /api/v1/overview: where an organisation stands, never by seller. Browser-safe. */

/** A number of records, and the list of exactly these: GET /api/v1/{collection} with the query. */
const figureOfListSchema = z
  .object({
    count: z.number().int(),
    list: z.object({
      collection: collectionSchema,
      query: z.record(z.string(), z.string()),
    }),
  })
  .meta({ id: 'FigureOfList' });

export const overviewSchema = z
  .object({
    asOf: z.string(),
    types: z.array(
      z.object({
        type: z.enum(recordTypes),
        open: figureOfListSchema,
        grades: z
          .array(z.object({ grade: z.enum(grades), figure: figureOfListSchema }))
          .meta({ description: 'Without excellent when that grade is not used' }),
        unscored: z
          .array(
            z.object({
              state: z.enum(healthStates).exclude(['scored']),
              figure: figureOfListSchema,
            }),
          )
          .meta({ description: 'States that there are' }),
        movedUp: figureOfListSchema.meta({ description: 'To a better grade in 30 days' }),
        movedDown: figureOfListSchema,
      }),
    ),
    valueAtRisk: z.object({
      deals: figureOfListSchema.meta({ description: 'Open, poor or declining' }),
      value: z.number().meta({ description: 'Of those whose value and rate are known' }),
      currency: z.string().nullable().meta({ description: 'null: values as they stand' }),
      withoutValue: z.number().int(),
      withoutRate: z.number().int(),
      openValue: z.number().meta({ description: 'Of all open deals, for comparison' }),
    }),
    staleSources: z.object({
      days: z.number().int().meta({
        description: 'What has come for longer than so many times 24 hours is missing',
      }),
      count: z.number().int(),
      of: z.number().int(),
      sources: z
        .array(
          z.object({
            kind: z.string(),
            name: z.string(),
            syncedAt: z.string().nullable(),
            endedAt: z.string().nullable().meta({
              description: 'Of a file: the last activity in it; null for other sources',
            }),
          }),
        )
        .nullable()
        .meta({ description: 'For administrators; null for others' }),
    }),
  })
  .meta({ id: 'Overview' });

export type FigureOfList = z.output<typeof figureOfListSchema>;
export type Overview = z.output<typeof overviewSchema>;
