import { queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { Rhythm } from '../../src/contract/rhythm.ts';
import { fetched, queryOf } from './client.ts';

/** How often somebody gets in touch. Its key begins as that of the record's figures, which change together with it. */
export function rhythmQuery({
  collection,
  id,
  asOf,
}: {
  readonly collection: Collection;
  readonly id: string;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
}) {
  return queryOptions({
    queryKey: ['analytics', collection, id, 'rhythm', asOf],
    queryFn: ({ signal }) =>
      fetched<Rhythm>(`${collection}/${encodeURIComponent(id)}/rhythm${queryOf({ asOf })}`, signal),
  });
}
