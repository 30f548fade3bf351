/** Work that is done again and again for as long as the program runs. */

import { setTimeout as pause } from 'node:timers/promises';

export type Repeated = {
  /** Breaks off the work or the pause, and resolves when the work has ended. */
  readonly close: () => Promise<void>;
};

/**
 * Does some work at once, and again `everyMs` after it has ended, until it is closed; the work is told by its signal. What it throws is told to
 * `onError` and ends nothing; what it throws because it was broken off is told to nobody.
 */
export function repeatedly(
  work: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, onError }: { readonly everyMs: number; readonly onError: (error: unknown) => void },
): Repeated {
  const stop = new AbortController();
  const { signal } = stop;
  const ended = (async () => {
    while (!signal.aborted) {
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted) onError(error);
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => {});
    }
  })();
  return {
    close: () => {
      stop.abort();
      return ended;
    },
  };
}
