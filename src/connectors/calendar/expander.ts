import { Worker } from 'node:worker_threads';
import type { Expansion } from './series.ts';
import type { Job } from './worker.ts';

/** Reads calendars in a thread of its own, one after the other; started with the first, kept until closed. */
export class Expander {
  #worker: Worker | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  /**
   * What `expandCalendar` gives for the bytes of a file. A file that takes more memory than the thread may have is
   * one reject, and the next one gets a new thread.
   */
  expand(job: Job): Promise<Expansion> {
    if (job.bytes.length > largestBytes) return Promise.resolve(tooLarge);
    const answer = this.#queue.then(() => this.#ask(job));
    // Who asked hears of a failure; who asks next is not to.
    this.#queue = answer.catch(() => null);
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  async #ask(job: Job): Promise<Expansion> {
    const worker = this.#worker ?? new Worker(new URL('./worker.ts', import.meta.url));
    this.#worker = worker;
    const { promise, resolve, reject } = Promise.withResolvers<Expansion>();
    const failed = (error: Error) => {
      this.#worker = null;
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooLarge);
      else reject(error);
    };
    worker.once('message', resolve);
    worker.once('error', failed);
    worker.postMessage(job);
    try {
      return await promise;
    } finally {
      worker.off('message', resolve);
      worker.off('error', failed);
    }
  }
}

/** A text is at most 512 MiB long in V8, and reading it takes several times that. */
const largestBytes = 256 * 1024 * 1024;

const tooLarge: Expansion = {
  occurrences: [],
  rejects: [{ place: 'file', field: 'file', value: '', expected: 'a calendar of at most 256 MiB' }],
};
