import { passwordsOf } from '../../src/access/passwords.ts';
import { setPassword } from '../../src/access/set-up.ts';
import type { Database } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import type { Role } from '../../src/model/vocabulary.ts';

const passwords = passwordsOf({ memoryCost: 64, timeCost: 1, parallelism: 1 });

/** A password that is as good as any. */
export const goodPassword = 'vier Kraniche am See';

/** Somebody who can sign in with `goodPassword`; answers the key of the login. */
export async function personWithPassword(
  db: Database,
  {
    email,
    roles,
    now,
  }: { readonly email: string; readonly roles: readonly Role[]; readonly now: number },
): Promise<number> {
  const [login] = await db.query<{ key: number }>(
    sql`insert into login (email, name, roles) values (${email}, ${`Name of ${email}`}, ${roles}) returning key`,
  );
  if (login === undefined) throw new Error('No login was made.');
  await setPassword(db, { login: login.key, hash: await passwords.hash(goodPassword), now });
  return login.key;
}
