import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { SessionAnswer } from '../../src/contract/sign-in.ts';
import { Problem } from '../../src/model/problem.ts';

/** Where the session is kept. */
export const sessionKey = ['session'] as const;

/** Where it is kept what the link opens by which somebody came. */
export const linkKey = ['link'] as const;

/** What the page knows of the server. Events say what changed, so nothing grows stale by itself. */
export const cache = new QueryClient({
  queryCache: new QueryCache({ onError: heedSignedOut }),
  mutationCache: new MutationCache({ onError: heedSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      retry: (failures, error) => failures < 1 && mayPass(error),
      refetchOnWindowFocus: false,
      // A browser that takes itself to be offline asks all the same, and says what became of it.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** A session can end while its page is open; the frame sees that and asks to sign in again. */
function heedSignedOut(error: Error): void {
  if (!(error instanceof Problem) || error.code !== 'not_signed_in') return;
  cache.setQueryData<SessionAnswer>(sessionKey, (before) => before && { ...before, me: null });
}

/** Whether it makes sense to ask once more: not when the server has said what is wrong with the question. */
function mayPass(error: Error): boolean {
  return !(error instanceof Problem) || /^(unreachable|internal|http_5\d\d)$/.test(error.code);
}
