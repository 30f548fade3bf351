import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { DemoPerson, Me, SessionAnswer, signedInSchema } from '../../src/contract/sign-in.ts';
import type { Role } from '../../src/model/vocabulary.ts';
import { cache, linkKey, sessionKey } from './cache.ts';
import { fetched, sent } from './client.ts';

/** Who is at the page, and how they come and go. */

export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: ({ signal }) => fetched<SessionAnswer>('session', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Who has signed in. Only below the shell, which is shown to nobody else. */
export function useMe(): Me {
  const { me } = useSuspenseQuery(sessionQuery).data;
  return me ?? nobody;
}

/** Whether who has signed in holds a role. */
export function useHas(role: Role): boolean {
  return useMe().roles.includes(role);
}

/** Signs in with a password, and the code of the second factor when there is one. */
export async function signIn(given: {
  readonly email: string;
  readonly password: string;
  readonly code?: string;
}): Promise<void> {
  entered((await sent<SignedIn>('POST', 'session', given)).me);
}

/** Signs in as somebody of the demo company. */
export async function signInAs(person: DemoPerson): Promise<void> {
  entered((await sent<SignedIn>('POST', 'session/demo', { as: person })).me);
}

/** Begins anew as somebody: what was known before was for the eyes of somebody else. */
export function entered(me: Me): void {
  cache.removeQueries({ predicate: ({ queryKey }) => !forAnyone.has(queryKey[0]) });
  cache.setQueryData<SessionAnswer>(sessionKey, (before) => before && { ...before, me });
}

/** Signs out. The page is loaded anew, so that nothing of what it showed stays in memory. */
export async function signOut(): Promise<void> {
  await sent('DELETE', 'session');
  location.assign('/sign-in');
}

// What a page asks before anybody has entered stays with it until it is left.
const forAnyone: ReadonlySet<unknown> = new Set([...sessionKey, ...linkKey]);

type SignedIn = z.output<typeof signedInSchema>;

// For the moment between the end of a session and the way out.
const nobody: Me = {
  email: '',
  name: '',
  roles: [],
  userId: null,
  via: 'session',
  scopes: [],
  secondFactor: false,
  hasPassword: false,
  demo: false,
};
