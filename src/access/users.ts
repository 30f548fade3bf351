import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';

/**
 * The key of the person of the CRM with this id, for a login (null: a new one). Throws `user_unknown` when there is
 * none and `user_taken` when another login is that person.
 */
export async function userKeyOf(
  session: Session,
  userId: string,
  login: number | null,
): Promise<number> {
  const [user] = await session.query<{ key: number; taken: number | null }>(sql`
    select entity.key, login.key as taken
    from entity join app_user using (key) left join login on login.user_key = entity.key and not login.demo
    where entity.type = 'user' and entity.id = ${userId}`);
  if (user === undefined) {
    throw new Problem({
      code: 'user_unknown',
      message: 'The CRM knows no user with this id.',
      field: 'userId',
      value: userId,
    });
  }
  if (user.taken !== null && user.taken !== login) {
    throw new Problem({
      code: 'user_taken',
      message: 'Somebody else signs in as this person of the CRM.',
      field: 'userId',
      value: userId,
      hint: 'Take the person from that login first.',
    });
  }
  return user.key;
}

/** Takes a person of the CRM from the login that the demo has made for them. */
export async function releaseFromDemo(session: Session, userKey: number | null): Promise<void> {
  if (userKey === null) return;
  await session.run(sql`delete from login where demo and user_key = ${userKey}`);
}
