import { useSyncExternalStore } from 'react';
import { remember, remembered } from '../app/remembered.ts';

/** In which time response times are shown: as it passed, or in working hours of whoever answers. */
export const responseBases = ['elapsed', 'working'] as const;
export type ResponseBasis = (typeof responseBases)[number];

/** The basis that the viewer chose, the same wherever response times are shown, and how to choose another. */
export function useResponseBasis(): readonly [ResponseBasis, (basis: ResponseBasis) => void] {
  return [useSyncExternalStore(follow, current), choose];
}

let chosen: ResponseBasis | null = null;
const followers = new Set<() => void>();

function follow(onChange: () => void): () => void {
  followers.add(onChange);
  return () => followers.delete(onChange);
}

function current(): ResponseBasis {
  chosen ??= remembered('response', responseBases) ?? 'elapsed';
  return chosen;
}

function choose(basis: ResponseBasis): void {
  chosen = basis;
  remember('response', basis === 'elapsed' ? null : basis);
  for (const onChange of followers) onChange();
}
