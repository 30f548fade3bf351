import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../../model/problem.ts';
import { program } from './binaries.ts';
import { runningServer, type ServerFiles, serverEnvironment } from './cluster.ts';
import { endpointSettings } from './endpoint.ts';
import type { Home } from './home.ts';
import { stopLeftover } from './leftover.ts';
import { serverSettings } from './settings.ts';

/** How often in a row the server is started again after it died; a minute of running clears the count. */
const mostRestarts = 5;

/** Bytes of server log at which a start begins a new file. */
const mostLog = 10_000_000;

/** The server's first process: started, watched, started again when it dies, and stopped. */
export class Postmaster {
  readonly gaveUp: Promise<Problem>;
  readonly #home: Home;
  readonly #files: ServerFiles;
  readonly #log: (message: string) => void;
  #child: ChildProcess | null = null;
  #giveUp: (problem: Problem) => void = () => {};
  #restarts = 0;
  #restarting: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | null = null;

  constructor(home: Home, files: ServerFiles, log: (message: string) => void) {
    this.#home = home;
    this.#files = files;
    this.#log = log;
    this.gaveUp = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
  }

  /** Starts the server and waits until it takes connections, after whatever recovery it needs. */
  async start(): Promise<void> {
    await turned(this.#logFile);
    await this.#launch();
    // A process that ends without closing (an uncaught error) takes its server along.
    process.on('exit', this.#atExit);
  }

  /** Stops the server: connections are cut off, everything is written out. Further calls wait for the first. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.#restarting;
    process.off('exit', this.#atExit);
    const child = this.#child;
    if (child === null || hasEnded(child)) return;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    this.#askToStop(child);
    await exit;
  }

  readonly #atExit = (): void => {
    if (this.#child !== null) this.#askToStop(this.#child);
  };

  /** SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave. */
  #askToStop(child: ChildProcess): void {
    if (process.platform !== 'win32') child.kill('SIGINT');
    else {
      const stop = ['stop', '--mode=fast', '--no-wait', `--pgdata=${this.#home.cluster}`];
      spawnSync(join(this.#files.binaries, program('pg_ctl')), stop);
    }
  }

  async #launch(triesLeft = 100): Promise<void> {
    await stopLeftover(this.#home.cluster, this.#log);
    const logFrom = (await stat(this.#logFile).catch(() => null))?.size ?? 0;
    const child = await this.#spawn();
    if (await this.#isReady(child)) {
      this.#child = child;
      child.once('exit', () => this.#died());
      if (hasEnded(child)) this.#died();
      return;
    }
    const said = (await readFile(this.#logFile)).subarray(logFrom).toString().trim();
    // The processes of a server that was killed need a moment to notice it and let go of its memory.
    if (triesLeft === 0 || !said.includes('pre-existing shared memory block')) {
      throw didNotStart(said, this.#logFile);
    }
    await pause(200);
    await this.#launch(triesLeft - 1);
  }

  async #spawn(): Promise<ChildProcess> {
    const settings = { ...(await serverSettings()), ...endpointSettings(this.#files.endpoint) };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const { account, cluster } = this.#home;
    const log = await open(this.#logFile, 'a');
    const child = spawn(
      join(this.#files.binaries, program('postgres')),
      ['-D', cluster, ...options],
      {
        ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
        ...(process.platform === 'win32' ? {} : { env: serverEnvironment }),
        cwd: cluster,
        stdio: ['ignore', log.fd, log.fd],
        // In a group of its own: Ctrl-C in a terminal is for this process, which then stops the server last.
        detached: true,
      },
    );
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    }).finally(() => log.close());
    return child;
  }

  /** Waits for the line that the server writes when it takes connections; false when it ended instead. */
  async #isReady(child: ChildProcess): Promise<boolean> {
    for (let waits = 1; !hasEnded(child); waits += 1) {
      const server = await runningServer(this.#home.cluster);
      if (server?.pid === child.pid && server?.isReady) return true;
      if (waits % 1000 === 0) this.#log('The database server is still recovering.');
      await pause(10);
    }
    return false;
  }

  #died(): void {
    if (this.#stopped === null) this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    let last: unknown;
    while (this.#restarts < mostRestarts && this.#stopped === null) {
      this.#restarts += 1;
      this.#log('The database server has died; it is started again.');
      try {
        await this.#launch();
        setTimeout(() => {
          this.#restarts = 0;
        }, 60_000).unref();
        return;
      } catch (error) {
        last = error;
        await pause(500);
      }
    }
    this.#giveUp(
      new Problem({
        code: 'database_server_died',
        message: `The database server died ${this.#restarts} times in a row and is not started again.`,
        value: this.#home.cluster,
        hint: `See ${this.#logFile}, then start Rapport again.`,
        cause: last,
      }),
    );
  }

  get #logFile(): string {
    return join(this.#home.folder, 'server.log');
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function turned(logFile: string): Promise<void> {
  const file = await stat(logFile).catch(() => null);
  if (file !== null && file.size > mostLog) await rename(logFile, `${logFile}.1`);
}

function didNotStart(said: string, logFile: string): Problem {
  return new Problem({
    code: 'database_server_did_not_start',
    message: `The database server did not start: ${said.split('\n').at(-1)}`,
    value: said,
    hint: `See ${logFile}.`,
  });
}
