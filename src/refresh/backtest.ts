/**
 * Runs the backtest that an administrator asked for, in a thread of its own: judging takes seconds in one piece. How far it
 * has come stands in its row alone: events go to everybody, and this concerns administrators.
 */

import { Worker } from 'node:worker_threads';
import type { Database } from '../db/pool.ts';
import { lastKnownAt, type StoredBacktest } from '../facts/backtest.ts';
import {
  type BacktestEnd,
  backtestChannel,
  endBacktest,
  noteBacktest,
  takeBacktest,
} from '../facts/backtest-state.ts';
import { organizationIn } from '../facts/organization.ts';
import type { DatabaseTarget } from './recompute.ts';

/** What the thread finds as its `workerData`. */
export type BacktestTask = { readonly target: DatabaseTarget; readonly asOf: number };

export type BacktestMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'ended'; readonly report: StoredBacktest | null };

export type BacktestOptions = {
  readonly target: DatabaseTarget;
  readonly clock: () => number;
  readonly onError: (error: unknown) => void;
};

/** How often it is looked whether a run was left by a process that died. */
const everyMs = 60_000;

/** Follows what is asked for until it is closed; a run that is broken off begins anew at the next start. */
export async function startBacktests(
  database: Database,
  options: BacktestOptions,
): Promise<{ readonly close: () => Promise<void> }> {
  const stop = new AbortController();
  const { signal } = stop;
  let work: Promise<void> = Promise.resolve();
  const look = () => {
    work = work.then(() => runAsked(database, options, signal)).catch(options.onError);
  };
  await database.listen(backtestChannel, look, { signal, onReconnect: look });
  const timer = setInterval(look, everyMs);
  look();
  return {
    close: async () => {
      clearInterval(timer);
      stop.abort();
      await work;
    },
  };
}

async function runAsked(
  database: Database,
  { target, clock, onError }: BacktestOptions,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const { settings } = await organizationIn(database);
  if (!settings.analyticsOn) return;
  const run = await takeBacktest(database, clock());
  if (run === null) return;
  const asOf = await lastKnownAt(database, clock());
  // One after the other: the last step that is written is the last one.
  let noted: Promise<void> = Promise.resolve();
  const onProgress = (done: number, total: number) => {
    noted = noted
      .then(() => noteBacktest(database, run, { done, total, now: clock() }))
      .catch(onError);
  };
  const end = await inThread({ target, asOf }, { onProgress, signal }).catch(
    (error: unknown): BacktestEnd => {
      onError(error);
      return 'failed';
    },
  );
  await noted;
  await endBacktest(database, run, { end, now: clock() });
}

async function inThread(
  task: BacktestTask,
  run: {
    readonly onProgress: (done: number, total: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<BacktestEnd> {
  const script = new URL('./backtest-thread.ts', import.meta.url);
  const worker = new Worker(script, { workerData: task });
  const stop = () => worker.postMessage('stop');
  run.signal.addEventListener('abort', stop);
  try {
    return await new Promise<BacktestEnd>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(new Error('The thread of a backtest ended without an answer.')),
      );
      worker.on('message', (message: BacktestMessage) => {
        if (message.type === 'progress') run.onProgress(message.done, message.total);
        else resolve(message.report ?? 'stopped');
      });
    });
  } finally {
    run.signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
