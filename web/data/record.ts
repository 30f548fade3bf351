import { queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import { fetched, queryOf } from './client.ts';

export type RecordPlace = { readonly collection: Collection; readonly id: string };

/** A record as of an instant (ISO 8601; null: now). */
export type RecordAsOf = RecordPlace & { readonly asOf: string | null };

/** Where the API has a record. */
export function recordPath({ collection, id }: RecordPlace): string {
  return `${collection}/${encodeURIComponent(id)}`;
}

/**
 * One answer about a record, as `GET /api/v1/<collection>/<id>/<part>` gives it. Its key begins as that of the record's
 * figures, which change together with it.
 */
export function partQuery<Answer>(part: string, { collection, id, asOf }: RecordAsOf) {
  return queryOptions({
    queryKey: ['analytics', collection, id, part, asOf],
    queryFn: ({ signal }) =>
      fetched<Answer>(`${recordPath({ collection, id })}/${part}${queryOf({ asOf })}`, signal),
  });
}
