/** Who looked at the figures of somebody's records, for that person. */

import type { Looks } from '../contract/audit.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { namesByPseudonym } from './read.ts';

const most = 500;

/**
 * The latest looks of others at records that a user owns or works on, at lists that held them, and at what is held on
 * the user, latest first. `user` is the key of the user's entity.
 */
export async function looksAt(session: Session, user: number): Promise<Looks['looks']> {
  const rows = await session.query<LookRow>(sql`
    with recursive mine as (
      select entity.type, entity.id, coalesce(pseudonym::text, entity.id) as named,
        coalesce(account.name, contact.name, lead.name, opportunity.name) as name
      from entity
      left join audit_person on entity_key = entity.key
      left join account on account.key = entity.key left join contact on contact.key = entity.key
      left join lead on lead.key = entity.key left join opportunity on opportunity.key = entity.key
      where entity.key in (select record_key from record_member where member_key = ${user} and because <> 'share')
    ), self as (
      select pseudonym::text as named from audit_person
      where entity_key = ${user} or login_key = (select key from login where user_key = ${user})
    ), above (key) as (
      select manager_key from app_user where key = ${user}
      union select manager_key from above join app_user using (key)
    ), overseers as (
      select pseudonym::text as named from audit_person join login on login.key = login_key
      where 'operations' = any(login.roles)
        or 'manager' = any(login.roles) and login.user_key in (select key from above)
    )
    select at, actor, mine.type, mine.id, mine.name, null as list
    from audit_entry join mine on mine.type = object_type and mine.named = object_id
    where action in ('figures_read', 'exported') and actor not in (select named from self)
    union all
    select at, actor, null, null, null, object_id
    from audit_entry
    where action = 'figures_read' and object_type = 'list' and actor in (select named from overseers)
      and actor not in (select named from self)
      and object_id in (
        select case type when 'opportunity' then 'opportunities' else type || 's' end from mine
      )
    union all
    select at, actor, 'user', (select id from entity where key = ${user}),
      (select name from app_user where key = ${user}), null
    from audit_entry
    where action = 'exported' and object_type = 'user' and object_id in (select named from self)
      and actor not in (select named from self)
    order by at desc limit ${most}`);
  const names = await namesByPseudonym(
    session,
    rows.map(({ actor }) => actor),
  );
  return rows.map(({ at, actor, type, id, name, list }) => ({
    on: at.slice(0, 10),
    by: names.get(actor) ?? null,
    record: type === null || id === null ? null : { type, id, name: name ?? id },
    list,
  }));
}

type LookRow = {
  readonly at: string;
  readonly actor: string;
  readonly type: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly list: string | null;
};
