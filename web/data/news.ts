import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { Feeds, News } from '../../src/contract/news.ts';
import { fetched, queryOf } from './client.ts';

type RecordOfNews = { readonly collection: Collection; readonly id: string };

/** Pages of what is said about the account of a record, newest first. */
export function newsQuery({ collection, id }: RecordOfNews) {
  return infiniteQueryOptions({
    queryKey: ['news', collection, id],
    queryFn: ({ signal, pageParam }) =>
      fetched<News>(
        `${newsPath({ collection, id })}${queryOf({ limit: 5, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
  });
}

/** Where the news of a record are. */
export function newsPath({ collection, id }: RecordOfNews): string {
  return `${collection}/${encodeURIComponent(id)}/news`;
}

export const feedsQuery = queryOptions({
  queryKey: ['feeds'],
  queryFn: ({ signal }) => fetched<Feeds>('feeds', signal),
});

const noCursor: string | null = null;
