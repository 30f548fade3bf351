import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { About, Analytics, Collection, Counts, Ledger } from '../../src/contract/api.ts';
import type { SettingsChanges, Timeline } from '../../src/contract/timeline.ts';
import type { ActivityKind, ExclusionReason, Side } from '../../src/model/vocabulary.ts';
import { fetched, queryOf } from './client.ts';

/** Everything the pages ask for. Keys begin with what events.ts refetches by. */

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => fetched<About>('about', signal),
});

export type RecordQuestion = {
  readonly collection: Collection;
  readonly id: string;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
  readonly days: number;
};

/** What stands beside the names of the lists: it takes longer than a page of one, and nothing waits for it. */
export const countsQuery = queryOptions({
  queryKey: [...aboutQuery.queryKey, 'counts'],
  queryFn: ({ signal }) => fetched<Counts>('counts', signal),
});

/** All figures of one record. */
export function analyticsQuery({ collection, id, asOf, days }: RecordQuestion) {
  return queryOptions({
    queryKey: ['analytics', collection, id, { asOf, days }],
    queryFn: ({ signal }) =>
      fetched<Analytics>(
        `${collection}/${encodeURIComponent(id)}/analytics${queryOf({ asOf, days })}`,
        signal,
      ),
    placeholderData: (previous, query) =>
      query?.queryKey[1] === collection && query.queryKey[2] === id ? previous : undefined,
  });
}

export type LedgerQuestion = {
  readonly asOf: string | null;
  readonly kind?: ActivityKind | undefined;
  readonly side?: Side | undefined;
  readonly counted?: 'true' | 'false' | undefined;
  readonly reason?: ExclusionReason | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/** Pages of a record's ledger, latest first. */
export function ledgerQuery(
  { collection, id }: { readonly collection: Collection; readonly id: string },
  question: LedgerQuestion,
) {
  return infiniteQueryOptions({
    queryKey: ['ledger', collection, id, question],
    queryFn: ({ signal, pageParam }) =>
      fetched<Ledger>(
        `${collection}/${encodeURIComponent(id)}/activities${queryOf({ ...question, limit: 25, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** Pages of a record's timeline, latest first; what changes the ledger changes it, too. */
export function timelineQuery(
  { collection, id }: { readonly collection: Collection; readonly id: string },
  asOf: string | null,
) {
  return infiniteQueryOptions({
    queryKey: ['ledger', collection, id, 'timeline', asOf],
    queryFn: ({ signal, pageParam }) =>
      fetched<Timeline>(
        `${collection}/${encodeURIComponent(id)}/timeline${queryOf({ asOf, limit: 15, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** When settings that health depends on were changed. */
export const settingsChangesQuery = queryOptions({
  queryKey: ['settings-changes'],
  queryFn: ({ signal }) => fetched<SettingsChanges>('settings/changes', signal),
});

const noCursor: string | null = null;
