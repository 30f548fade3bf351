import { queryOptions, useQueries } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { History } from '../../src/contract/engagement.ts';
import { fetched, queryOf } from './client.ts';

/** Scores over the last weeks, for the rows of a list that are looked at. */

/** Records of one request: neighbours in the list. */
export const historyRows = 25;

type Scores = readonly (number | null)[];

/**
 * The weekly scores of records, by id; those that are on their way or not for the reader are missing. `blocks` are
 * lists of ids as they stand below each other, `historyRows` at most in each.
 */
export function useHistories(
  collection: Collection,
  blocks: readonly (readonly string[])[],
): (id: string) => Scores | undefined {
  const answers = useQueries({ queries: blocks.map((ids) => historyQuery(collection, ids)) });
  return (id) => {
    for (const { data } of answers) {
      const scores = data?.scores[id];
      if (scores !== undefined) return scores;
    }
    return undefined;
  };
}

/** With the key of a list, so that what changes a list changes these, too. */
function historyQuery(collection: Collection, ids: readonly string[]) {
  return queryOptions({
    queryKey: ['list', collection, 'history', ids],
    queryFn: ({ signal }) =>
      fetched<History>(
        `${collection}/history${queryOf({ ids: ids.map(written).join(',') })}`,
        signal,
      ),
    gcTime: 2 * 60_000,
    retry: false,
  });
}

function written(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(',', '%2C');
}
