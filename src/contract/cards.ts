import { z } from 'zod';
import {
  besideMeasures,
  cardKinds,
  grades,
  languages,
  type recordTypes,
  type roles,
} from '../model/vocabulary.ts';
import { recordHeadSchema } from './api.ts';
import { healthSignSchema } from './figures.ts';
import { day, flag, oneOf } from './wire.ts';

/** /api/v1/cards and /api/v1/me/cards: what asks for somebody today. Browser-safe. */

const count = z.number().int();
const onDay = z.string().meta({ description: 'YYYY-MM-DD' });

const wonShare = z.object({ won: count, of: count });

/** Why there is a card; the page makes a sentence of it. */
export const cardReasonSchema = z
  .discriminatedUnion('code', [
    z.object({
      code: z.literal('meetingToday'),
      at: z.string().meta({ description: 'When the next one begins' }),
      meetings: count.meta({ description: 'That still begin today' }),
    }),
    z.object({
      code: z.literal('waitingForUs'),
      turns: count.meta({ description: 'Turns of theirs without an answer' }),
      since: z.string().meta({ description: 'When they last got in touch' }),
    }),
    z.object({
      code: z.literal('closeDateMissed'),
      on: onDay,
      days: count.meta({ description: 'Days since' }),
    }),
    z.object({
      code: z.literal('closeDateNear'),
      on: onDay,
      days: count.meta({ description: 'Days until; 0 is today' }),
    }),
    z.object({
      code: z.literal('healthDropped'),
      from: z.enum(grades).meta({ description: '30 days before' }),
      to: z.enum(grades),
      scoreFrom: count,
      scoreTo: count,
    }),
    z.object({
      code: z.literal('goneQuiet'),
      usualGap: z.number().meta({ description: 'Median gap in working days' }),
      presentGap: count.meta({ description: 'Working days since' }),
      allowedGap: count.meta({ description: 'The longest that is within the rhythm' }),
      since: onDay,
      lastKnown: onDay.nullable().meta({
        description:
          'The day as of which they are quiet: the last one in the file that their contact came from; null: today',
      }),
    }),
    z.object({
      code: z.literal('unansweredStreak'),
      emails: count.meta({ description: 'Of ours in a row' }),
      since: z.string().meta({ description: 'When the first of them was sent' }),
    }),
    z.object({
      code: z.literal('noActivity'),
      days: count.nullable().meta({ description: 'null: there never was one' }),
      since: z.string().nullable(),
      limit: count.meta({ description: 'Days from which on there is a card' }),
    }),
    z.object({
      code: z.literal('singleThreaded'),
      people: count.meta({ description: 'Of theirs who took part at all' }),
      activities: count.meta({ description: 'In 180 days' }),
    }),
    z.object({
      code: z.literal('similarToWon'),
      nearest: wonShare.meta({ description: 'Of the closed deals most like it' }),
      known: wonShare.meta({ description: 'Of all closed deals that the reader may see' }),
      measure: z.enum(besideMeasures),
      own: count.meta({ description: 'So far' }),
      median: z.number().meta({ description: 'Of the won deals most like it, at the same age' }),
      isBehind: z.boolean().meta({ description: 'Three in four of them had more' }),
    }),
    z.object({
      code: z.literal('news'),
      items: count.meta({ description: 'About the record’s account within a week' }),
      title: z.string().meta({ description: 'Of the newest, as text' }),
      url: z.string().nullable(),
      source: z.string(),
      at: z.string().meta({ description: 'When it was published' }),
    }),
  ])
  .meta({ id: 'CardReason' });

export const insightCardSchema = z
  .object({
    id: count,
    record: recordHeadSchema,
    health: healthSignSchema,
    reason: cardReasonSchema,
    priority: z.number().meta({ description: 'points × value, by which cards are ranked' }),
    points: z.number().meta({ description: 'How soon something is to be done' }),
    value: z.number().meta({ description: 'What is at stake, from 0.5 to 1.5' }),
    write: z
      .object({ name: z.string(), address: z.string() })
      .nullable()
      .meta({ description: 'Whom to write to, as far as the reader knows the address' }),
  })
  .meta({ id: 'InsightCard' });

