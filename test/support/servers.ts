import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { noticeVersion } from '../../src/contract/activation.ts';
import type { Connection } from '../../src/db/embedded/endpoint.ts';
import { openEmbedded } from '../../src/db/embedded/server.ts';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import { openPool } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { startSystemServer } from './system.ts';

/** What a test file is told about the server of its run: where it is, and which database to clone. */
export type ServerForTests = { readonly connection: Connection; readonly template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    /** Loopback port that answers with a ServerForTests as JSON. */
    readonly databasePort: number;
  }
}

/**
 * Vitest calls this before the tests of a project that need a database. One server runs for all of them, and only
 * starts when the first test file asks for it; all that it wrote is gone at the end.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<Started> | null = null;
  const desk = createServer((socket) => {
    server ??= start(project.name);
    // A server that does not start fails the test file that waits for it, with the reason.
    server.then(
      ({ connection }) => socket.end(JSON.stringify({ connection, template })),
      (error: unknown) => socket.end(String(error)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  const address = desk.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port for the tests');
  project.provide('databasePort', address.port);

  return async () => {
    desk.close();
    await server?.then((started) => started.close());
  };
}

type Started = { readonly connection: Connection; close(): Promise<void> };

const template = 'rapport_template';

async function start(kind: string): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-test-'));
  // The server may run under another account (see account.ts), which has to get there.
  await chmod(folder, 0o755);
  const server =
    kind === 'system'
      ? await startSystemServer(folder)
      : await openEmbedded({ dataFolder: folder, log: () => {} });
  await makeTemplate(server.connection);
  return {
    connection: server.connection,
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function makeTemplate(connection: Connection): Promise<void> {
  const server = await openPool(connection, { max: 1 });
  await server.run(sql`create database ${sql.id(template)}`);
  // Tests commit often and survive no power cut.
  await server.run(sql`alter role current_user set synchronous_commit = off`);
  await server.close();
  const database = await openPool({ ...connection, database: template }, { max: 1 });
  await migrate(database, migrationsFolder);
  // What tests import comes in after the activation; those of the activation itself take it back.
  await database.run(sql`
    insert into activation (notice_version, accepted_at, accepted_by)
    values (${noticeVersion}, '2026-11-01', 'the tests')`);
  await database.close();
}
