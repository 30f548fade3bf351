import { Problem } from '../model/problem.ts';
import type { Session } from './pool.ts';
import { sql } from './sql.ts';

/**
 * Throws a Problem when the policies of the database would not hold the program: when its role is above them, owns a
 * table, or a table has none in force.
 */
export async function assertHeld(session: Session): Promise<void> {
  const [role] = await session.query<{
    name: string;
    above: boolean;
    owned: readonly string[];
  }>(sql`
    select rolname as name, rolsuper or rolbypassrls as above,
      array(select relname::text from pg_class where relowner = pg_roles.oid order by 1) as owned
    from pg_roles where rolname = current_user`);
  if (role === undefined || role.above || role.owned.length > 0) {
    throw new Problem({
      code: 'role_above_policies',
      message: 'The role in which the program works is not held by the policies of its tables.',
      field: role?.name ?? '',
      value: role?.above === true ? 'superuser or BYPASSRLS' : (role?.owned.join(', ') ?? ''),
      hint: 'Take these rights from the role: alter role … nosuperuser nobypassrls, or another owner for the tables.',
    });
  }
  const open = await session.query<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migration'
      and not (relrowsecurity and relforcerowsecurity)
    order by relname`);
  if (open.length === 0) return;
  throw new Problem({
    code: 'table_without_policies',
    message: 'A table has no policies in force.',
    value: open.map(({ name }) => name).join(', '),
    hint: 'alter table … enable row level security, force row level security; every table of the program has both.',
  });
}
