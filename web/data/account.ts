import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Looks } from '../../src/contract/audit.ts';
import type { neverSchema, OptedOut } from '../../src/contract/rights.ts';
import type { ownSessionsSchema, tokensSchema } from '../../src/contract/sign-in.ts';
import { fetched } from './client.ts';

/** What somebody who has signed in asks about themselves. */

export type OwnSessions = z.output<typeof ownSessionsSchema>;
export type Never = z.output<typeof neverSchema>;
export type Tokens = z.output<typeof tokensSchema>;

export const ownSessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => fetched<OwnSessions>('me/sessions', signal),
});

export const tokensQuery = queryOptions({
  queryKey: ['me', 'tokens'],
  queryFn: ({ signal }) => fetched<Tokens>('me/tokens', signal),
});

export const looksQuery = queryOptions({
  queryKey: ['me', 'looks'],
  queryFn: ({ signal }) => fetched<Looks>('me/looks', signal),
});

export const neverQuery = queryOptions({
  queryKey: ['me', 'never'],
  queryFn: ({ signal }) => fetched<Never>('me/never', signal),
});

/** Whether somebody is left out of all figures; `path`: `me`, or the collection and id of somebody. */
export function optedOutQuery(path: string) {
  return queryOptions({
    queryKey: ['opted-out', path],
    queryFn: ({ signal }) => fetched<OptedOut>(`${path}/opt-out`, signal),
  });
}