export const cardsSchema = z
  .object({
    asOf: z.string(),
    day: onDay,
    cards: z.array(insightCardSchema).meta({ description: 'The most pressing first' }),
    most: count.meta({ description: 'Cards of a day' }),
    more: count.meta({ description: 'Cards for another day' }),
    decided: count.meta({ description: 'Cards of today that were put away' }),
  })
  .meta({ id: 'Cards' });

export const cardsOfRecordSchema = z
  .object({ asOf: z.string(), day: onDay, cards: z.array(insightCardSchema) })
  .meta({ id: 'CardsOfRecord' });

/** POST /api/v1/cards/{id}/snooze. */
export const snoozeSchema = z.strictObject({
  until: day.meta({ description: 'The day from which on it may be shown again' }),
});

export const decidedSchema = z
  .object({ id: count, until: onDay.nullable().meta({ description: 'null: for good' }) })
  .meta({ id: 'CardDecided' });

const kinds = z
  .array(oneOf(cardKinds), { error: 'a list of kinds of cards' })
  .max(cardKinds.length)
  .transform((list) => cardKinds.filter((kind) => list.includes(kind)));

/** Kinds that people with a role do not get. */
export const cardsOffSchema = z.strictObject({
  seller: kinds,
  manager: kinds,
  administrator: kinds,
  operations: kinds,
} satisfies Readonly<Record<(typeof roles)[number], z.ZodType>>);

const ownDays = z
  .number({ error: 'a whole number of days from 1 to 365, or null: as the organisation has it' })
  .int({ error: 'a whole number of days from 1 to 365, or null: as the organisation has it' })
  .min(1, { error: 'at least 1 day' })
  .max(365, { error: 'at most 365 days' })
  .nullable();

const preferences = {
  kindsOff: kinds.meta({ description: 'Kinds that one does not want' }),
  days: z
    .strictObject({
      account: ownDays,
      contact: ownDays,
      lead: ownDays,
      opportunity: ownDays,
    } satisfies Readonly<Record<(typeof recordTypes)[number], z.ZodType>>)
    .meta({ description: 'Days without activity; null: as the organisation has it' }),
  most: z
    .number({ error: 'a whole number from 1 to 20' })
    .int({ error: 'a whole number from 1 to 20' })
    .min(1, { error: 'a whole number from 1 to 20' })
    .max(20, { error: 'a whole number from 1 to 20' })
    .meta({ description: 'Cards of a day' }),
  digest: flag.meta({ description: 'An email with the cards on the morning of working days' }),
  digestLanguage: oneOf(languages),
};
export const cardPreferencesSchema = z.strictObject(preferences).meta({ id: 'CardPreferences' });

export const ownCardsSchema = z
  .object({
    ...preferences,
    kinds: z.array(z.enum(cardKinds)).meta({ description: 'Kinds that one’s roles can have' }),
    organizationDays: z.object({
      account: count,
      contact: count,
      lead: count,
      opportunity: count,
    }),
    timeZone: z.string().meta({ description: 'Whose mornings and days count' }),
    mail: z.enum(['ready', 'notSet', 'demo']).meta({
      description: 'Whether a digest can be sent: not without a mail server, nor in the demo',
    }),
  })
  .meta({ id: 'OwnCards' });

export type InsightCard = z.output<typeof insightCardSchema>;
export type Cards = z.output<typeof cardsSchema>;
export type CardsOfRecord = z.output<typeof cardsOfRecordSchema>;
export type CardPreferences = z.output<typeof cardPreferencesSchema>;
export type OwnCards = z.output<typeof ownCardsSchema>;

/** GET /api/v1/digests. */
export const digestsSchema = z
  .object({
    from: z.string().nullable().meta({ description: 'The sender; null: no mail server is set' }),
    readers: count.meta({ description: 'How many want a digest' }),
    lastSentAt: z.string().nullable(),
    sent: count.meta({ description: 'In two weeks' }),
    troubles: z
      .array(
        z.object({
          name: z.string(),
          day: onDay,
          state: z.enum(['failed', 'unknown']).meta({
            description: 'unknown: it may have gone out, so that it is not sent again',
          }),
          reason: z.string().nullable().meta({ description: 'Codes of the mail server' }),
          attempts: count,
          nextAt: z.string().nullable().meta({ description: 'null: it is not tried again' }),
        }),
      )
      .meta({ description: 'Those of two weeks that were not sent' }),
  })
  .meta({ id: 'Digests' });
export type Digests = z.output<typeof digestsSchema>;
