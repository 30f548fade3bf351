import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { checkWorld, type Settled, settleWorld } from './check.ts';

describe('the policies of the database', () => {
  let database: TestDatabase;
  let settled: Settled;
  beforeAll(async () => {
    database = await testDatabase();
    settled = await settleWorld(database.owner, { seed: 1, size: 60 });
  });
  afterAll(() => database.close());

  it('show everybody what is theirs, and nothing else', async () => {
    const { checks, leaks, hidden } = await database.owner.transaction((session) =>
      checkWorld(session, settled),
    );
    expect({ leaks: leaks.slice(0, 5), hidden: hidden.slice(0, 5) }).toEqual({
      leaks: [],
      hidden: [],
    });
    expect(checks).toBeGreaterThan(20_000);
    // A table without a row would show nothing under any policy: rows.ts.
    const empty = settled.tables.filter(({ name }) => (settled.names.get(name)?.size ?? 0) === 0);
    expect(empty).toEqual([]);
  });

  it('stand on every table, forced, and the roles of the program neither own one nor bypass them', async () => {
    const open = await database.owner.query(sql`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migration'
        and not (relrowsecurity and relforcerowsecurity)`);
    expect(open).toEqual([]);
    const roles = await database.owner.query(sql`
      select rolname, rolsuper, rolbypassrls, rolcanlogin,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned
      from pg_roles where rolname in ('rapport_worker', 'rapport_reader') order by rolname`);
    const held = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 };
    expect(roles).toEqual([
      { rolname: 'rapport_reader', ...held },
      { rolname: 'rapport_worker', ...held },
    ]);
  });

  it('let nobody who reads write', async () => {
    for (const { name } of settled.tables) {
      const write = database.owner.transaction(async (session) => {
        await session.run(sql`set local role rapport_reader`);
        await session.run(sql`delete from ${sql.id(name)}`);
      });
      await expect(write).rejects.toThrow('permission denied');
    }
  });
});
