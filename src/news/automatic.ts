/** Feeds that come and go with two settings, one for each account: the built-in search, and the account's own site. */

import { searchPlace } from '../contract/limits.ts';
import type { FeedKind } from '../contract/news.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import { companyName } from './company-name.ts';
import { checkedAddress } from './feed-address.ts';
import { type SubjectWithSite, subjectsIn, withScheme } from './subjects.ts';

type NewsSettings = OrganizationSettings['news'];
type Automatic = Exclude<FeedKind, 'own'>;

/** Minutes between two looks. */
const intervals: Readonly<Record<Automatic, number>> = { search: 1440, site: 720 };
/** So that as many accounts as there are do not make one service a target (ms between two first looks). */
const apartMs = 3000;

/**
 * Makes the feeds of accounts as the settings want them, for all accounts or for those with the keys; new ones are spread
 * over time. Feeds of what is switched off go, with all that they brought.
 */
export async function alignAutomatic(
  session: Session,
  settings: NewsSettings,
  { keys, now }: { readonly keys: readonly number[] | null; readonly now: number },
): Promise<void> {
  const isOn: Readonly<Record<Automatic, boolean>> = {
    search: settings.search,
    site: settings.sites,
  };
  const off = (['search', 'site'] as const).filter((kind) => !isOn[kind]);
  await session.run(sql`delete from news_feed where kind = any(${off}::text[])`);
  if (!settings.search && !settings.sites) return;
  const subjects = await subjectsIn(session, keys);
  if (settings.search) {
    await align(session, 'search', {
      feeds: subjects.map((subject) => ({
        key: subject.key,
        url: searchUrl(subject, settings.searchUrl),
      })),
      now,
    });
  }
  if (settings.sites) {
    const feeds = subjects.map((subject) => ({ key: subject.key, url: siteUrl(subject) }));
    await align(session, 'site', { feeds, now });
  }
}

async function align(
  session: Session,
  kind: Automatic,
  {
    feeds,
    now,
  }: {
    readonly feeds: readonly { readonly key: number; readonly url: string | null }[];
    readonly now: number;
  },
): Promise<void> {
  const wanted = feeds.flatMap(({ key, url }) => (url === null ? [] : { key, url }));
  const without = feeds.filter(({ url }) => url === null).map(({ key }) => key);
  await session.run(sql`
    delete from news_feed where kind = ${kind} and account_key = any(${without}::integer[])`);
  await session.run(sql`
    insert into news_feed (kind, account_key, url, interval_minutes, added_at, next_at)
    select ${kind}, key, url, ${intervals[kind]}, ${new Date(now)},
      ${new Date(now)}::timestamptz + place * ${apartMs} * interval '1 millisecond'
    from unnest(${wanted.map(({ key }) => key)}::integer[], ${wanted.map(({ url }) => url)}::text[])
      with ordinality wanted (key, url, place)
    on conflict (kind, account_key) where kind <> 'own' do update
      set url = excluded.url, found_url = null, etag = null, last_modified = null, failures = 0, failure = null,
        failure_detail = null, next_at = excluded.next_at
      where news_feed.url <> excluded.url`);
}

/** The search for an account: its name in quotes, with its legal form where it is a word like others, or its domain. */
export function searchUrl({ name, domains }: SubjectWithSite, template: string): string | null {
  const { forms, core } = companyName(name);
  const searched = (forms[0]?.strength === 'proven' ? name : core)
    .replace(/["“”„\s]+/g, ' ')
    .trim();
  const words = [searched.slice(0, 150), domains[0] ?? ''].filter((word) => word !== '');
  if (words.length === 0) return null;
  const query = words.map((word) => `"${word}"`).join(' OR ');
  return template.replace(searchPlace, () => encodeURIComponent(query));
}

function siteUrl({ website, domains }: SubjectWithSite): string | null {
  const url = withScheme(website) ?? withScheme(domains[0] ?? null);
  return url !== null && 'url' in checkedAddress(url) ? url : null;
}
