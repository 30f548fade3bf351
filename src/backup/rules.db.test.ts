import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { migrate, migrationsFolder } from '../db/migrate.ts';
import { type Database, openPool } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { checkBackup, restoreBackup } from './restore.ts';
import { migrateAsBackup } from './schema.ts';
import { storedMigrations } from './tables.ts';
import { writeBackup } from './write.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => {} };
const now = Date.UTC(2026, 10, 21);

let server: TestDatabase;
let chief: Database;
let folder: string;
/** A user as somebody has it who is not the master of the server: policies hold for it even where it owns the tables. */
const owner = `owner_${randomUUID().slice(0, 8)}`;
const made: string[] = [];
const open: Database[] = [];
beforeAll(async () => {
  server = await testDatabase();
  chief = await openPool(server.connection, { max: 1 });
  folder = await mkdtemp(join(tmpdir(), 'rapport-rules-'));
  await chief.run(sql`create role ${sql.id(owner)} login noinherit`);
  await chief.run(sql`
    do $$ begin create role rapport_worker nologin noinherit; exception when duplicate_object or unique_violation then null; end $$`);
  await chief.run(sql`grant rapport_worker to ${sql.id(owner)}`);
});
afterAll(async () => {
  for (const database of open) await database.close();
  for (const name of made) await chief.run(sql`drop database ${sql.id(name)} with (force)`);
  await chief.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A database without tables, as its owner and as the master of the server see it. */
async function empty(): Promise<{ readonly owned: Database; readonly master: Database }> {
  const name = `test_${randomUUID()}`;
  await chief.run(sql`create database ${sql.id(name)} owner ${sql.id(owner)} template template0`);
  made.push(name);
  const openAs = async (user: string) => {
    const database = await openPool({ ...server.connection, user, database: name }, { max: 2 });
    open.push(database);
    return database;
  };
  const master = await openAs(server.connection.user);
  await master.run(sql`grant all on schema public to ${sql.id(owner)}`);
  return { owned: await openAs(owner), master };
}

describe('an owner without further rights', () => {
  /** With a trigger that would double things, and a table that hides from its owner what it holds. */
  const ruled = async () => {
    const { owned, master } = await empty();
    // Whatever rights the migrations need is not of interest here.
    await chief.run(sql`alter role ${sql.id(owner)} superuser`);
    await migrate(owned, migrationsFolder);
    await chief.run(sql`alter role ${sql.id(owner)} nosuperuser`);
    await owned.run(sql`
      create function another() returns trigger language plpgsql as
        'begin insert into entity (type, id) values (''contact'', new.name); return null; end';
      create trigger another after insert on account for each row execute function another();
      grant usage on schema public to rapport_worker;
      grant select on all tables in schema public to rapport_worker;
      grant select on all sequences in schema public to rapport_worker;
      create policy all_rows on entity to rapport_worker using (true) with check (true);
      alter table entity enable row level security; alter table entity force row level security`);
    return { owned, master };
  };
  const rulesOf = (database: Database) =>
    database.query(sql`
      select relname, relforcerowsecurity, tgname, tgenabled from pg_class
      left join pg_trigger on tgrelid = pg_class.oid and not tgisinternal
      where relname in ('entity', 'account') order by relname, tgname`);
  const entities = (database: Database) =>
    database.query(sql`select key, type, id from entity order by key`);

  it('backs up what policies hide from it, and restores it as it was: nothing more, nothing less', async () => {
    const original = await ruled();
    await original.master.run(sql`
      with one as (insert into entity (type, id) values ('account', 'a') returning key)
      insert into account (key, name, domains, custom) select key, 'made by the trigger', '{}', '{}' from one`);
    const before = await entities(original.master);
    expect(before.map(({ type }) => type)).toEqual(['account', 'contact']);
    expect(await entities(original.owned)).toEqual([]);

    const file = join(folder, 'ruled.backup');
    await writeBackup(original.owned, file, { now, ...quiet });
    const copy = await ruled();
    const rules = await rulesOf(copy.owned);
    const checked = await checkBackup(file, quiet);
    await restoreBackup(copy.owned, checked, quiet);
    expect(await entities(copy.master)).toEqual(before);
    expect(await entities(copy.owned)).toEqual([]);
    expect(await rulesOf(copy.owned)).toEqual(rules);
    await expect(restoreBackup(copy.owned, checked, quiet)).rejects.toMatchObject({
      code: 'database_not_empty',
      value: 'entity: 2',
    });
  });

  it('is told when a policy lets nobody see all, in place of a backup with holes', async () => {
    const original = await ruled();
    await original.owned.run(sql`
      create table hole (n integer); grant select on hole to rapport_worker;
      alter table hole enable row level security; alter table hole force row level security;
      create policy larger on hole to rapport_worker using (n > 1)`);
    const file = join(folder, 'holes.backup');
    await expect(writeBackup(original.owned, file, { now, ...quiet })).rejects.toMatchObject({
      code: 'tables_out_of_sight',
      value: 'hole',
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('holes'))).toEqual([]);
  });
});

describe('a backup of another version of the program', () => {
  it('is brought up to date, in a database without tables', async () => {
    const { master: original } = await empty();
    const { master: all } = await empty();
    await migrate(all, migrationsFolder);
    const migrations = await storedMigrations(all);
    await migrateAsBackup(original, migrations.slice(0, 4));
    await original.run(sql`insert into entity (type, id) values ('account', 'a')`);
    const file = join(folder, 'earlier.backup');
    await writeBackup(original, file, { now, ...quiet });
    const checked = await checkBackup(file, quiet);

    const { master: copy } = await empty();
    await restoreBackup(copy, checked, quiet);
    expect(await storedMigrations(copy)).toEqual(migrations);
    expect(await copy.query(sql`select type, id from entity`)).toEqual([
      { type: 'account', id: 'a' },
    ]);
    await expect(restoreBackup(all, checked, quiet)).rejects.toMatchObject({
      code: 'database_newer_than_backup',
      value: migrations[4]?.name,
    });
  });

  it('is refused with the migration that the program does not have, or has in other words', async () => {
    const file = join(folder, 'other.backup');
    const { master: original } = await empty();
    const { master: target } = await empty();
    await expect(writeBackup(original, file, { now, ...quiet })).rejects.toMatchObject({
      code: 'nothing_to_back_up',
    });
    await migrate(original, migrationsFolder);
    const restored = async () => {
      await writeBackup(original, file, { now, ...quiet });
      await restoreBackup(target, await checkBackup(file, quiet), quiet);
    };
    await original.run(sql`update schema_migration set sha256 = 'other' where number = 2`);
    await expect(restored()).rejects.toMatchObject({
      code: 'backup_of_other_tables',
      value: '0002_activities.sql',
    });
    await original.run(sql`delete from schema_migration where number = 2`);
    await original.run(
      sql`insert into schema_migration (number, name, sha256) values (9998, '9998_later.sql', '')`,
    );
    await expect(restored()).rejects.toMatchObject({
      code: 'backup_newer',
      value: '9998_later.sql',
    });
    expect(await storedMigrations(target)).toEqual([]);
  });
});
