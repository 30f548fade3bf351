import { z } from 'zod';

/** GET /api/v1/{collection}/{id}/rhythm: how often somebody gets in touch, and whether they have gone quiet. Browser-safe. */

/** Records that can go quiet; of an account its contacts and deals do. */
export const rhythmCollectionSchema = z.enum(['contacts', 'leads', 'opportunities']);

export const rhythmQuerySchema = z.object({
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Any instant; now when left out' }),
});

const rhythmStates = [
  'quiet',
  'tooFewDays',
  'tooRecent',
  'withinRhythm',
  'meetingBooked',
  'notInSync',
  'closed',
] as const;

const outdatedSource = z.object({
  kind: z.string(),
  name: z.string().nullable().meta({ description: 'For administrators' }),
  syncedAt: z.string().nullable().meta({ description: 'When it was last read to its end' }),
  endedAt: z.string().nullable().meta({ description: 'Of a file: the last activity in it' }),
});

const workingDays = z.number().nullable();

export const rhythmSchema = z
  .object({
    asOf: z.string(),
    today: z.string().meta({ description: 'The day of asOf in the organisation’s zone' }),
    state: z.enum(rhythmStates).meta({
      description:
        'quiet, or why not: fewer than three contact days; fewer than five working days since the last; not longer than the rhythm allows; a meeting is booked; what the last contact came from was not read for two days; the deal or lead was closed',
    }),
    usualGap: workingDays.meta({
      description: 'Median gap between contact days in working days; null below three contact days',
    }),
    presentGap: workingDays.meta({
      description: 'Working days since the last contact day; null without one',
    }),
    allowedGap: workingDays.meta({
      description:
        'The longest present gap in working days that is still within the rhythm; null below three contact days',
    }),
    quietFrom: z.string().nullable().meta({
      description: 'The first day on which the present gap is longer than that',
    }),
    surprise: z.number().meta({
      description:
        'The share, from 0 to 1, of gaps that this rhythm makes shorter than the present one',
    }),
    days: z.array(z.object({ on: z.string(), gap: z.number().int().nullable() })).meta({
      description:
        'Days with inbound contact (an email by them, a meeting or a call) within 730 × 24 h before asOf, earliest first, each with the working days since the one before; null for the first',
    }),
    lastAt: z.string().nullable(),
    on: z.string().meta({
      description:
        'The day as of which the state and the present gap are told: `today`, or the last day that the files behind the latest contact know of, if more than two working days have passed since',
    }),
    staleSources: z.array(outdatedSource).meta({
      description:
        'Connected sources that the last three contact days came from and that were not read for two days',
    }),
    endedFiles: z.array(outdatedSource).meta({
      description: 'Files that the last three contact days came from and that end before `today`',
    }),
    organization: z
      .object({
        usualGap: z.number().meta({
          description: 'Working days between contact days, the geometric mean over contacts',
        }),
        contacts: z.number().int().meta({ description: 'Those with two gaps and more' }),
        sampledOf: z.number().int().nullable().meta({
          description:
            'null: all contacts were looked at. Else a sample, the same each time, of so many',
        }),
        computedAt: z.string(),
      })
      .meta({ description: 'The rhythm that this one is drawn toward' }),
  })
  .meta({ id: 'Rhythm' });

export type Rhythm = z.output<typeof rhythmSchema>;
