import { z } from 'zod';
import { roles } from '../model/vocabulary.ts';
import { collectionSchema } from './api.ts';
import { listFilters, sortKeys } from './list.ts';
import { filledText } from './wire.ts';

/** Saved views of lists: /api/v1/views. Browser-safe. */

export const mostViews = 100;

/** A column of a list: what it sorts by, or one that is only shown. */
const column = z.string().min(1).max(80);

export const viewQuerySchema = z
  .strictObject({
    kind: z.enum(['list', 'pipeline']).default('list'),
    columns: z
      .array(column)
      .max(80)
      .nullable()
      .default(null)
      .meta({ description: 'In their order; null: as they are without a view' }),
    sort: z
      .string()
      .max(80)
      .refine((sort) => sortKeys.some((key) => key === sort.replace(/^-/, '')), {
        error: 'a key that lists sort by, with or without a leading -',
      })
      .default('-health.score'),
    filters: z.strictObject(listFilters).default({}),
  })
  .meta({ id: 'ViewQuery' });

const name = filledText.max(120);
const sharedWith = z
  .enum(roles)
  .nullable()
  .meta({ description: 'Everybody with this role sees it; for managers and administrators' });

export const viewMakeSchema = z.strictObject({
  name,
  collection: collectionSchema,
  query: viewQuerySchema,
  sharedWith: sharedWith.default(null),
});

/** PATCH: what is left out stays. */
export const viewChangeSchema = z.strictObject({
  name: name.optional(),
  query: viewQuerySchema.optional(),
  sharedWith: sharedWith.optional(),
});

export const viewSchema = z
  .object({
    key: z.number().int(),
    name: z.string(),
    collection: collectionSchema,
    query: viewQuerySchema,
    sharedWith: z.enum(roles).nullable(),
    mine: z.boolean().meta({ description: 'Who made it can change it' }),
    by: z.string().nullable().meta({ description: 'Name of who shares it; null: the reader' }),
  })
  .meta({ id: 'View' });

export const viewsSchema = z
  .object({
    views: z.array(viewSchema).meta({ description: 'One’s own first, then by name' }),
    mayShare: z.boolean(),
  })
  .meta({ id: 'Views' });

export type ViewQuery = z.output<typeof viewQuerySchema>;
export type View = z.output<typeof viewSchema>;
export type Views = z.output<typeof viewsSchema>;
