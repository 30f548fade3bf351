/** What a person of ours said of news and where those come from, and headlines that name a person. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Held, HeldRow } from './held-rows.ts';

/**
 * Of a user what they said is not about an account (the item's address, or the host of a source) and the feeds that they
 * added; of anybody the items in which their name stands.
 */
export function heldNews(session: Session, { type, key }: Held): Promise<readonly HeldRow[]> {
  const table = sql.id(type === 'user' ? 'app_user' : type);
  const instant = (column: string) =>
    sql`to_char(${sql.id(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return session.query(sql`
    select 'not about them: ' || kind as what, value as name, entity.id as account, ${instant('rejected_at')} as at
    from news_rejection join login on login.key = rejected_by join entity on entity.key = account_key
    where user_key = ${key}
    union all
    select 'feed added', news_feed.url, entity.id, ${instant('added_at')}
    from news_feed join login on login.key = added_by left join entity on entity.key = account_key
    where user_key = ${key}
    union all
    select 'named in', news_item.title, null, ${instant('published_at')}
    from ${table} person join news_item
      on strpos(lower(concat_ws(' ', title, excerpt)), lower(trim(person.name))) > 0
    where person.key = ${key} and length(trim(person.name)) >= 6
    order by at, what, name`);
}
