import type { SimilarFieldsFound } from '../contract/similar.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** Names of custom fields that are offered at most. */
const mostFound = 200;

/**
 * The custom fields that deals and their accounts have, with how many open and closed deals have each: one that no open
 * deal has is known only after closing. Numbers alone: whoever administers need not see what is in them.
 */
export async function similarFieldsFound(session: Session): Promise<SimilarFieldsFound> {
  const fields = await session.query<SimilarFieldsFound['fields'][number]>(sql`
    with deal as (
      select custom, account_key, status = 'open' as is_open from opportunity
    ), field as (
      select 'opportunity' as of, field.key as name, field.value, is_open from deal, jsonb_each(custom) field
      union all
      select 'account', field.key, field.value, is_open
      from deal join account on account.key = account_key, jsonb_each(account.custom) field
    )
    select of, name, count(*) filter (where is_open) as open, count(*) filter (where not is_open) as closed,
      count(distinct value) as distinct, bool_and(jsonb_typeof(value) = 'number') as numeric
    from field
    where jsonb_typeof(value) not in ('null', 'object') and value not in ('""', '[]')
    group by of, name order by of desc, count(*) desc, name limit ${mostFound}`);
  const [deals] = await session.query<SimilarFieldsFound['deals']>(sql`
    select count(*) filter (where status = 'open') as open, count(*) filter (where status <> 'open') as closed
    from opportunity`);
  return { fields: fields.map((field) => ({ ...field })), deals: deals ?? { open: 0, closed: 0 } };
}
