import { setConnection } from './connection.ts';

/** A stream of events that comes back by itself, and tells meanwhile that it is gone. */

type Listening = {
  /** What to do with an event, by its name; its data are JSON. */
  readonly heard: Readonly<Record<string, (data: string) => void>>;
  /** It is there again: nobody knows what was missed. */
  readonly onReturn: () => void;
  /** The server answered with something else than the stream: most likely the session is over. */
  readonly onRefused: () => void;
};

/** The server says that it is there every 15 s (src/api/routes/events.ts). */
const silenceMs = 40_000;
/** A server that starts anew, or a change of the network, is not worth a word. */
const graceMs = 2500;
/** A browser may say that it is offline a moment before it is: whoever asks at once may get an answer once more. */
const settleMs = 1000;
const pausesMs = [500, 1000, 2000, 4000, 8000, 15_000] as const;

/**
 * Listens to the events of `address`. Browsers give up a stream for good when a proxy answers in the server's place, and
 * do not notice one that died without a word: both are mended here. Returns how to stop.
 */
export function openStream(address: string, { heard, onReturn, onRefused }: Listening): () => void {
  const stop = new AbortController();
  let source: EventSource | null = null;
  let heardAt = Date.now();
  let failures = 0;
  let wasThere = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;

  const tellLost = () => setConnection({ lostSince: heardAt });
  const hear = () => {
    heardAt = Date.now();
  };

  const fail = () => {
    if (source?.readyState === EventSource.CLOSED) onRefused();
    source?.close();
    source = null;
    grace ??= setTimeout(tellLost, graceMs);
    const pause = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0;
    failures += 1;
    clearTimeout(again);
    // Not all pages in the same moment.
    again = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  };

  const connect = () => {
    clearTimeout(again);
    source?.close();
    source = new EventSource(address);
    source.addEventListener('error', fail);
    source.addEventListener('open', () => {
      clearTimeout(grace);
      grace = undefined;
      failures = 0;
      hear();
      setConnection({ lostSince: null });
      if (wasThere) onReturn();
      wasThere = true;
    });
    source.addEventListener('alive', hear);
    for (const [name, handle] of Object.entries(heard)) {
      source.addEventListener(name, ({ data }) => {
        hear();
        handle(data);
      });
    }
  };

  const connectIfLost = () => {
    if (source?.readyState !== EventSource.OPEN) connect();
  };
  const { signal } = stop;
  addEventListener('online', connect, { signal });
  addEventListener(
    'offline',
    () => {
      clearTimeout(again);
      again = setTimeout(connect, settleMs);
    },
    { signal },
  );
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && connectIfLost(),
    { signal },
  );
  // Also soon after the machine has slept.
  const watch = setInterval(() => {
    if (source?.readyState === EventSource.OPEN && Date.now() - heardAt > silenceMs) fail();
  }, 5000);
  connect();

  return () => {
    stop.abort();
    source?.close();
    clearTimeout(again);
    clearTimeout(grace);
    clearInterval(watch);
    setConnection({ lostSince: null });
  };
}
