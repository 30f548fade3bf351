import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { flushFolder, textOf } from '../../files/disk.ts';
import { Problem } from '../../model/problem.ts';
import { program } from './binaries.ts';
import type { Connection } from './endpoint.ts';
import type { Home } from './home.ts';

/** The major version of the binaries from npm; the data of another one cannot be opened with them. */
const major = '18';

/**
 * Sees to it that the home holds a cluster (PostgreSQL's data folder), making it with initdb at the first start: UTF-8,
 * ordered by code point, with checksums. Throws `database_of_other_version` for the data of another major version.
 */
export async function ensureCluster(home: Home, server: ServerFiles): Promise<void> {
  const version = await textOf(join(home.cluster, 'PG_VERSION'));
  if (version === null) return create(home, server);
  if (version.trim() === major) return;
  throw new Problem({
    code: 'database_of_other_version',
    message: `The database was made by PostgreSQL ${version.trim()}; this program runs PostgreSQL ${major}.`,
    field: 'dataFolder',
    value: home.cluster,
    hint: 'Start it with the version of Rapport that made it, dump it there with pg_dump, and restore the dump into a new data folder; or serve it with a PostgreSQL of its version and set DATABASE_URL.',
  });
}

export type ServerFiles = { readonly binaries: string; readonly endpoint: Connection };

/** Environment of the server's processes: nothing of ours, so that no PGDATA or LD_LIBRARY_PATH leads them astray. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

async function create(home: Home, { binaries, endpoint }: ServerFiles): Promise<void> {
  // Made aside and moved when it is whole, so that a first start that was cut off leaves no half of a database.
  const draft = join(home.folder, 'cluster.new');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const { account } = home;
  if (account !== null) await chown(draft, account.uid, account.gid);

  const options = [
    `--pgdata=${draft}`,
    `--username=${endpoint.user}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(endpoint.password === undefined
      ? ['--auth=trust']
      : ['--auth=scram-sha-256', `--pwfile=${join(home.folder, 'password')}`]),
  ];
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
  await promisify(execFile)(join(binaries, program('initdb')), options, {
    ...identity,
    ...(process.platform === 'win32' ? {} : { env: serverEnvironment }),
    cwd: home.folder,
  }).catch((cause: unknown) => {
    throw notMade(draft, cause);
  });
  await rename(draft, home.cluster);
  await flushFolder(home.folder);
}

function notMade(folder: string, cause: unknown): Problem {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new Problem({
    code: 'database_not_made',
    message: `A new database could not be made: ${detail}`,
    field: 'dataFolder',
    value: folder,
    hint: 'Check that the disk has room and that the data folder can be written to.',
    cause,
  });
}

/** Who runs the cluster, from its postmaster.pid; null when there is no such file. */
export async function runningServer(
  cluster: string,
): Promise<{ readonly pid: number; readonly isReady: boolean } | null> {
  const text = await textOf(join(cluster, 'postmaster.pid'));
  if (text === null) return null;
  // Line 1: the process; line 8: what it is doing (src/include/utils/pidfile.h).
  const lines = text.split('\n');
  return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' };
}
