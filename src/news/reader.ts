/** Reads documents of others in a thread of its own, one after the other: however long one takes, pages are answered. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Understood, Unread } from './understanding.ts';

export type Reader = {
  /** What a document is; one that takes too long or too much memory is `broken`. */
  readonly read: (document: Unread) => Promise<Understood>;
  readonly close: () => Promise<void>;
};

/** Starts its thread with the first document. `mostMs`: for one document, once the thread is there. */
export function openReader({ mostMs = 5000 }: { readonly mostMs?: number } = {}): Reader {
  let thread: Promise<Worker> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const leave = async () => {
    const left = await thread;
    thread = null;
    await left?.terminate();
  };
  const read = async (document: Unread): Promise<Understood> => {
    thread ??= started();
    const worker = await thread;
    const over = new AbortController();
    const { signal } = over;
    const answer = once(worker, 'message', { signal }).then(
      ([understood]): Understood => understood,
    );
    const ended = once(worker, 'exit', { signal }).then(() => null);
    const late = new Promise<null>((resolve) => {
      const timer = setTimeout(resolve, mostMs, null);
      signal.addEventListener('abort', () => clearTimeout(timer));
    });
    worker.postMessage(document);
    // An error ends the thread; `once` tells of it on either event.
    const understood = await Promise.race([answer, ended, late]).catch(() => null);
    over.abort();
    await Promise.allSettled([answer, ended]);
    if (understood !== null) return understood;
    await leave();
    return { because: 'broken' };
  };
  return {
    read: (document) => {
      const next = last.then(() => read(document));
      last = next.catch(() => {});
      return next;
    },
    close: async () => {
      await last;
      await leave();
    },
  };
}

async function started(): Promise<Worker> {
  const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  // Who waits for it is told; without a listener an error would end the whole program.
  worker.on('error', () => {});
  await once(worker, 'online');
  worker.unref();
  return worker;
}
