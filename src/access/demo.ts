/** Signing in to the demo company by one click, as one of its people. Over as soon as the data are somebody's own. */

import { type DemoPerson, demoPeople } from '../contract/sign-in.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { activationIn } from '../settings/activation.ts';
import type { Role } from './identity.ts';

/** As whom one can sign in by one click; null: not a demo, or not any more. */
export async function demoPeopleIn(session: Session): Promise<readonly DemoPerson[] | null> {
  return (await isStillDemo(session)) ? demoPeople : null;
}

/** Whether the data are those of the demo company and nobody has accepted the notice, with which one's own begin. */
export async function isStillDemo(session: Session): Promise<boolean> {
  const [row] = await session.query<{ demo: boolean }>(sql`select demo from organization`);
  return row?.demo === true && (await activationIn(session)) === null;
}

/**
 * The key of the login of one of the demo's people, which is made when it is first asked for; null when there is no
 * demo any more, or the company has nobody like that.
 */
export async function demoLogin(session: Session, person: DemoPerson): Promise<number | null> {
  if (!(await isStillDemo(session))) return null;
  const { roles, user } = people[person];
  const [found] = await session.query<{ key: number | null }>(sql`select (${user}) as key`);
  const userKey = found?.key ?? null;
  if (userKey === null && person !== 'administrator') return null;
  const [login] = await session.query<{ key: number }>(sql`
    insert into login (email, name, roles, user_key, demo)
    values (${`${person}@demo.invalid`}, ${person === 'administrator' ? 'Demo administrator' : null}, ${roles}, ${userKey}, true)
    on conflict (email) do update
    set roles = excluded.roles, user_key = excluded.user_key, active = true where login.demo
    returning key`);
  return login?.key ?? null;
}

/** The owner of the deal that fades, so that the first story is theirs; else whoever owns most. */
const storyteller = sql`
  select owner_key from opportunity join entity using (key)
  where owner_key is not null order by (id = 'opp-001') desc, key limit 1`;

/** Whoever leads that person, else whoever leads most. */
const leader = sql`
  select manager_key from app_user
  where manager_key is not null
  group by manager_key
  order by bool_or(key = (${storyteller})) desc, count(*) desc, manager_key limit 1`;

/** The administrator sees everybody's figures too, as who only administers would see an empty product. */
const people: Readonly<
  Record<DemoPerson, { readonly roles: readonly Role[]; readonly user: Sql }>
> = {
  seller: { roles: ['seller'], user: storyteller },
  manager: { roles: ['manager'], user: leader },
  administrator: { roles: ['administrator', 'operations'], user: sql`null::integer` },
};
