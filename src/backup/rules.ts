/**
 * Policies and triggers of the tables are made for the program at work. A backup takes rows out and a restore puts them
 * in as they are: a policy would leave some out without a word, a trigger would add to them what is in the backup anyway.
 */

import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import { namesOf, type StoredTable } from './tables.ts';

/**
 * Makes the transaction see every row of every table: where even the owner is subject to policies, as the role whose
 * policies let everything through. Throws a Problem when a table has none for it, so that nothing is missing unnoticed.
 */
export async function seeEverything(session: Session): Promise<void> {
  if ((await hiddenTables(session)).length === 0) return;
  const [worker] = await session.query<{ is: boolean }>(sql`
    select exists (select from pg_roles where rolname = 'rapport_worker' and pg_has_role(oid, 'member')) as is`);
  if (worker?.is === true) await session.run(sql`set local role rapport_worker`);
  const hidden = await hiddenTables(session);
  if (hidden.length === 0) return;
  throw new Problem({
    code: 'tables_out_of_sight',
    message: 'The database user may not see every row of every table.',
    field: 'DATABASE_URL',
    value: hidden.join(', '),
    hint: 'Name the user that owns the tables, or one that bypasses row-level security.',
  });
}

/** The tables of which the current user may not see all: a policy applies, and none lets everything through. */
async function hiddenTables(session: Session): Promise<readonly string[]> {
  const tables = await session.query<{ table: string }>(sql`
    select relname::text as "table" from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and row_security_active(oid)
      and (exists (select from pg_policy where polrelid = pg_class.oid and not polpermissive)
        or not exists (
          select from pg_policy
          where polrelid = pg_class.oid and polcmd in ('*', 'r') and pg_get_expr(polqual, polrelid) = 'true'
            and (0 = any(polroles) or (select oid from pg_roles where rolname = current_user) = any(polroles))))
    order by relname`);
  return tables.map(({ table }) => table);
}

/** Frees the tables of their triggers and their owner of policies; what it answers puts both in force again. */
export async function liftRules(
  session: Session,
  tables: readonly StoredTable[],
): Promise<() => Promise<void>> {
  const lifted = await session.query<{ table: string; forced: boolean; triggered: boolean }>(sql`
    select * from (
      select relname::text as "table", relforcerowsecurity as forced,
        exists (select from pg_trigger where tgrelid = pg_class.oid and not tgisinternal) as triggered
      from pg_class
      where relnamespace = current_schema()::regnamespace
        and relname = any (${tables.map(({ table }) => table)})) rules
    where forced or triggered`);
  const alter = async (force: Sql, trigger: Sql) => {
    for (const { table, forced, triggered } of lifted) {
      if (forced) await session.run(sql`alter table ${sql.id(table)} ${force} row level security`);
      if (triggered) await session.run(sql`alter table ${sql.id(table)} ${trigger} trigger user`);
    }
  };
  await session.run(sql`lock table ${namesOf(tables)} in access exclusive mode`);
  await alter(sql`no force`, sql`disable`);
  return () => alter(sql`force`, sql`enable`);
}
