import type { Identity } from '../access/identity.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import type { ApiDependencies } from './dependencies.ts';
import { tried } from './limited.ts';

/**
 * Asks somebody who is signed in for the password once more, before what it protects is changed. Throws
 * `password_wrong`, `password_none` for who signs in without one, and `too_many_attempts`.
 */
export async function assertPassword(
  who: Identity,
  { password, field }: { readonly password: string; readonly field: string },
  { database, passwords, limits }: Pick<ApiDependencies, 'database' | 'passwords' | 'limits'>,
): Promise<void> {
  const [row] = await database.query<{ hash: string }>(
    sql`select hash from login_password where login_key = ${who.login}`,
  );
  if (row === undefined) {
    throw new Problem({
      code: 'password_none',
      message: 'You sign in without a password.',
      hint: 'The provider with which you sign in keeps it, and the second factor too.',
    });
  }
  const isRight = async () => (await passwords.matches(row.hash, password)) || null;
  // By session: whoever has found a browser open must not keep its owner out elsewhere.
  if ((await tried(isRight, { name: 'again', by: String(who.by.key) }, limits)) !== null) return;
  throw new Problem({ code: 'password_wrong', message: 'The password is wrong.', field });
}
