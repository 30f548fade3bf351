import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { sql } from './sql.ts';

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  // The template has had the program's own migrations; these tests bring theirs.
  await test.owner.run(sql`drop schema public cascade; create schema public`);
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await write('0001_first.sql', 'create table a (n integer); insert into a values (1);');
  await write('0002_second.sql', 'alter table a add column m integer;');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('migrations', () => {
  it('are applied in order, once', async () => {
    expect(await migrate(test.owner, folder)).toEqual(['0001_first.sql', '0002_second.sql']);
    await write('0003_third.sql', 'create view b as select n, m from a;');
    expect(await migrate(test.owner, folder)).toEqual(['0003_third.sql']);
    expect(await migrate(test.owner, folder)).toEqual([]);
    expect(await test.owner.query(sql`select n, m from b`)).toEqual([{ n: 1, m: null }]);
  });

  it('are applied once when several processes start together', async () => {
    const others = await Promise.all([1, 2, 3].map(() => openPool(test.connection, { max: 1 })));
    const applied = await Promise.all(others.map((database) => migrate(database, folder)));
    await Promise.all(others.map((database) => database.close()));
    expect(applied.flat().sort()).toEqual(['0001_first.sql', '0002_second.sql']);
  });

  it('leave nothing of one that fails, keep those before it and name its place', async () => {
    await write('0003_third.sql', 'create table c (n integer);\n\nselect nothing from nowhere;\n');
    await expect(migrate(test.owner, folder)).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('0003_third.sql:3'),
    });
    const names = await test.owner.query(sql`select name from schema_migration order by name`);
    expect(names).toEqual([{ name: '0001_first.sql' }, { name: '0002_second.sql' }]);
    expect(await test.owner.query(sql`select to_regclass('c') as c`)).toEqual([{ c: null }]);
  });

  it('refuse a file that was edited after it was applied', async () => {
    await migrate(test.owner, folder);
    await write('0001_first.sql', 'create table a (n bigint);');
    await expect(migrate(test.owner, folder)).rejects.toMatchObject({
      code: 'migration_edited',
      value: '0001_first.sql',
    });
  });

  it('take other line ends for the same file', async () => {
    await write('0001_first.sql', 'create table a\n(n integer);');
    await migrate(test.owner, folder);
    await write('0001_first.sql', 'create table a\r\n(n integer);');
    expect(await migrate(test.owner, folder)).toEqual([]);
  });

  it('refuse a database that a later version has migrated', async () => {
    await migrate(test.owner, folder);
    await rm(join(folder, '0002_second.sql'));
    await expect(migrate(test.owner, folder)).rejects.toMatchObject({
      code: 'database_newer',
      value: '0002_second.sql',
    });
  });

  it('refuse a number below one that was applied, a number twice and a name without one', async () => {
    await migrate(test.owner, folder);
    await write('0000_late.sql', 'select 1;');
    await expect(migrate(test.owner, folder)).rejects.toMatchObject({
      code: 'migration_out_of_order',
    });
    await write('0000_too.sql', 'select 1;');
    await expect(migrate(test.owner, folder)).rejects.toMatchObject({
      code: 'migration_number_taken',
    });
    await write('late.sql', 'select 1;');
    await expect(migrate(test.owner, folder)).rejects.toMatchObject({
      code: 'migration_without_number',
    });
  });
});

function write(name: string, content: string): Promise<void> {
  return writeFile(join(folder, name), content);
}
