import { useSyncExternalStore } from 'react';

/** Whether the server can be heard, and whether it has a newer page than this one. */
export type Connection = {
  /** When the server was heard last (ms), while it cannot be heard; null: it can. */
  readonly lostSince: number | null;
  /** The server hands out another page by now: parts of this one may be gone. */
  readonly isOutdated: boolean;
};

/** How it stands with the server, also as it changes. */
export function useConnection(): Connection {
  return useSyncExternalStore(listen, () => connection);
}

/** Keeps what was found out about the server. */
export function setConnection(part: Partial<Connection>): void {
  connection = { ...connection, ...part };
  for (const changed of listeners) changed();
}

/** Finds out whether this page is still the one that the server hands out; throws when no answer comes. */
export async function lookForNewer(): Promise<void> {
  const answer = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  // Not parsed: markup from a text would need an exception from the content security policy.
  const there = /<script\b[^>]*\bsrc="([^"]+)"/.exec(await answer.text())?.[1];
  const here = document.querySelector('script[src]')?.getAttribute('src');
  if (there !== undefined && there !== here) setConnection({ isOutdated: true });
}

/**
 * Remembers which errors are parts of the page that did not load: without a connection, or after an update.
 * NOTE: their message is written anew because the router knows those of the browsers and reloads the page by itself,
 * which leaves who is offline with nothing at all.
 */
export function heedMissingParts(): void {
  addEventListener('vite:preloadError', ({ payload }) => {
    payload.message = 'A part of the page could not be loaded.';
    missing.add(payload);
    lookForNewer().catch(() => {
      // The stream of events tells that nobody answers.
    });
  });
}

/** Whether an error is a part of the page that could not be loaded. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof Error && missing.has(error);
}

const missing = new WeakSet<Error>();
const listeners = new Set<() => void>();
let connection: Connection = { lostSince: null, isOutdated: false };

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
