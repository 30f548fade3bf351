import { queryOptions } from '@tanstack/react-query';
import type { Home } from '../../src/contract/home.ts';
import type { Overview } from '../../src/contract/overview.ts';
import { fetched } from './client.ts';

/** The reader's records to look at first; refetched with the lists. */
export const homeQuery = queryOptions({
  queryKey: ['list', 'home'],
  queryFn: ({ signal }) => fetched<Home>('home', signal),
});

/** Where the organisation stands. */
export const overviewQuery = queryOptions({
  queryKey: ['list', 'overview'],
  queryFn: ({ signal }) => fetched<Overview>('overview', signal),
});
