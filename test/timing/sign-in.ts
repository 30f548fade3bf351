/** Signing in as somebody who is there, with a wrong password, and as nobody. */

import { limitsOf, usualLimits } from '../../src/access/limits.ts';
import { type PasswordCost, type Passwords, passwordsOf } from '../../src/access/passwords.ts';
import { setPassword } from '../../src/access/set-up.ts';
import { type SignInTools, signIn } from '../../src/access/sign-in.ts';
import type { Database } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { type Compared, compareTimes } from './compare.ts';

const now = Date.UTC(2026, 10, 20, 12);
const without = { points: 1e9, duration: 3600 };

/**
 * Compares wrong passwords with unknown people through the function that the route calls. `careless`: with passwords
 * that are not verified when there is nobody, which must be noticed.
 */
export async function compareSignIns(
  database: Database,
  cost: PasswordCost,
  { samples, careless }: { readonly samples: number; readonly careless: boolean },
): Promise<Compared> {
  const real = passwordsOf(cost);
  const known = `${crypto.randomUUID()}@ours.example`;
  // Who was there first is read in the place of those who are not there.
  await withPassword(database, `${crypto.randomUUID()}@ours.example`, await real.hash('another'));
  await withPassword(database, known, await real.hash('a password of somebody'));
  const tools: SignInTools = {
    database,
    passwords: careless ? withoutDummy(real) : real,
    limits: limitsOf({ ...usualLimits, address: without, pair: without, account: without }),
    keys: { dataFolder: '', key: Buffer.alloc(32, 7).toString('base64'), keyBefore: null },
  };
  const tryAs = (email: string) => async () => {
    const password = crypto.randomUUID();
    const from = { address: '192.0.2.1', device: null, client: null };
    const outcome = await signIn({ email, password, code: null, now, ...from }, tools);
    if (outcome.is !== 'sign_in_failed') throw new Error(`It ended otherwise: ${outcome.is}`);
  };
  const unknown = `${crypto.randomUUID()}@ours.example`;
  return compareTimes([tryAs(known), tryAs(unknown)], samples);
}

function withoutDummy(real: Passwords): Passwords {
  return {
    ...real,
    matches: async (stored, password) => stored !== null && (await real.matches(stored, password)),
  };
}

async function withPassword(database: Database, email: string, hash: string): Promise<void> {
  const [login] = await database.query<{ key: number }>(
    sql`insert into login (email, roles) values (${email}, '{seller}') returning key`,
  );
  if (login === undefined) throw new Error('No login was made.');
  await setPassword(database, { login: login.key, hash, now });
}
