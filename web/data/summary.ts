import { queryOptions } from '@tanstack/react-query';
import type { Summary } from '../../src/contract/summary.ts';
import { fetched, queryOf } from './client.ts';
import type { RecordQuestion } from './queries.ts';

/** The sentences about a record. Its key begins as that of its figures, which change together with it. */
export function summaryQuery({ collection, id, asOf, days }: RecordQuestion) {
  return queryOptions({
    queryKey: ['analytics', collection, id, 'summary', { asOf, days }],
    queryFn: ({ signal }) =>
      fetched<Summary>(
        `${collection}/${encodeURIComponent(id)}/summary${queryOf({ asOf, days })}`,
        signal,
      ),
  });
}
