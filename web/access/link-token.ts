import { useSyncExternalStore } from 'react';

/**
 * What stands after the # of a link that lets somebody in. It is taken out of the address bar as soon as the page
 * begins, so that it stays in no history, no bookmark and on no screen.
 */
let token: string | null = null;
const waiting = new Set<() => void>();

/** Takes it from the address now, and whenever another link is pasted into the same window. */
export function takeLinkTokens(): void {
  take();
  addEventListener('hashchange', take);
}

/** The token of the link by which one came; null when the address had none. */
export function useLinkToken(): string | null {
  return useSyncExternalStore(
    (changed) => {
      waiting.add(changed);
      return () => waiting.delete(changed);
    },
    () => token,
  );
}

const withToken = /^\/(set-up|invitation)\/?$/;

function take(): void {
  const { hash, pathname, search } = location;
  if (!withToken.test(pathname) || hash.length < 2) return;
  token = decoded(hash.slice(1));
  history.replaceState(history.state, '', `${pathname}${search}`);
  for (const changed of waiting) changed();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
