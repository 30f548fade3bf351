import { z } from 'zod';
import { grades } from '../model/vocabulary.ts';
import { ledgerRowSchema } from './figures.ts';

/** GET /api/v1/{collection}/{id}/timeline and GET /api/v1/settings/changes. Browser-safe. */

export const timelineQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant; now when left out' }),
  limit: z.coerce.number().int().min(1).max(200).default(25),
  cursor: z.string().max(2000).optional().meta({ description: '`next` of the page before' }),
});

const standing = z
  .object({ score: z.number().int().nullable(), grade: z.enum(grades).nullable() })
  .meta({ description: 'Both null: there was no score' });

const healthChangeSchema = z
  .object({
    on: z.string().meta({ description: 'The day at whose end it was first so' }),
    before: standing,
    after: standing,
  })
  .meta({ id: 'HealthChange' });

export const timelineSchema = z
  .object({
    asOf: z.string(),
    upcoming: z
      .array(ledgerRowSchema)
      .meta({ description: 'What is to come, the next first; with the first page alone' }),
    upcomingTotal: z.number().int(),
    past: z.array(ledgerRowSchema).meta({ description: 'What counts, latest first' }),
    healthChanges: z.array(healthChangeSchema).meta({
      description:
        'Days of the last half year on which the grade became another one, latest first; with the first page alone',
    }),
    next: z.string().nullable(),
  })
  .meta({ id: 'Timeline' });

export const settingsChangesSchema = z
  .object({
    changes: z.array(z.object({ at: z.string() })).meta({ description: 'Latest first' }),
  })
  .meta({
    id: 'SettingsChanges',
    description: 'When settings that health depends on were changed: curves show it',
  });

export type HealthChange = z.output<typeof healthChangeSchema>;
export type Timeline = z.output<typeof timelineSchema>;
export type SettingsChanges = z.output<typeof settingsChangesSchema>;
