/** A document → the items of a feed: RSS, Atom, RDF and JSON Feed, as text. */

import { DetectError, MalformedError, ParseError, parseFeed } from 'feedsmith';
import type { FeedFailure } from '../contract/feed-failures.ts';
import { feedDate } from './feed-date.ts';
import { hostOf, pageUrl } from './identity.ts';
import { plainText } from './plain-text.ts';

export type FeedItem = {
  /** As the feed calls it; null: it does not. */
  readonly guid: string | null;
  readonly title: string;
  readonly excerpt: string | null;
  /** http or https; null: it has no page of its own. */
  readonly url: string | null;
  /** Who published it. */
  readonly source: string;
  readonly sourceHost: string;
  /** ms since 1970; null: the feed does not say, or in no words that are understood. */
  readonly publishedAt: number | null;
};

export type FeedDocument = { readonly title: string | null; readonly items: readonly FeedItem[] };

const mostItems = 200;
const titleLength = 300;
const excerptLength = 320;

/** What a feed holds, at most its first 200 items; or why it is none. `url`: where it came from. */
export function readFeed(
  text: string,
  url: string,
): FeedDocument | { readonly because: FeedFailure } {
  if (declaresEntities(text)) return { because: 'entities' };
  const parsed = parsedFeed(text);
  if (parsed === null) return { because: 'not_a_feed' };
  const title = textOrNull(parsed.title, 100);
  const items = parsed.items.flatMap((raw) => itemOf(raw, { url, feedTitle: title }) ?? []);
  return { title, items };
}

type RawItem = {
  readonly guid: string | undefined;
  readonly title: string | undefined;
  readonly link: string | undefined;
  readonly texts: readonly (string | undefined)[];
  readonly date: string | undefined;
  readonly source?: { readonly title: string | undefined; readonly url: string | undefined };
};

/** Entities are what a small document becomes a large one by; feeds need none of their own. */
function declaresEntities(text: string): boolean {
  const start = text.slice(0, 100_000).replace(/<!--[\s\S]*?-->/g, '');
  const root = start.search(/<[a-z]/i);
  return /<!ENTITY/i.test(root < 0 ? start : start.slice(0, root));
}

function parsedFeed(
  text: string,
): { readonly title: string | undefined; readonly items: readonly RawItem[] } | null {
  const parsed = parsedOrNull(text);
  if (parsed === null) return null;
  if (parsed.format === 'rss') {
    return {
      title: given(parsed.feed.title),
      items: (parsed.feed.items ?? []).map((item) => ({
        guid: given(item.guid?.value),
        title: item.title ?? item.dc?.titles?.[0],
        link:
          item.link ??
          linkOf(item.atom?.links) ??
          (item.guid?.isPermaLink === false ? undefined : given(item.guid?.value)),
        texts: [item.description, item.content?.encoded],
        date:
          item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? given(item.atom?.updated),
        source: { title: given(item.source?.title), url: given(item.source?.url) },
      })),
    };
  }
  if (parsed.format === 'atom') {
    return {
      title: parsed.feed.title?.value,
      items: (parsed.feed.entries ?? []).map((entry) => ({
        guid: given(entry.id),
        title: given(entry.title)?.value,
        link: linkOf(entry.links),
        texts: [entry.summary?.value, entry.content?.value],
        date: entry.published ?? given(entry.updated),
        source: { title: entry.source?.title?.value, url: linkOf(entry.source?.links) },
      })),
    };
  }
  if (parsed.format === 'rdf') {
    return {
      title: given(parsed.feed.title),
      items: (parsed.feed.items ?? []).map((item) => ({
        guid: item.rdf?.about,
        title: given(item.title),
        link: given(item.link),
        texts: [item.description, item.content?.encoded],
        date: item.dc?.dates?.[0],
      })),
    };
  }
  return {
    title: given(parsed.feed.title),
    items: (given(parsed.feed.items) ?? []).map((item) => ({
      guid: given(item.id),
      title: item.title,
      link: item.url ?? item.external_url,
      texts: [item.summary, item.content_text, item.content_html],
      date: item.date_published ?? item.date_modified,
    })),
  };
}

type Parsed = ReturnType<typeof parseFeed<string>>;

/** The library's errors say that it is no feed; it has not been seen to fail otherwise. */
function parsedOrNull(text: string): Parsed | null {
  try {
    return parseFeed<string>(text, { maxItems: mostItems });
  } catch (error) {
    if (
      error instanceof DetectError ||
      error instanceof MalformedError ||
      error instanceof ParseError
    )
      return null;
    throw error;
  }
}

function itemOf(
  { guid, title, link, texts, date, source }: RawItem,
  { url, feedTitle }: { readonly url: string; readonly feedTitle: string | null },
): FeedItem | null {
  const page = pageUrl(link ?? null, url);
  const publisher = textOrNull(source?.title, 100);
  const excerpt = texts.reduce<string | null>(
    (found, text) => found ?? textOrNull(text, excerptLength),
    null,
  );
  const headline = withoutPublisher(textOrNull(title, titleLength) ?? excerpt, publisher);
  if (headline === null) return null;
  const publisherUrl = pageUrl(source?.url ?? null, url);
  const host = hostOf(publisherUrl ?? page ?? url);
  return {
    guid: guid?.trim().slice(0, 500) || null,
    title: headline,
    excerpt: excerpt === null || excerpt.startsWith(headline) ? null : excerpt,
    url: page,
    source: publisher ?? feedTitle ?? host,
    sourceHost: host,
    publishedAt: date === undefined ? null : feedDate(date),
  };
}

/** Search services write the publisher behind the headline. */
function withoutPublisher(headline: string | null, publisher: string | null): string | null {
  const end = ` - ${publisher}`;
  if (headline === null || publisher === null || !headline.endsWith(end)) return headline;
  return headline.slice(0, -end.length).trim() || headline;
}

function linkOf(
  links: readonly { readonly href?: unknown; readonly rel?: string }[] | undefined,
): string | undefined {
  const pages = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate');
  const href = pages[0]?.href;
  return typeof href === 'string' ? href : undefined;
}

/** The library marks what a feed must hold; what it read is there or not. */
function given<T>(value: T | { readonly __requirable: T } | undefined): T | undefined {
  if (typeof value === 'object' && value !== null && '__requirable' in value)
    return value.__requirable;
  return value;
}

function textOrNull(html: string | undefined, most: number): string | null {
  return html === undefined ? null : plainText(html, most) || null;
}
