import { z } from 'zod';
import { feedFailures } from './feed-failures.ts';
import { newsLimits, searchPlace } from './limits.ts';
import { atLeastZero, filledText, flag } from './wire.ts';

/** What /api/v1/{collection}/{id}/news and /api/v1/feeds take and give, and the settings of news. Browser-safe. */

export const feedKinds = ['own', 'search', 'site'] as const;
export type FeedKind = (typeof feedKinds)[number];

const searchWords = `an address that begins with https:// and holds ${searchPlace} once, after its first ? or /`;
export const newsSettingsSchema = z.strictObject({
  search: flag.meta({ description: 'The built-in search feed, which is told account names' }),
  searchUrl: filledText.max(500, { error: searchWords }).refine(isSearch, { error: searchWords }),
  sites: flag.meta({ description: 'The feeds of accounts’ own sites' }),
  keepDays: z
    .number({ error: 'a whole number of days from 1 to 3650' })
    .int({ error: 'a whole number of days from 1 to 3650' })
    .min(newsLimits.keepDays.min, { error: 'a whole number of days from 1 to 3650' })
    .max(newsLimits.keepDays.max, { error: 'a whole number of days from 1 to 3650' })
    .meta({ description: 'Days after which items are removed' }),
});

/** Whose news there are. */
export const newsCollections = ['accounts', 'contacts'] as const;
export const newsCollectionSchema = z.enum(newsCollections, {
  error: `one of ${newsCollections.join(', ')}`,
});

export const newsQuerySchema = z.strictObject({
  cursor: z.string().max(100).optional().meta({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});

export const newsItemSchema = z
  .object({
    id: z.number().int(),
    title: z.string(),
    excerpt: z.string().nullable(),
    url: z.string().nullable().meta({ description: 'http or https; null: it has no page' }),
    source: z.string(),
    publishedAt: z.string(),
    dated: z.boolean().meta({ description: 'false: `publishedAt` is when it was first seen' }),
    because: z.enum(['name', 'domain', 'feed']).meta({
      description: 'Why it is about them: their name, their domain, or that the feed is theirs',
    }),
    words: z.array(z.string()).meta({ description: 'The words that say so, as they stand in it' }),
  })
  .meta({ id: 'NewsItem' });

export const newsSchema = z
  .object({
    account: z
      .object({ id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'About whom; null: the contact has no account' }),
    items: z.array(newsItemSchema).meta({ description: 'Newest first' }),
    next: z.string().nullable(),
    mayReject: z.boolean(),
  })
  .meta({ id: 'News' });

export const rejectSchema = z
  .strictObject({
    source: flag.default(false).meta({
      description: 'true: nothing of its source is about them, also what is yet to come',
    }),
  })
  .meta({ id: 'NewsRejection' });

const feedUrl = filledText.max(2048, { error: 'an address of at most 2048 characters' });
const interval = z
  .number({ error: 'whole minutes from 15 to 10080' })
  .int({ error: 'whole minutes from 15 to 10080' })
  .min(newsLimits.intervalMinutes.min, { error: 'whole minutes from 15 to 10080' })
  .max(newsLimits.intervalMinutes.max, { error: 'whole minutes from 15 to 10080' });
const name = filledText.max(100, { error: 'a name of at most 100 characters' });
const account = z.string().max(400).nullable().meta({
  description: 'The id of the account that all of its items are about; null: they are matched',
});

export const feedMakeSchema = z
  .strictObject({
    url: feedUrl,
    name: name.nullable().default(null),
    account: account.default(null),
    intervalMinutes: interval.default(60),
  })
  .meta({ id: 'FeedMake' });

export const feedChangeSchema = z
  .strictObject({ url: feedUrl, name: name.nullable(), intervalMinutes: interval, active: flag })
  .partial()
  .meta({ id: 'FeedChange' });

const failure = z.object({
  because: z.enum(feedFailures),
  detail: z.string().nullable(),
});

export const feedSchema = z
  .object({
    id: z.number().int(),
    name: z.string().meta({ description: 'As it was named, or calls itself, or its host' }),
    url: z.string(),
    foundUrl: z.string().nullable().meta({
      description: 'The feed that the page at `url` names, or where it moved for good',
    }),
    account: z
      .object({ id: z.string().nullable(), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'null: all accounts; without id and name: one that you do not see' }),
    intervalMinutes: z.number().int(),
    active: z.boolean(),
    fetchedAt: z.string().nullable(),
    answeredAt: z.string().nullable().meta({ description: 'When it last answered as a feed does' }),
    nextAt: z.string().nullable().meta({ description: 'null: not any more' }),
    failures: z.number().int().meta({ description: 'In a row' }),
    failure: failure.nullable(),
    items: z.number().int().meta({ description: 'That it brought and that are kept' }),
    matched: z.number().int().meta({ description: 'Of them, those that are about an account' }),
  })
  .meta({ id: 'Feed' });

/** Feeds that come with a setting, one for each account: told by numbers, as their addresses name accounts. */
const automaticSchema = z
  .object({
    kind: z.enum(['search', 'site']),
    feeds: z.number().int(),
    waiting: z.number().int().meta({ description: 'Never fetched yet' }),
    items: z.number().int(),
    fetchedAt: z.string().nullable().meta({ description: 'When the last one was' }),
    failing: z.array(
      z.object({
        because: z.enum(feedFailures),
        feeds: z.number().int(),
        nextAt: z.string().nullable().meta({ description: 'When the first of them is tried next' }),
      }),
    ),
  })
  .meta({ id: 'AutomaticFeeds' });

export const feedsSchema = z
  .object({ feeds: z.array(feedSchema), automatic: z.array(automaticSchema) })
  .meta({ id: 'Feeds' });

export const feedFetchedSchema = z
  .object({
    feed: feedSchema,
    outcome: z.enum(['read', 'unchanged', 'failed']),
    items: atLeastZero.meta({ description: 'In the feed' }),
    added: atLeastZero.meta({ description: 'That were not known' }),
    matched: atLeastZero.meta({ description: 'Of these, those that are about an account' }),
  })
  .meta({ id: 'FeedFetched' });

export type News = z.output<typeof newsSchema>;
export type NewsItem = z.output<typeof newsItemSchema>;
export type Feed = z.output<typeof feedSchema>;
export type Feeds = z.output<typeof feedsSchema>;
export type AutomaticFeeds = z.output<typeof automaticSchema>;
export type FeedMake = z.output<typeof feedMakeSchema>;
export type FeedChange = z.output<typeof feedChangeSchema>;
export type FeedFetched = z.output<typeof feedFetchedSchema>;

/** The words of a search go into its path or query: its host stays the one that the settings name. */
function isSearch(text: string): boolean {
  const parts = text.split(searchPlace);
  const host = URL.parse(parts[0] ?? '')?.host ?? '';
  return (
    parts.length === 2 &&
    /^https:\/\/[^/?#]+[/?]/.test(parts[0] ?? '') &&
    URL.parse(parts.join('x'))?.host === host
  );
}
