import { z } from 'zod';

/** GET /api/v1/{collection}/{id}/summary: the one or two things that matter, for the page to word. Browser-safe. */

const count = z.number().int().positive();
const hours = z.number().positive();
const measure = z.enum(['meetings', 'phoneCalls', 'emails']);

/** A sentence with the figures that stand in it; those of the window unless said otherwise. */
const sentenceSchema = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('nothingYet') }),
    z.object({
      code: z.literal('waitingForUs'),
      turns: count.meta({ description: 'Turns of theirs that we left unanswered' }),
    }),
    z.object({
      code: z.literal('goneQuiet'),
      usualGap: z.number().positive().meta({ description: 'In working days' }),
      presentGap: count.meta({ description: 'In working days' }),
      lastKnown: z.string().nullable().meta({
        description:
          'The day as of which they are quiet: the last one in the file that their contact came from; null: that of the question',
      }),
    }),
    z.object({
      code: z.literal('unansweredStreak'),
      emails: count.meta({ description: 'Of ours since the key contact last gave a sign' }),
    }),
    z.object({ code: z.literal('silentWindow') }),
    z.object({
      code: z.enum(['healthDropped', 'healthRose']),
      points: count,
      from: z.number().int().meta({ description: 'Score 30 days earlier' }),
      to: z.number().int(),
    }),
    z.object({ code: z.literal('singleThreaded') }),
    z.object({
      code: z.enum(['moreThanSimilar', 'fewerThanSimilar']),
      measure,
      difference: z.number().positive().meta({
        description: 'From the median of similar won deals at the same age',
      }),
      n: count.meta({ description: 'Similar won deals with a value at that age' }),
    }),
    z.object({
      code: z.enum(['slowerThanSimilar', 'fasterThanSimilar']),
      hours: hours.meta({ description: 'From their median; elapsed hours' }),
      n: count,
    }),
    z.object({
      code: z.enum(['initiatedMoreByUs', 'initiatedMoreByThem']),
      measure,
      difference: count,
    }),
    z.object({
      code: z.enum(['weAnswerSlower', 'weAnswerFaster']),
      hours: hours.meta({ description: 'Between the two median response times; elapsed hours' }),
    }),
  ])
  .meta({ id: 'Sentence' });

export const summarySchema = z
  .object({
    asOf: z.string(),
    days: z.number().int(),
    sentences: z
      .array(sentenceSchema)
      .meta({ description: 'What asks for something first; at most two' }),
  })
  .meta({ id: 'Summary' });

export type SummarySentence = z.infer<typeof sentenceSchema>;
export type Summary = z.infer<typeof summarySchema>;
