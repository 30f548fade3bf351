import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Looks } from '../../src/contract/audit.ts';
import type { ownSessionsSchema, tokensSchema } from '../../src/contract/sign-in.ts';
import { fetched } from './client.ts';

/** What somebody who has signed in asks about themselves. */

export type OwnSessions = z.output<typeof ownSessionsSchema>;
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
