/** What accounts are called: what news are matched with, made anew for those that have changed. */

import publicMailDomains from 'email-providers/all.json' with { type: 'json' };
import { getDomain } from 'tldts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { hostOf } from './identity.ts';
import { type Matcher, matcherOf, type Subject } from './matching.ts';

export type SubjectWithSite = Subject & {
  /** As it stands in the CRM; null: there is none of their own. */
  readonly website: string | null;
};

/** What of an account a match rests upon. */
const fingerprint = sql`md5(concat_ws(chr(31), account.name, array_to_string(domains, ' '), website, industry))`;

/** All accounts, or those with these keys. */
export async function subjectsIn(
  session: Session,
  keys: readonly number[] | null = null,
): Promise<readonly SubjectWithSite[]> {
  const rows = await session.query<
    Omit<SubjectWithSite, 'domains'> & { domains: readonly string[] }
  >(sql`
    select key, name, domains, website, industry from account
    where ${keys === null ? sql`true` : sql`key = any(${keys}::integer[])`} order by key`);
  return rows.map((row) => {
    const website = isAtEverybodys(row.website) ? null : row.website;
    const site = hostOf(withScheme(website));
    const all = [...row.domains, ...(site === '' ? [] : [site])].map((domain) =>
      domain.toLowerCase().replace(/^www\./, ''),
    );
    const domains = [...new Set(all)].filter((domain) => !publicMail.has(domain));
    return { ...row, website, domains };
  });
}

const publicMail: ReadonlySet<string> = new Set(publicMailDomains);

/** A page where many have one: it stands in a CRM as a website, but its domain says nothing of whose it is. */
function isAtEverybodys(website: string | null): boolean {
  const url = URL.parse(withScheme(website) ?? '');
  return url !== null && url.pathname !== '/' && everybodys.has(getDomain(url.hostname) ?? '');
}

const everybodys: ReadonlySet<string> = new Set(
  `facebook.com fb.com instagram.com linkedin.com xing.com x.com twitter.com youtube.com youtu.be tiktok.com pinterest.com
  threads.net bsky.app vk.com google.com goo.gl bit.ly linktr.ee wikipedia.org crunchbase.com kununu.com glassdoor.com
  yelp.com tripadvisor.com amazon.com ebay.com ebay.de etsy.com medium.com t.me whatsapp.com`.split(
    /\s+/,
  ),
);

/** `contoso.com` as an address; null stays null. */
export function withScheme(website: string | null): string | null {
  const text = website?.trim() ?? '';
  if (text === '') return null;
  return /^[a-z][\w+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

/**
 * Matches what there is anew with accounts that came or changed since, at most so many at a time; answers their keys.
 * Items of a feed of their own stay theirs.
 */
export async function matchChanged(session: Session, most = 2000): Promise<readonly number[]> {
  const rows = await session.query<{ key: number; fingerprint: string }>(sql`
    select account.key, ${fingerprint} as fingerprint from account left join news_subject on account_key = account.key
    where news_subject.fingerprint is distinct from ${fingerprint} order by account.key limit ${most}`);
  if (rows.length === 0) return [];
  const keys = rows.map(({ key }) => key);
  await session.run(sql`
    delete from news_match where account_key = any(${keys}::integer[]) and because <> 'feed'`);
  await matchAll(session, matcherOf(await subjectsIn(session, keys)));
  await matchOwn(session, keys);
  await session.run(sql`
    insert into news_subject (account_key, fingerprint)
    select * from unnest(${keys}::integer[], ${rows.map((row) => row.fingerprint)}::text[])
    on conflict (account_key) do update set fingerprint = excluded.fingerprint`);
  return keys;
}

async function matchAll(session: Session, matcher: Matcher): Promise<void> {
  const page = 2000;
  for (let after = 0; ; ) {
    const items = await session.query<{ key: number; title: string; excerpt: string | null }>(sql`
      select key, title, excerpt from news_item where key > ${after} order by key limit ${page}`);
    await writeMatches(
      session,
      items.flatMap((item) => matcher(item).map((match) => ({ item: item.key, ...match }))),
    );
    const last = items.at(-1);
    if (last === undefined || items.length < page) return;
    after = last.key;
  }
}

/** What their own feeds brought is about them, whatever they are called by now. */
async function matchOwn(session: Session, keys: readonly number[]): Promise<void> {
  const items = await session.query<{ item: number; account: number; url: string }>(sql`
    select news_item.key as item, account_key as account, coalesce(found_url, news_feed.url) as url
    from news_feed join news_item on feed_key = news_feed.key
    where account_key = any(${keys}::integer[]) and kind <> 'search'`);
  await writeMatches(
    session,
    items.map(({ url, ...item }) => ({ ...item, because: 'feed', words: [hostOf(url)] })),
  );
}

export type ItemMatch = {
  readonly item: number;
  readonly account: number;
  readonly because: 'name' | 'domain' | 'feed';
  readonly words: readonly string[];
};

/** Keeps matches; of a pair that is known the words stay. Accounts that are no more are left out. */
export async function writeMatches(session: Session, matches: readonly ItemMatch[]): Promise<void> {
  if (matches.length === 0) return;
  await session.run(sql`
    insert into news_match (account_key, item_key, because, words)
    select account.key, item, because, array(select jsonb_array_elements_text(words))
    from unnest(
      ${matches.map(({ account }) => account)}::integer[], ${matches.map(({ item }) => item)}::integer[],
      ${matches.map(({ because }) => because)}::text[], ${matches.map(({ words }) => JSON.stringify(words))}::jsonb[]
    ) match (account, item, because, words)
    join account on account.key = account
    on conflict (account_key, item_key) do nothing`);
}
