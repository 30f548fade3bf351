import { queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { PeopleOfRecord } from '../../src/contract/engagement.ts';
import { fetched, queryOf } from './client.ts';

/** Who a record is carried by. Its key begins as that of its figures, which change together with it. */
export function recordPeopleQuery({
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
    queryKey: ['analytics', collection, id, 'people', asOf],
    queryFn: ({ signal }) =>
      fetched<PeopleOfRecord>(
        `${collection}/${encodeURIComponent(id)}/people${queryOf({ asOf })}`,
        signal,
      ),
  });
}
