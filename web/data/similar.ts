import { queryOptions } from '@tanstack/react-query';
import type { Similar, SimilarFieldsFound } from '../../src/contract/similar.ts';
import { fetched, queryOf } from './client.ts';

/** Deals like a deal. Its key begins as that of the deal's figures, which change together with it. */
export function similarQuery({
  id,
  asOf,
}: {
  readonly id: string;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
}) {
  return queryOptions({
    queryKey: ['analytics', 'opportunities', id, 'similar', asOf],
    queryFn: ({ signal }) =>
      fetched<Similar>(
        `opportunities/${encodeURIComponent(id)}/similar${queryOf({ asOf })}`,
        signal,
      ),
  });
}

/** The custom fields that deals and their accounts have, for the administrator to choose from. */
export const similarFieldsQuery = queryOptions({
  queryKey: ['settings', 'similar-fields'],
  queryFn: ({ signal }) => fetched<SimilarFieldsFound>('settings/similar-fields', signal),
});
