import { noticeVersion } from '../../src/contract/activation.ts';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import { type Database, openPool } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { activate } from '../../src/settings/activation.ts';

export type Target = Exclude<Parameters<typeof openPool>[0], string>;

/** A database of its own on the server, into which things may come. */
export async function freshDatabase(server: Target, name: string): Promise<Database> {
  const maintenance = await openPool(server, { max: 1 });
  await maintenance.run(sql`create database ${sql.id(name)}`);
  await maintenance.close();
  const database = await openPool({ ...server, database: name }, { max: 6 });
  await migrate(database, migrationsFolder);
  await database.transaction((session) =>
    activate(session, { version: noticeVersion, by: { name: 'test:real' }, now: Date.now() }),
  );
  return database;
}
