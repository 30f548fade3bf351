import type { Me } from '../contract/sign-in.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Identity } from './identity.ts';

/** What a person is told about themselves. */
export async function presentMe(session: Session, who: Identity): Promise<Me> {
  const [row] = await session.query<{
    second_factor: boolean;
    has_password: boolean;
    demo: boolean;
  }>(sql`
    select login.demo,
      exists (select from login_second_factor where login_key = login.key and confirmed_at is not null) as second_factor,
      exists (select from login_password where login_key = login.key) as has_password
    from login where key = ${who.login}`);
  return {
    email: who.email,
    name: who.name,
    roles: [...who.roles],
    userId: who.user?.id ?? null,
    via: who.by.kind,
    scopes: [...who.scopes],
    secondFactor: row?.second_factor ?? false,
    hasPassword: row?.has_password ?? false,
    demo: row?.demo ?? false,
  };
}
