/** The contacts that stand on a record, and the meetings to which they said no. */

import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import type { RecordHead } from '../../facts/records.ts';

export type Carrier = {
  readonly key: number;
  readonly type: 'contact' | 'lead';
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string | null;
  readonly because: 'primary' | 'lead' | 'stakeholder' | 'account';
  readonly isNamed: boolean;
};

/**
 * The contacts of an account, the people of a deal or lead; each by its closest tie. Whoever may see the record knows
 * all of them by name (0010_access.sql) but an account's primary contact who is with another: `isNamed` is false.
 */
export function carriersOf(session: Session, key: number): Promise<readonly Carrier[]> {
  return session.query<Carrier>(sql`
    with tie (key, because, rank, is_named) as (
      select primary_contact_key, 'primary', 1, false from account where account.key = ${key}
      union all select key, 'account', 4, true from contact where account_key = ${key}
      union all select contact_key, 'primary', 1, true from opportunity where opportunity.key = ${key}
      union all select unnest(stakeholder_keys), 'stakeholder', 3, true from opportunity where opportunity.key = ${key}
      union all select key, 'lead', 2, true from lead where lead.key = ${key}
      union all select unnest(stakeholder_keys), 'stakeholder', 3, true from lead where lead.key = ${key}
    ), closest as (
      select key, (array_agg(because order by rank))[1] as because, bool_or(is_named) as is_named
      from tie where key is not null group by key
    ), person as (
      select key, 'contact' as type, name, job_title from contact where not opted_out
      union all select key, 'lead', name, null from lead where not opted_out
    )
    select closest.key, person.type, entity.id, person.name, job_title as "jobTitle", because,
      is_named as "isNamed"
    from closest join person using (key) join entity using (key)`);
}

/**
 * How many meetings of the record each of the people (keys) declined, up to an instant (ms): meetings that belong to it,
 * or would if they had come. Who declines takes no part, so no fact tells it.
 */
export async function declinedMeetings(
  session: Session,
  head: Pick<RecordHead, 'key' | 'type'>,
  { people, asOf }: { readonly people: readonly number[]; readonly asOf: number },
): Promise<ReadonlyMap<number, number>> {
  const instant = sql`${new Date(asOf)}::timestamptz`;
  const belongs =
    head.type === 'account'
      ? sql`true`
      : sql`(${head.key} = any(fact.records) or exists (
          select from deal
          where fact.people && deal.team and fact.starts_at >= coalesce(deal.created_at, '-infinity')
            and fact.starts_at <= coalesce(deal.closed_at, 'infinity')
            and not exists (
              select from activity join entity on entity.key = activity.regarding_key
              where activity.key = fact.activity_key and entity.type in ('lead', 'opportunity')
            )
        ))`;
  const rows = await session.query<{ key: number; meetings: number }>(sql`
    with deal as (
      select array_remove(team_keys || owner_key, null) as team, created_at, closed_at
      from opportunity where key = ${head.key}
      union all
      select array_remove(array[owner_key], null), created_at, closed_at from lead where key = ${head.key}
    )
    select entity_key as key, count(distinct fact.activity_key) as meetings
    from owned_address
    join participant using (address_key)
    join fact using (activity_key)
    where entity_key = any(${people}::integer[]) and response = 'declined' and role <> 'organizer'
      and fact.kind_side in (2, 3) and not fact.canceled and fact.completes_at <= ${instant}
      and fact.duplicate_from > ${instant} and fact.ours > 0 and entity_key <> all(fact.people)
      -- A user's address is the user's alone.
      and not exists (
        select from owned_address other join app_user on app_user.key = other.entity_key
        where other.address_key = owned_address.address_key
      )
      and (fact.reason is null or fact.reason in ('declined', 'internal_only')) and ${belongs}
    group by entity_key`);
  return new Map(rows.map(({ key, meetings }) => [key, meetings]));
}

/** Those among people (keys) whom the reader knows by name. */
export async function knownAmong(
  session: Session,
  people: readonly number[],
): Promise<ReadonlySet<number>> {
  if (people.length === 0) return new Set();
  const rows = await session.query<{ key: number }>(
    sql`select key from entity where key = any(${people}::integer[])`,
  );
  return new Set(rows.map(({ key }) => key));
}
