/** People of ours as administrators see them: who they are and whether they can sign in, and no figure of theirs. */

import type { People } from '../contract/people.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type Role, roles } from '../model/vocabulary.ts';

/** Everybody whom the CRM knows as one of ours, by name. */
export async function peopleIn(session: Session): Promise<People['people']> {
  const rows = await session.query<PersonRow>(sql`
    select entity.id, app_user.name, app_user.active, app_user.opted_out, manager.id as manager_id,
      manager_user.name as manager_name, login.key as login_key, login.active as login_active, login.roles, login.told_at,
      exists (
        select from record_member where member_key = app_user.key and because in ('owner', 'team')
      ) as holds
    from app_user join entity on entity.key = app_user.key
    left join login on login.user_key = app_user.key
    left join entity manager on manager.key = app_user.manager_key
    left join app_user manager_user on manager_user.key = app_user.manager_key
    order by lower(app_user.name), entity.id`);
  return rows.map(({ id, name, active, opted_out, holds, ...row }) => ({
    id,
    name,
    active,
    optedOut: opted_out,
    manager:
      row.manager_id === null
        ? null
        : { id: row.manager_id, name: row.manager_name ?? row.manager_id },
    login:
      row.login_key === null
        ? null
        : {
            key: row.login_key,
            active: row.login_active === true,
            roles: roles.filter((role: Role) => row.roles?.includes(role)),
            toldAt: row.told_at === null ? null : new Date(row.told_at).toISOString(),
          },
    holds,
  }));
}

type PersonRow = {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly opted_out: boolean;
  readonly manager_id: string | null;
  readonly manager_name: string | null;
  readonly login_key: number | null;
  readonly login_active: boolean | null;
  readonly roles: readonly string[] | null;
  readonly told_at: number | null;
  readonly holds: boolean;
};
