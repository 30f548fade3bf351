/** Which feed a page names: <link rel="alternate" type="application/rss+xml" href="…"> */

import { pageUrl } from './identity.ts';

/**
 * The first feed that a page names, or null; not that of its comments, and one that is only said to be JSON when there is
 * no other: it may be anything. `url`: where the page came from.
 */
export function namedFeed(html: string, url: string): string | null {
  const head = html.slice(0, 300_000).replace(/<!--[\s\S]*?-->/g, '');
  const base = pageUrl(attribute(/<base\b[^>]*>/i.exec(head)?.[0] ?? '', 'href'), url) ?? url;
  const named = Array.from(head.matchAll(/<link\b[^>]*>/gi), ([tag]) => tag).filter((tag) => {
    const relations = (attribute(tag, 'rel') ?? '').toLowerCase().split(/\s+/);
    const isOfComments = /comment|kommentar/i.test(attribute(tag, 'title') ?? '');
    return relations.includes('alternate') && !isOfComments;
  });
  for (const types of [feedTypes, jsonType]) {
    for (const tag of named) {
      if (!types.test((attribute(tag, 'type') ?? '').toLowerCase())) continue;
      const feed = pageUrl(attribute(tag, 'href'), base);
      if (feed !== null && !/\/wp-json\//.test(feed)) return feed;
    }
  }
  return null;
}

const feedTypes = /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|text\/rss\+?xml)\s*(?:;|$)/;
const jsonType = /^application\/json\s*(?:;|$)/;

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    tag,
  );
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? null : value.replaceAll('&amp;', '&').trim();
}
