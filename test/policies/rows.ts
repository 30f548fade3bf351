/** A row in every table that an import leaves empty: a table without one shows nothing, whatever its policies. */

import { audit } from '../../src/audit/record.ts';
import type { Database } from '../../src/db/pool.ts';
import { type Sql, sql } from '../../src/db/sql.ts';

const login = sql`(select min(key) from login)`;
const activity = sql`(select min(key) from activity)`;
const hash = sql`'\\x00'::bytea`;

const rows: readonly Sql[] = [
  sql`insert into record_mark select key from contact limit 1`,
  sql`insert into activity_mark select key from activity limit 1`,
  sql`insert into secret (name, sealed, key_id) values ('mailbox', '', '1')`,
  sql`insert into session (login_key, token_hash, began_at, seen_at, expires_at)
    values (${login}, ${hash}, now(), now(), now())`,
  sql`insert into api_token (login_key, name, token_hash, scopes, made_at, expires_at)
    values (${login}, 'a token', ${hash}, '{}', now(), now())`,
  sql`insert into login_password values (${login}, '', now())`,
  sql`insert into login_second_factor (login_key, secret_name, begun_at) values (${login}, 'a secret', now())`,
  sql`insert into login_recovery values (${login}, ${hash})`,
  sql`insert into login_openid (issuer, subject, login_key, linked_at) values ('https://id.example', 's', ${login}, now())`,
  sql`insert into openid_attempt values (${hash}, '/', now())`,
  sql`insert into invitation (email, roles, token_hash, made_at, expires_at)
    values ('new@us.example', '{}', ${hash}, now(), now())`,
  sql`insert into set_up (token_hash, made_at, expires_at) values (${hash}, now(), now())`,
  sql`insert into suppressed (hash, kind, key_id, erased_at) values (${hash}, 'person', '1', now())`,
  sql`insert into opt_out select key, false, now() from account limit 1`,
  sql`insert into never_analysed select app_user.key, address.key from app_user, address limit 1`,
  sql`insert into made_private values (${activity})`,
  sql`insert into overruled values (${activity}, null, ${login}, now())`,
  sql`insert into person_notice select key, now(), 'a reason', now() from contact limit 1`,
  sql`insert into saved_view (login_key, name, collection, query, made_at, changed_at)
    values (${login}, 'a view', 'contacts', '{}', now(), now())`,
  sql`insert into record_signal (record_key, as_of) select record_key, now() from record_analytics`,
  sql`insert into deal_likeness (login_key, record_key, day)
    select login.key, record_key, 0 from login, (select min(record_key) as record_key from record_analytics) first`,
  sql`insert into insight_card (login_key, record_key, kind, cause, seen_on)
    select login.key, record_key, 'goneQuiet', '', '2026-11-20' from login, (select min(record_key) as record_key from record_analytics) first`,
  sql`insert into card_preference (login_key) select key from login`,
  sql`insert into digest_day (login_key, day, state, attempts, claimed_at) values (${login}, '2026-11-20', 'sent', 1, now())`,
  sql`insert into organization_rhythm values (0, 1, 1, 1, now(), 1)`,
  // Every account is in the news; where it ends in 3, the first account too.
  sql`insert into news_feed (kind, account_key, url, interval_minutes, added_at)
    select 'search', key, 'https://search.example/' || key, 60, now() from account
    union all select 'own', null, 'https://paper.example/', 60, now()`,
  sql`insert into news_item (feed_key, identity, title_key, title, source, source_host, published_at, is_dated,
      first_seen_at, last_seen_at)
    select news_feed.key, id, '', id, '', '', now(), true, now(), now()
    from news_feed join entity on entity.key = account_key`,
  sql`insert into news_match
    select entity.key, news_item.key, 'name', '{}' from news_item
    join entity on type = 'account' and (id = title or (id = 'account-0' and title like '%3'))`,
  sql`insert into news_rejection (account_key, kind, value, rejected_at) select key, 'source', '', now() from account`,
  sql`insert into news_subject select key, '' from account`,
];

/** Writes them; there must be a login already. */
export async function writeRows(database: Database): Promise<void> {
  for (const row of rows) await database.run(row);
  const [first] = await database.query<{ key: number }>(sql`select ${login} as key`);
  await database.transaction((session) =>
    audit(session, { at: 0, actor: { login: first?.key ?? 0 }, action: 'signed_in' }),
  );
}
