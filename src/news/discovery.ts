/** Which feed a page names: <link rel="alternate" type="application/rss+xml" href="…"> */

import { pageUrl } from './identity.ts';

/** The first feed that a page names, or null; not that of its comments. `url`: where the page came from. */
export function namedFeed(html: string, url: string): string | null {
  const head = html.slice(0, 300_000).replace(/<!--[\s\S]*?-->/g, '');
  const base = pageUrl(attribute(/<base\b[^>]*>/i.exec(head)?.[0] ?? '', 'href'), url) ?? url;
  for (const [tag] of head.matchAll(/<link\b[^>]*>/gi)) {
    const relations = (attribute(tag, 'rel') ?? '').toLowerCase().split(/\s+/);
    const type = (attribute(tag, 'type') ?? '').toLowerCase();
    if (!relations.includes('alternate') || !feedTypes.test(type)) continue;
    if (/comment|kommentar/i.test(attribute(tag, 'title') ?? '')) continue;
    const feed = pageUrl(attribute(tag, 'href'), base);
    if (feed !== null) return feed;
  }
  return null;
}

const feedTypes =
  /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|application\/json)\s*(?:;|$)/;

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    tag,
  );
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? null : value.replaceAll('&amp;', '&').trim();
}
