import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { z } from 'zod';
import type { Connection } from '../../src/db/embedded/endpoint.ts';
import { type Database, openPool } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import type { ServerForTests } from './servers.ts';

/** A migrated database of one's own, for one test file; `connection` leads there for a second pool or process. */
export type TestDatabase = {
  /** As the program works in it. */
  readonly db: Database;
  /** Who may change the tables, and is above their policies. */
  readonly owner: Database;
  /** What people are answered from. */
  readonly readers: Database;
  readonly connection: Connection;
  close(): Promise<void>;
};

/**
 * Clones the migrated template database (some 40 ms); `close` drops the clone. Only for tests named `*.db.test.ts`:
 * those run once on the embedded server and once on the system's PostgreSQL.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { connection, template } = await serverForTests();
  const name = `test_${randomUUID()}`;
  const server = await openPool(connection, { max: 1 });
  await server.run(sql`create database ${sql.id(name)} template ${sql.id(template)}`);
  const own = { ...connection, database: name };
  const db = await openPool(own, { max: 10, role: 'rapport_worker' });
  const owner = await openPool(own, { max: 4 });
  const readers = await openPool(own, { max: 4, role: 'rapport_reader' });
  return {
    db,
    owner,
    readers,
    connection: own,
    async close() {
      await db.close();
      await owner.close();
      await readers.close();
      await server.run(sql`drop database ${sql.id(name)} with (force)`);
      await server.close();
    },
  };
}

const answer = z.object({
  connection: z.object({
    host: z.string(),
    port: z.number(),
    user: z.string(),
    database: z.string(),
    password: z.string().exactOptional(),
  }),
  template: z.string(),
});

async function serverForTests(): Promise<ServerForTests> {
  const said = await text(connect(inject('databasePort'), '127.0.0.1'));
  if (!said.startsWith('{'))
    throw new Error(`The database server for the tests did not start: ${said}`);
  return answer.parse(JSON.parse(said));
}
