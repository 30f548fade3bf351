import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { List } from '../../src/contract/list.ts';
import { fetched, queryOf } from './client.ts';

/** What list pages ask for. Keys begin with what events.ts refetches by. */

/** A query of the API: GET /api/v1/{collection}. */
export type ListQuestion = {
  readonly sort: string;
  readonly search?: string | undefined;
  readonly status?: string | undefined;
  readonly whose?: 'mine' | 'team' | undefined;
  readonly owner?: string | undefined;
  readonly account?: string | undefined;
  readonly grade?: string | undefined;
  readonly state?: string | undefined;
  readonly trend?: string | undefined;
  readonly moved?: string | undefined;
  readonly atRisk?: 'true' | undefined;
  readonly staleDays?: number | undefined;
  readonly next?: string | undefined;
  readonly closeFrom?: string | undefined;
  readonly closeBefore?: string | undefined;
  readonly undated?: 'true' | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

/** Rows of one request. */
export const pageRows = 100;
/** Pages that are kept although they are not looked at. */
const mostKept = 30;

/** A page of a list together with how many rows there are on all of them. */
export type CountedList = List & { readonly total: number };

/** One page of a list, counted from 0. The fetch is given up when nobody looks at the page any more. */
export function listPageQuery(collection: Collection, question: ListQuestion, page: number) {
  return queryOptions({
    queryKey: ['list', collection, 'page', question, page],
    queryFn: async ({ signal, client }): Promise<CountedList> => {
      // Rows are as many in any order: they are counted once, until something changes.
      const key = ['list', collection, 'total', { ...question, sort: null }];
      const counted = client.getQueryState<number>(key);
      const known = counted?.isInvalidated === false ? counted.data : undefined;
      const window = { limit: pageRows, offset: page * pageRows };
      const count = known === undefined ? undefined : 'false';
      const list = await fetched<List>(
        `${collection}${queryOf({ ...question, ...window, count })}`,
        signal,
      );
      if (list.total !== null) client.setQueryData(key, list.total);
      return { ...list, total: list.total ?? known ?? 0 };
    },
    // Rows are not changed in place: to compare old and new ones deeply takes longer than to draw them.
    structuralSharing: false,
    gcTime: 2 * 60_000,
  });
}

/** Lets go of the pages of lists that were not looked at for longest, so that no scroll fills the memory. */
export function forgetPages(queries: QueryClient): void {
  const unseen = queries
    .getQueryCache()
    .findAll({ queryKey: ['list'], type: 'inactive', fetchStatus: 'idle' })
    .filter(({ queryKey }) => queryKey[2] === 'page');
  if (unseen.length <= mostKept) return;
  unseen
    .toSorted((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt)
    .slice(0, unseen.length - mostKept)
    .forEach((query) => void queries.getQueryCache().remove(query));
}

export const mostDrawn = 5000;

/** The rows of a view as far as a chart draws them, and how many there are. */
export function wholeListQuery(collection: Collection, question: ListQuestion) {
  return queryOptions({
    queryKey: ['list', collection, 'whole', question],
    queryFn: async ({ signal }) => {
      const rows: List['rows'] = [];
      let total = 0;
      for (let cursor: string | null = null; ; ) {
        const count = cursor === null ? undefined : 'false';
        const page: List = await fetched<List>(
          `${collection}${queryOf({ ...question, limit: 500, cursor, count })}`,
          signal,
        );
        total = page.total ?? total;
        rows.push(...page.rows);
        cursor = page.next;
        if (cursor === null || rows.length >= mostDrawn) {
          return { rows: rows.slice(0, mostDrawn), total, days: page.days };
        }
      }
    },
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
}

/** Where the rows of a view are as a CSV file. */
export function exportAddress(collection: Collection, question: ListQuestion): string {
  return `/api/v1/${collection}/export.csv${queryOf(question)}`;
}
