import { type Customer, majority, minority, pairCount } from './customers.ts';
import { type Headline, localPress, pressRoom, tradePress } from './headlines.ts';
import { instantAt, isoDay, type Language, workdayUpTo } from './workdays.ts';
import type { World } from './world.ts';

/**
 * News about the customers, as feeds in three of the forms that feeds have: the trade press of both languages (RSS), a
 * local paper (JSON Feed) and the first customer's own press room (Atom). `feeds.json` says where each of them stands.
 */
export function newsFiles(
  world: World,
): readonly { readonly path: string; readonly content: string }[] {
  const { language, customers } = world;
  const [first] = customers;
  if (first === undefined) return [];
  const other: Language = language === 'de' ? 'en' : 'de';
  const own = `press.${first.account.domains[0]}`;
  const local = localPress[language];
  const documents = [
    ...[language, other].map((place) => {
      const { name, host, headlines } = tradePress[place];
      const items = itemsOf(headlines, { host, place }, world);
      return {
        file: `trade-${place}.xml`,
        host,
        account: null,
        content: rssOf({ name, host }, items),
      };
    }),
    {
      ...{ file: 'local.json', host: local.host, account: null },
      content: jsonFeedOf(
        local,
        itemsOf(local.headlines, { host: local.host, place: language }, world),
      ),
    },
    {
      ...{ file: 'press-room.xml', host: own, account: first.account.id },
      content: atomOf(
        { name: first.account.name, host: own },
        itemsOf(pressRoom[language], { host: own, place: language }, world),
      ),
    },
  ];
  const feeds = documents.map(({ file, host, account }) => ({
    ...{ file, account, url: `https://${host}/${file}` },
  }));
  return [
    { path: 'news/feeds.json', content: `${JSON.stringify(feeds, null, 2)}\n` },
    ...documents.map(({ file, content }) => ({ path: `news/${file}`, content })),
  ];
}

type Item = {
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly at: number;
};

type Place = { readonly host: string; readonly place: Language };

/** Those about nobody, and those about customers that there are, newest first. */
function itemsOf(
  headlines: readonly Headline[],
  { host, place }: Place,
  { today, language, customers }: World,
): readonly Item[] {
  return headlines
    .flatMap(({ daysAgo, about, title, text }): readonly Item[] => {
      const whom = about.flatMap((pair) => customerOf(pair, place, { language, customers }) ?? []);
      if (whom.length < about.length) return [];
      const day = workdayUpTo(today - daysAgo, place);
      const url = `https://${host}/${isoDay(day)}-${about.join('-') || 'n'}`;
      const at = instantAt(day, 6.5 + (daysAgo % 3), place);
      return [{ url, at, title: filled(title, whom), text: filled(text, whom) }];
    })
    .sort((a, b) => b.at - a.at);
}

/** The customer of a pair who is in that country: of the first pairs there is none in the other one. */
function customerOf(
  pair: number,
  place: Language,
  { language, customers }: Pick<World, 'language' | 'customers'>,
): Customer | undefined {
  if (place === language) return customers[pair];
  const abroad = pair - (pairCount - minority);
  return abroad < 0 ? undefined : customers[majority + abroad];
}

function filled(text: string, whom: readonly Customer[]): string {
  let next = 0;
  return text.replace(/%(d?)/g, (_, isDomain: string) => {
    const account = whom[Math.min(next, whom.length - 1)]?.account;
    next += 1;
    return (isDomain === 'd' ? account?.domains[0] : account?.name) ?? '';
  });
}

type Source = { readonly name: string; readonly host: string };

function rssOf({ name, host }: Source, items: readonly Item[]): string {
  const parts = items.map(
    ({ url, title, text, at }) => `    <item>
      <title>${escaped(title)}</title>
      <link>${url}</link>
      <guid>${url}</guid>
      <pubDate>${new Date(at).toUTCString()}</pubDate>
      <description>${escaped(`<p>${escaped(text)}</p>`)}</description>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
  <channel>
    <title>${escaped(name)}</title>
    <link>https://${host}/</link>
    <description>${escaped(name)}</description>
${parts.join('\n')}
  </channel>
</rss>
`;
}

function atomOf({ name, host }: Source, items: readonly Item[]): string {
  const parts = items.map(
    ({ url, title, text, at }) => `  <entry>
    <id>${url}</id>
    <title>${escaped(title)}</title>
    <link href="${url}"/>
    <updated>${new Date(at).toISOString()}</updated>
    <summary>${escaped(text)}</summary>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>https://${host}/</id>
  <title>${escaped(name)}</title>
  <updated>${new Date(items[0]?.at ?? 0).toISOString()}</updated>
${parts.join('\n')}
</feed>
`;
}

function jsonFeedOf({ name, host }: Source, items: readonly Item[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: name,
    home_page_url: `https://${host}/`,
    items: items.map(({ url, title, text, at }) => ({
      ...{ id: url, url, title },
      content_text: text,
      date_published: new Date(at).toISOString(),
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
