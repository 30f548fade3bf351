import { z } from 'zod';
import { filledText, oneOf } from './wire.ts';

/** Introductions: what …/{id}/introductions and /api/v1/introductions take and give. Browser-safe. */

/** Days after which a request without an answer has lapsed (spec §9). */
export const lapseDays = 7;

const introductionOutcomes = ['asked', 'accepted', 'declined', 'lapsed'] as const;
export type IntroductionOutcome = (typeof introductionOutcomes)[number];

const mostIntroductionText = 4000;

/** The setting: what somebody begins with who asks. */
export const introductionTemplateSchema = filledText
  .max(mostIntroductionText, {
    error: `a text of at most ${mostIntroductionText} characters, or null`,
  })
  .nullable()
  .meta({
    description:
      'The text that asks a colleague for an introduction; {colleague}, {person}, {activities} and {me} stand for names and what happened. null: the product’s own words',
  });

export const introductionAskSchema = z.strictObject({
  user: filledText.meta({ description: 'Id of the colleague who is asked' }),
  via: filledText
    .regex(/^(contact|lead):.+$/s, { error: 'contact:ID or lead:ID' })
    .nullable()
    .default(null)
    .meta({ description: 'Over whom the colleague would do it, as `type:id`' }),
  text: filledText.max(mostIntroductionText, {
    error: `a text of at most ${mostIntroductionText} characters`,
  }),
});

/** PATCH: what came of it. It may come late, and may be put right. */
export const introductionAnswerSchema = z.strictObject({
  outcome: oneOf(['accepted', 'declined']),
});

const colleague = z.object({ id: z.string(), name: z.string() });
const customer = z.object({
  type: z.enum(['contact', 'lead']),
  id: z.string(),
  name: z.string(),
});

export const introductionSchema = z
  .object({
    key: z.number().int(),
    person: customer,
    via: customer.nullable().meta({ description: 'null: nobody, or nobody the reader knows' }),
    asker: colleague,
    asked: colleague,
    askedAt: z.string(),
    outcome: z.enum(introductionOutcomes).meta({
      description: `lapsed: ${lapseDays} × 24 hours without an answer; a late answer still counts`,
    }),
    answeredAt: z.string().nullable(),
    part: z
      .enum(['asker', 'asked'])
      .nullable()
      .meta({ description: 'The reader’s own part in it' }),
    text: z.string().nullable().meta({ description: 'null: it is for the two of them alone' }),
    email: z
      .string()
      .nullable()
      .meta({ description: 'Where the colleague is asked; for who asks alone' }),
  })
  .meta({ id: 'Introduction' });

export const introductionsSchema = z
  .object({
    introductions: z
      .array(introductionSchema)
      .meta({ description: 'Those that wait for an answer first, then the latest; at most 200' }),
    template: z.string().nullable().meta({
      description:
        'The organisation’s text to ask with, where {colleague}, {person}, {activities} and {me} stand for names and what happened; null: none of its own',
    }),
  })
  .meta({ id: 'Introductions' });

export type Introduction = z.output<typeof introductionSchema>;
export type Introductions = z.output<typeof introductionsSchema>;
