import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../pool.ts';
import { sql } from '../sql.ts';
import { runningServer } from './cluster.ts';
import { processIdentity } from './processes.ts';
import { type EmbeddedServer, openEmbedded } from './server.ts';

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'rapport-faults-'));
  await chmod(dataFolder, 0o755);
  const server = await open();
  await withDatabase(server, (database) => database.run(sql`create table row_kept (n integer)`));
  await server.close();
});
afterAll(() => rm(dataFolder, { recursive: true }));

describe('what was committed', () => {
  it('is there after the server was killed, which starts again by itself', async () => {
    const server = await open();
    const before = await serverPid();
    const kept = await withDatabase(server, async (database) => {
      const acknowledged: number[] = [];
      const insert = async (n: number): Promise<void> => {
        await database.run(sql`insert into row_kept values (${n})`);
        acknowledged.push(n);
        if (acknowledged.length === 100) process.kill(before, 'SIGKILL');
      };
      // Four writers, each until its connection breaks.
      const writers = [0, 1, 2, 3].map(async (writer) => {
        for (let n = writer; n < 100_000; n += 4) await insert(n);
      });
      const ends = await Promise.allSettled(writers);
      expect(ends.map((end) => end.status)).toEqual(Array(4).fill('rejected'));
      while ((await serverPid()) === before || !(await runningServer(cluster()))?.isReady) {
        await pause(20);
      }
      const rows = await database.query<{ n: number }>(sql`select n from row_kept`);
      return { acknowledged, found: new Set(rows.map((row) => row.n)) };
    });
    expect(kept.acknowledged.length).toBeGreaterThanOrEqual(100);
    expect(kept.acknowledged.filter((n) => !kept.found.has(n))).toEqual([]);
    await server.close();
  });

  it('is there after the process that owned the server was killed, whose server is stopped first', async () => {
    const owner = await startOwner();
    owner.child.kill('SIGKILL');
    await once(owner.child, 'exit');
    const orphan = await serverPid();
    expect(await processIdentity(orphan)).not.toBeNull();

    const said: string[] = [];
    const server = await open((message) => said.push(message));
    expect(await processIdentity(orphan)).toBeNull();
    expect(said).toEqual([expect.stringContaining(`process ${orphan}`)]);
    const rows = await withDatabase(server, (database) =>
      database.query(sql`select n from row_kept where n = -1`),
    );
    expect(rows).toEqual([{ n: -1 }]);
    await server.close();
  });
});

describe('a server that dies again and again', () => {
  it('is given up after five restarts, which whoever opened it learns', async () => {
    const server = await open();
    const problem = server.gaveUp.then(({ code }) => code);
    let hasGivenUp = false;
    void server.gaveUp.then(() => {
      hasGivenUp = true;
    });
    const killed = new Set<number>();
    while (!hasGivenUp) {
      const running = await runningServer(cluster());
      if (running?.isReady && !killed.has(running.pid)) {
        process.kill(running.pid, 'SIGKILL');
        killed.add(running.pid);
      }
      await pause(10);
    }
    expect(killed.size).toBe(6);
    expect(await problem).toBe('database_server_died');
    await server.close();
    await (await open()).close();
  });
});

describe('a data folder', () => {
  it('is refused while another process has it, naming that process', async () => {
    const owner = await startOwner();
    await expect(open()).rejects.toMatchObject({
      code: 'data_folder_in_use',
      hint: expect.stringContaining(`process ${owner.child.pid}`),
    });
    owner.child.kill('SIGTERM');
    await once(owner.child, 'exit');
    const server = await open();
    await expect(open()).rejects.toMatchObject({ code: 'data_folder_in_use' });
    await server.close();
    expect(await runningServer(cluster())).toBeNull();
  });

  it('is taken over from a dead owner, also when its number was given to another process', async () => {
    const lock = join(dataFolder, 'database', 'owner.lock');
    for (const stale of ['999999999 long ago\n', `${process.pid} another start\n`]) {
      await writeFile(lock, stale);
      const server = await open();
      expect(await readFile(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
      await server.close();
    }
  });

  it('is refused when another major version of PostgreSQL made it, and left as it is', async () => {
    const version = join(cluster(), 'PG_VERSION');
    await writeFile(version, '17\n');
    await expect(open()).rejects.toMatchObject({ code: 'database_of_other_version' });
    await writeFile(version, '18\n');
    await (await open()).close();
  });

  it('is refused when it cannot be written to', async () => {
    const inFile = join(cluster(), 'PG_VERSION', 'data');
    await expect(openEmbedded({ dataFolder: inFile, log: () => {} })).rejects.toMatchObject({
      code: 'data_folder_closed',
    });
  });

  it('can have any name, also one too long for a socket', async () => {
    const odd = join(dataFolder, `a, b "ü" 'c'`, 'x'.repeat(120));
    for (const start of ['first', 'second']) {
      const server = await openEmbedded({ dataFolder: odd, log: () => {} });
      const rows = await withDatabase(server, (database) => database.query(sql`select 1 as one`));
      expect({ start, rows }).toEqual({ start, rows: [{ one: 1 }] });
      await server.close();
      await rm(server.connection.host, { recursive: true });
    }
  });
});

describe('the server', () => {
  it('writes to the disk, checks what it reads and listens on no network', async () => {
    const server = await open();
    const rows = await withDatabase(server, (database) =>
      database.query(
        sql`select name, setting from pg_settings where name in ('fsync', 'full_page_writes',
              'synchronous_commit', 'data_checksums', 'listen_addresses') order by name`,
      ),
    );
    await server.close();
    expect(rows.map(({ name, setting }) => [name, setting])).toEqual([
      ['data_checksums', 'on'],
      ['fsync', 'on'],
      ['full_page_writes', 'on'],
      ['listen_addresses', ''],
      ['synchronous_commit', 'on'],
    ]);
  });

  it('writes nothing about statements into its log', async () => {
    const server = await open();
    await withDatabase(server, async (database) => {
      const failing = database.run(sql`select ${'someone@somewhere'}::integer`);
      await expect(failing).rejects.toThrow('someone@somewhere');
    });
    await server.close();
    const log = await readFile(join(dataFolder, 'database', 'server.log'), 'utf8');
    expect(log).toContain('database system is ready');
    expect(log).not.toContain('someone');
  });
});

function open(log: (message: string) => void = () => {}): Promise<EmbeddedServer> {
  return openEmbedded({ dataFolder, log });
}

function cluster(): string {
  return join(dataFolder, 'database', 'cluster');
}

async function serverPid(): Promise<number> {
  return (await runningServer(cluster()))?.pid ?? 0;
}

async function withDatabase<T>(
  { connection }: EmbeddedServer,
  work: (database: Awaited<ReturnType<typeof openPool>>) => Promise<T>,
): Promise<T> {
  const database = await openPool(connection, { max: 4 });
  return work(database).finally(() => database.close());
}

/** Another process that owns the data folder, has committed a row and closes on SIGTERM. */
async function startOwner(): Promise<{ readonly child: ChildProcess }> {
  const program = `
    import { openEmbedded } from '${import.meta.dirname}/server.ts';
    import { openPool } from '${import.meta.dirname}/../pool.ts';
    import { sql } from '${import.meta.dirname}/../sql.ts';
    const server = await openEmbedded({ dataFolder: process.argv[1], log: () => {} });
    const database = await openPool(server.connection, { max: 1 });
    await database.run(sql\`insert into row_kept values (-1)\`);
    process.on('SIGTERM', async () => { await database.close(); await server.close(); process.exit(); });
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { child };
}
