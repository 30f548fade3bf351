import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../model/problem.ts';
import { runningServer } from './cluster.ts';
import { commandLine, ended } from './processes.ts';

/** Seconds for a clean stop, before the server is stopped without its last checkpoint (it then recovers at the start). */
const cleanStopSeconds = 60;

/**
 * Stops the server that a killed process has left running on this cluster: it would go on serving, but nobody would
 * watch it. To be called by the owner of the folder only. Throws `database_in_use` when it cannot be stopped.
 */
export async function stopLeftover(cluster: string, log: (message: string) => void): Promise<void> {
  const server = await runningServer(cluster);
  const command = server === null ? null : await commandLine(server.pid);
  if (server === null || command === null) return;

  if (command.includes(`-D ${cluster} `)) {
    log(
      `A database server of an earlier run (process ${server.pid}) still runs; it is stopped first.`,
    );
    process.kill(server.pid, 'SIGINT');
    if (await ended(server.pid, cleanStopSeconds)) return;
    process.kill(server.pid, 'SIGQUIT');
    if (await ended(server.pid, cleanStopSeconds)) return;
  } else if (!command.includes('postgres')) {
    // The number was given to another program since, after a restart of the machine: PostgreSQL, which looks only
    // whether it runs, would refuse to start.
    await rm(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  throw new Problem({
    code: 'database_in_use',
    message: `Process ${server.pid}, a PostgreSQL server, holds the database.`,
    field: 'dataFolder',
    value: cluster,
    hint: `Stop process ${server.pid}, then start again.`,
  });
}
