import { z } from 'zod';
import { communicationFrequencies, type recordTypes } from '../model/vocabulary.ts';
import { cardsOffSchema } from './cards.ts';
import { introductionTemplateSchema } from './introductions.ts';
import { settingLimits } from './limits.ts';
import { newsSettingsSchema } from './news.ts';
import { similarFieldsSchema } from './similar.ts';
import { atLeastZero, day, filledText, finite, flag, oneOf } from './wire.ts';

/** Every setting: what it may be, and what a change of it looks like. Browser-safe: the page imports the same schemas. */

const listLength = 10_000;

const influenceWords = 'a number from 0.5 to 1.5 in steps of 0.1';
const influence = finite
  .min(settingLimits.influence.min, { error: influenceWords })
  .max(settingLimits.influence.max, { error: influenceWords })
  .refine((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-9, {
    error: influenceWords,
  })
  .transform((value) => Math.round(value * 10) / 10);

const influenceSchema = z.strictObject({
  email: influence,
  appointment: influence,
  phonecall: influence,
  task: influence,
});

const leastScore = whole(settingLimits.grades, 'a whole score from 0 to 100');

const gradesSchema = z.strictObject({
  excellent: leastScore.nullable().meta({ description: 'null: this grade is not used' }),
  good: leastScore,
  fair: leastScore,
});

const address = filledText
  .max(320, { error: 'an address of at most 320 characters' })
  .transform((text) => text.trim().toLowerCase());
const domain = filledText
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => text.length <= 253 && /^[^\s@]+$/.test(text), {
    error: 'a domain without @, like example.com',
  });
const subject = filledText.max(200, { error: 'a text of at most 200 characters' });

const exclusionsSchema = z.strictObject({
  addresses: listOf(address),
  domains: listOf(domain),
  subjects: listOf(subject),
});

const rateSchema = z.strictObject({
  currency: currencyCode(),
  rate: finite.positive({ error: 'a number above 0' }),
  from: day.nullable().default(null),
});

const time = z
  .string({ error: 'a time like 09:00' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time like 09:00' });
const workingDaySchema = z
  .strictObject({
    day: whole({ min: 1, max: 7 }, 'a weekday: 1 (Monday) to 7 (Sunday)'),
    from: time,
    until: time,
  })
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'a time after `from`' });

const holidaySchema = z.strictObject({
  name: filledText.max(100, { error: 'a name of at most 100 characters' }),
  on: day,
  yearly: flag.default(false).meta({ description: 'That day of every year' }),
});

const months = whole(
  settingLimits.retentionMonths,
  'a whole number of months from 1 to 1200, or null: keep',
).nullable();
const retentionSchema = z.strictObject({
  activities: months,
  subjects: months,
  rejects: months,
  introductions: months,
});

const cardDays = whole(settingLimits.cardDays, 'a whole number of days from 1 to 365');
const cardDaysSchema = z.strictObject({
  account: cardDays,
  contact: cardDays,
  lead: cardDays,
  opportunity: cardDays,
} satisfies Readonly<Record<(typeof recordTypes)[number], z.ZodType>>);

/** Every setting by its name. */
const values = {
  frequency: oneOf(communicationFrequencies),
  influence: influenceSchema,
  grades: gradesSchema.meta({ description: 'Least score of each grade; what is below is poor' }),
  massThreshold: whole(settingLimits.massThreshold, 'a whole number from 2 to 10000'),
  responseGraceHours: atLeastZero.max(settingLimits.responseGraceHours.max, {
    error: 'hours from 0 to 8760',
  }),
  exclusions: exclusionsSchema,
  currency: currencyCode().nullable(),
  rates: listOf(rateSchema),
  internalDomains: listOf(domain).meta({ description: 'Exact: a subdomain is listed on its own' }),
  sharedMailboxes: listOf(address),
  holidays: listOf(holidaySchema).refine((list) => isDistinct(list.map(({ on }) => on)), {
    error: 'every day once',
  }),
  workingHours: listOf(workingDaySchema).refine(
    (list) => isDistinct(list.map(({ day: weekday }) => weekday)),
    { error: 'every weekday once' },
  ),
  retention: retentionSchema.meta({ description: 'Months after which it is removed; null: never' }),
  storeSubjects: flag,
  showHealth: flag,
  analyticsOn: flag,
  cardDays: cardDaysSchema,
  similarFields: similarFieldsSchema,
  cardsOff: cardsOffSchema,
  introductionTemplate: introductionTemplateSchema,
  news: newsSettingsSchema,
} as const;

export const settingsSchema = z.strictObject(values).meta({ id: 'Settings' });

/** A setting's name, as the API calls it. */
export type SettingName = keyof typeof values;
export const settingNames = settingsSchema.keyof().options;

/** What is to change: of what is left out, also inside influence, grades, exclusions and so on, nothing does. */
export const settingsChangeSchema = z
  .strictObject({
    ...values,
    influence: influenceSchema.partial(),
    grades: gradesSchema.partial(),
    exclusions: exclusionsSchema.partial(),
    retention: retentionSchema.partial(),
    cardDays: cardDaysSchema.partial(),
    similarFields: similarFieldsSchema.partial(),
    cardsOff: cardsOffSchema.partial(),
    news: newsSettingsSchema.partial(),
  })
  .partial()
  .extend({
    version: z
      .number({ error: 'the version that GET /api/v1/settings gave' })
      .int()
      .meta({ description: 'The version that the change was made on' }),
  })
  .meta({ id: 'SettingsChange' });

export type SettingsValues = z.output<typeof settingsSchema>;
export type SettingsChange = z.output<typeof settingsChangeSchema>;

function whole({ min, max }: { readonly min: number; readonly max: number }, words: string) {
  return z
    .number({ error: words })
    .int({ error: words })
    .min(min, { error: words })
    .max(max, { error: words });
}

/** Each once, in the order given. */
function listOf<Part extends z.ZodType>(part: Part) {
  return z
    .array(part, { error: 'a list' })
    .max(listLength, { error: `a list of at most ${listLength}` })
    .transform((list) => {
      const seen = new Set<string>();
      return list.filter((one) => {
        const text = JSON.stringify(one);
        return !seen.has(text) && seen.add(text) !== undefined;
      });
    });
}

function isDistinct(list: readonly unknown[]): boolean {
  return new Set(list).size === list.length;
}

function currencyCode() {
  return z
    .string({ error: 'a currency like EUR (ISO 4217)' })
    .regex(/^[A-Z]{3}$/, { error: 'a currency like EUR (ISO 4217)' });
}
