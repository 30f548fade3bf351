import { z } from 'zod';
import { filledText, flag, instant } from './wire.ts';

/** What /api/v1/sources takes and gives: where activities come from, and who consented to that. */

const consent = z.object({
  givenBy: z.string(),
  givenAt: z.string(),
  scope: z.string(),
});

const sourceSchema = z
  .object({
    id: z.number().int(),
    kind: z.string(),
    name: z.string(),
    syncedAt: z.string().nullable().meta({ description: 'When it was last read to its end' }),
    isFile: z.boolean().meta({ description: 'Nothing more comes from it by itself' }),
    endedAt: z.string().nullable().meta({
      description: 'Of a file: the last activity in it, which is as far as it knows',
    }),
    isOutdated: z.boolean().meta({ description: 'What has come for two days is not known' }),
    bulkRule: z.boolean().meta({ description: 'false: lists do not make its mail bulk' }),
    consent: consent.nullable(),
  })
  .meta({ id: 'Source' });
export const sourcesSchema = z.object({ sources: z.array(sourceSchema) }).meta({ id: 'Sources' });

/** A consent is given by whoever sends it. */
export const sourceChangeSchema = z
  .strictObject({
    bulkRule: flag,
    consent: z
      .strictObject({
        givenAt: instant,
        scope: filledText.max(2000, { error: 'what it covers, in at most 2000 characters' }),
      })
      .nullable()
      .meta({ description: 'null: withdrawn' }),
  })
  .partial()
  .meta({ id: 'SourceChange' });

export const sourceChangedSchema = z
  .object({
    source: sourceSchema,
    waiting: z
      .number()
      .int()
      .meta({ description: 'Activities of the source that wait to be interpreted again' }),
  })
  .meta({ id: 'SourceChanged' });

export type Source = z.output<typeof sourceSchema>;
export type SourceChange = z.output<typeof sourceChangeSchema>;
