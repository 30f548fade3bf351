import { sql } from '../db/sql.ts';

/** Whether nobody said that a match (news_match joined with its news_item) is not about the account. */
export const notRejected = sql`not exists (
  select from news_rejection
  where news_rejection.account_key = news_match.account_key
    and (kind, value) in (('item', news_item.identity), ('source', news_item.source_host))
)`;
