import { z } from 'zod';
import { kpiCatalogue } from '../model/kpis.ts';
import { grades, healthStates, trends } from '../model/vocabulary.ts';
import { recordHeadSchema } from './api.ts';
import { healthSignSchema, kpisSchema } from './figures.ts';

/** GET /api/v1/{collection}: lists. Browser-safe. */

/** Columns that lists sort by; `-` before the name: largest or latest first. Nulls come last either way. */
export const sortKeys = [
  'name',
  'owner',
  'status',
  'stage',
  'estimatedValue',
  'estimatedCloseDate',
  'createdAt',
  'health.score',
  'health.trend',
  'health.grade',
  'lastInteractionAt',
  'nextInteractionAt',
  'lastInboundAt',
  'lastOutboundAt',
  ...(['lifetime', 'window'] as const).flatMap((span) =>
    kpiCatalogue.map(({ name }) => `${span}.${name}` as const),
  ),
] as const;

const dayParameter = z.iso.date();

/** What of a list is shown; saved views keep the same. */
export const listFilters = {
  search: z.string().max(200).optional().meta({ description: 'Part of the name, ignoring case' }),
  status: z.string().max(40).optional().meta({ description: 'open, won, lost, qualified, …' }),
  owner: z.string().max(200).optional().meta({ description: 'Id of the owner' }),
  account: z.string().max(200).optional().meta({ description: 'Id of the account' }),
  whose: z.enum(['mine', 'team']).optional().meta({
    description:
      'mine: owned by the reader, or with the reader on its team; team: also those of the reader’s teams and of everybody below. Left out: all that the role allows',
  }),
  grade: z.enum(grades).optional(),
  state: z.enum(healthStates).optional(),
  trend: z.enum(trends).optional(),
  moved: z
    .enum(['up', 'down'])
    .optional()
    .meta({ description: 'Of another grade than 30 days before: a better one, or a worse one' }),
  atRisk: z
    .enum(['true'])
    .optional()
    .meta({ description: 'Open, and of grade poor or with a declining trend' }),
  staleDays: z.coerce.number().int().min(1).max(3660).optional().meta({
    description: 'Without any activity for so many times 24 hours, or ever',
  }),
  next: z
    .enum(['none', 'booked'])
    .optional()
    .meta({ description: 'Whether an interaction is to come' }),
  closeFrom: dayParameter.optional().meta({ description: 'To be closed on this day or later' }),
  closeBefore: dayParameter.optional().meta({ description: 'To be closed before this day' }),
  undated: z.enum(['true']).optional().meta({ description: 'Without an estimated close date' }),
  min: z.string().max(400).optional().meta({
    description:
      'Least values, as `key:value` pairs with commas: `health.score:40`, `lastInteractionAt:2026-10-01`. A day means all of it, in the organisation’s zone',
  }),
  max: z.string().max(400).optional().meta({ description: 'Greatest values, written as `min`' }),
};

const sortSchema = z
  .string()
  .max(80)
  .default('-health.score')
  .meta({ description: `One of ${sortKeys.join(', ')}; a leading - turns it round` });

export const listQuerySchema = z.object({
  sort: sortSchema,
  ...listFilters,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional().meta({ description: '`next` of the page before' }),
  offset: z.coerce.number().int().min(0).max(1_000_000).optional().meta({
    description: 'So many rows are passed over: for who jumps into the middle; without `cursor`',
  }),
  count: z.enum(['false']).optional().meta({
    description: 'The rows are not counted: for who turns a page, or asks for another order',
  }),
});

const listRowSchema = z
  .object({
    record: recordHeadSchema,
    worth: z.number().nullable().meta({
      description:
        'The estimated value in the organisation’s currency, by the rates of today; null: there is no value, or no rate for its currency. Without a currency of the organisation the value as it stands',
    }),
    health: healthSignSchema,
    lastInteractionAt: z.string().nullable(),
    nextInteractionAt: z.string().nullable(),
    lastInboundAt: z.string().nullable(),
    lastOutboundAt: z.string().nullable(),
    lifetime: kpisSchema,
    window: kpisSchema,
    computedAt: z.string().nullable(),
  })
  .meta({ id: 'ListRow' });

export const listSchema = z
  .object({
    rows: z.array(listRowSchema),
    next: z.string().nullable(),
    total: z.number().int().nullable().meta({ description: 'null: not asked for' }),
    days: z.number().int(),
  })
  .meta({ id: 'List' });

export type ListQuery = z.output<typeof listQuerySchema>;
export type ListRow = z.infer<typeof listRowSchema>;
export type List = z.infer<typeof listSchema>;
export type SortKey = (typeof sortKeys)[number];
