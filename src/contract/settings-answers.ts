import { z } from 'zod';
import { communicationFrequencies, grades, recordTypes } from '../model/vocabulary.ts';
import { settingNames, settingsSchema } from './settings.ts';

/** What /api/v1/settings answers: how the settings stand, what a change set going, and what one would do. */

const limit = z.object({ min: z.number(), max: z.number(), step: z.number().nullable() });

const settingsAnswer = {
  version: z.number().int(),
  settings: settingsSchema,
  defaults: settingsSchema,
  differing: z
    .array(z.enum(settingNames))
    .meta({ description: 'Settings that are not as they come' }),
  gradeRanges: z
    .array(
      z.object({
        grade: z.enum(grades),
        range: z.object({ min: z.number().int(), max: z.number().int() }).nullable(),
      }),
    )
    .meta({ description: 'Scores of each grade, both ends included; null: no score has it' }),
  frequencies: z.array(z.object({ name: z.enum(communicationFrequencies), days: z.number() })),
  limits: z.object({
    influence: limit,
    grades: limit,
    massThreshold: limit,
    responseGraceHours: limit,
    cardDays: limit,
    retentionMonths: limit,
  }),
};
export const settingsAnswerSchema = z.object(settingsAnswer).meta({ id: 'SettingsAnswer' });

export const settingsChangedSchema = z
  .object({
    ...settingsAnswer,
    changed: z.array(z.enum(settingNames)),
    waiting: z.object({ activities: z.number().int(), records: z.number().int() }).meta({
      description:
        'Activities that wait to be interpreted again (they mark their records), and records that wait to be graded again',
    }),
  })
  .meta({ id: 'SettingsChanged' });

const cellGrade = z.enum(grades).nullable().meta({ description: 'null: no score' });

export const settingsPreviewSchema = z
  .object({
    asOf: z.string(),
    types: z.array(
      z.object({
        type: z.enum(recordTypes),
        records: z.number().int(),
        changed: z.number().int().meta({ description: 'Those that get another grade' }),
        grades: z.array(z.object({ from: cellGrade, to: cellGrade, records: z.number().int() })),
      }),
    ),
    sampled: z.object({ records: z.number().int(), of: z.number().int() }).nullable().meta({
      description: 'null: all records were looked at. Else so many, chosen by chance, of so many',
    }),
  })
  .meta({ id: 'SettingsPreview' });

export type SettingsAnswer = z.output<typeof settingsAnswerSchema>;
export type SettingsPreview = z.output<typeof settingsPreviewSchema>;
