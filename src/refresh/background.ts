/** The refresh worker in a thread of its own: however much there is to compute, pages are answered meanwhile. */

import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { openPool } from '../db/pool.ts';

/** What the thread's script finds as its `workerData`. */
export type BackgroundTask = {
  readonly target: Parameters<typeof openPool>[0];
  /** The present of the product, ahead of the machine's. */
  readonly aheadMs: number;
};

/** What the thread tells: that it follows events by now, or what failed (the work stays marked). */
export type BackgroundMessage =
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly error: unknown };

/** Before a thread that died is started anew. */
const restartMs = 1000;

/** Resolves when the thread follows events; throws when the first one cannot. A thread that dies later is replaced. */
export async function startRefreshInBackground(
  task: BackgroundTask,
  onError: (error: unknown) => void,
  script: URL,
): Promise<{ readonly close: () => Promise<void> }> {
  const stop = new AbortController();
  const start = () => started(new Worker(script, { workerData: task }), onError);
  let worker = await start();
  const keep = async () => {
    for (;;) {
      await ended(worker);
      if (stop.signal.aborted) return;
      onError(new Error('The thread that keeps figures fresh died and is started anew.'));
      await pause(restartMs, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted) return;
      worker = await start().catch((error: unknown) => {
        onError(error);
        return worker;
      });
      // It was closed while this one started.
      if (stop.signal.aborted) worker.postMessage('stop');
    }
  };
  const kept = keep();
  return {
    close: async () => {
      stop.abort();
      worker.postMessage('stop');
      await kept;
    },
  };
}

async function started(worker: Worker, onError: (error: unknown) => void): Promise<Worker> {
  const died = new Promise<never>((_, reject) => worker.once('error', reject));
  const isStarted = new Promise<void>((resolve) => {
    worker.on('message', (message: BackgroundMessage) => {
      if (message.type === 'failed') onError(message.error);
      else resolve();
    });
  });
  await Promise.race([isStarted, died]);
  worker.on('error', onError);
  return worker;
}

/** NOTE: `once` of node:events would throw for the error that comes before the end. */
function ended(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    if (worker.threadId === -1) resolve();
    else worker.once('exit', () => resolve());
  });
}
