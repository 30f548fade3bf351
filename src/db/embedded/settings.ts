import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';

/**
 * The server's settings for a machine that it shares with Rapport, by name. They are given on the command line at
 * every start, so that a new version of the program brings its own and postgresql.conf stays as initdb wrote it.
 */
export async function serverSettings(): Promise<Record<string, string>> {
  return {
    ...durability,
    ...memory(),
    ...privacy,
    ...housekeeping,
    max_connections: '50',
    // Compiling a query takes longer than most of ours run.
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(await parallelMemory()),
  };
}

/** What was committed is on the disk; spelled out, though these are PostgreSQL's own defaults. */
const durability = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
};

/** A first import fills empty tables within seconds: without statistics the server takes them for empty ones. */
const housekeeping = { autovacuum_naptime: '5s' };

/** An eighth of the machine for pages in memory, within bounds: it is not the server's alone. */
function memory(): Record<string, string> {
  const megabytes = Math.floor(totalmem() / 8 / 1024 ** 2);
  return {
    shared_buffers: `${Math.min(1024, Math.max(128, megabytes))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    // With huge pages, a container that may not use them gets killed instead of refused.
    huge_pages: 'off',
  };
}

/** The log tells what the server did. Statements and failed values hold addresses, and stay out of it. */
const privacy = {
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%m [%p] ',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  // `log` is above `error` here: errors go to the client that made them, and only there.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * Parallel queries share memory through /dev/shm, which containers make 64 MB small by default, too small for a hash
 * join. System V shared memory has no such limit.
 */
async function parallelMemory(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  const place = await statfs('/dev/shm').catch(() => null);
  const isRoomy = place !== null && place.blocks * place.bsize >= 256 * 1024 ** 2;
  return isRoomy ? {} : { dynamic_shared_memory_type: 'sysv' };
}
