/** A world in the database, and how what it shows differs from what the text allows. */

import type { Database, Session } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { bundleItems } from '../support/bundles.ts';
import { importItems, settle, testNow } from '../support/figures.ts';
import { oracleOf, type Visible } from './oracle.ts';
import { writeRows } from './rows.ts';
import { type Names, namesIn, type TableToSee, tablesOf, visibleTo } from './visible.ts';
import { type Login, randomWorld, type World } from './world.ts';

export type Settled = {
  readonly tables: readonly TableToSee[];
  readonly names: Names;
  /** Everybody who signs in, and nobody. */
  readonly visitors: readonly {
    readonly login: Login | null;
    readonly key: number | null;
    readonly allowed: Visible;
  }[];
};

export type Outcome = {
  readonly checks: number;
  /** Rows that are shown and may not be, and the other way round: `login table row`. */
  readonly leaks: readonly string[];
  readonly hidden: readonly string[];
};

/** Imports a random world into an empty database and knows what each of its people may see. */
export async function settleWorld(
  database: Database,
  { seed, size }: { readonly seed: number; readonly size: number },
): Promise<Settled> {
  const world = randomWorld(seed, size);
  const rejects = [{ place: 'a place', field: 'x', value: 'y', expected: 'z' }];
  await database.run(sql`insert into activation (notice_version, accepted_at) values (1, now())`);
  await importItems(database, bundleItems(world.bundle), { rejects });
  await settle(database);
  await writeAccess(database, world);
  const tables = await tablesOf(database);
  const names = await namesIn(database, tables);
  const keys = await database.query<{ key: number; email: string }>(
    sql`select key, email from login`,
  );
  const keyOf = new Map(keys.map(({ key, email }) => [email, key]));
  const allowed = oracleOf(world, testNow);
  return {
    tables,
    names,
    visitors: [
      { login: null, key: null, allowed: allowed(null) },
      { login: null, key: 1_000_000, allowed: allowed(null) },
      ...world.logins.map((login) => ({
        login,
        key: keyOf.get(login.email) ?? null,
        allowed: allowed(login),
      })),
    ],
  };
}

/** Compares every row of every table for every visitor, within the transaction. */
export async function checkWorld(session: Session, settled: Settled): Promise<Outcome> {
  const { tables, names, visitors } = settled;
  let checks = 0;
  const leaks: string[] = [];
  const hidden: string[] = [];
  for (const { login, key, allowed } of visitors) {
    const shown = await visibleTo(session, key, { tables, names });
    const who = login?.email ?? 'nobody';
    for (const { name: table } of tables) {
      const all = names.get(table);
      const may = allowed.get(table) ?? new Set();
      const does = shown.get(table) ?? new Set();
      checks += all?.size ?? 1;
      for (const row of does) if (!may.has(row)) leaks.push(`${who} ${table} ${row}`);
      for (const row of may) if (!does.has(row)) hidden.push(`${who} ${table} ${row}`);
    }
  }
  return { checks, leaks, hidden };
}

/** Logins and shares, and something in every table that an import leaves empty. */
async function writeAccess(database: Database, world: World): Promise<void> {
  const key = (type: string, id: string | null) =>
    sql`(select key from entity where type = ${type} and id = ${id})`;
  for (const { email, userId, roles, active } of world.logins) {
    await database.run(sql`
      insert into login (email, user_key, roles, active)
      values (${email}, ${key('user', userId)}, ${roles}, ${active})`);
  }
  for (const { type, id, userId } of world.recordShares) {
    await database.run(sql`
      insert into record_member (member_key, record_key, because)
      values (${key('user', userId)}, ${key(type, id)}, 'share')`);
  }
  for (const { activityId, userId } of world.activityShares) {
    await database.run(sql`
      insert into activity_share (activity_key, shared_by, shared_at)
      select key, ${key('user', userId)}, now() from activity where id = ${activityId}`);
  }
  for (const { text, person, askerId, askedId } of world.introductions) {
    await database.run(sql`
      with made as (
        insert into introduction (person_key, asker_key, asked_key, asked_at)
        values (${key(person.type, person.id)}, ${key('user', askerId)}, ${key('user', askedId)}, now()) returning key
      )
      insert into introduction_text select key, ${text} from made`);
  }
  await writeRows(database);
}
