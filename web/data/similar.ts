import { queryOptions } from '@tanstack/react-query';
import type { Similar, SimilarFieldsFound } from '../../src/contract/similar.ts';
import { fetched } from './client.ts';
import { partQuery, type RecordAsOf } from './record.ts';

/** Deals like a deal. */
export function similarQuery(deal: Omit<RecordAsOf, 'collection'>) {
  return partQuery<Similar>('similar', { collection: 'opportunities', ...deal });
}

/** The custom fields that deals and their accounts have, for the administrator to choose from. */
export const similarFieldsQuery = queryOptions({
  queryKey: ['settings', 'similar-fields'],
  queryFn: ({ signal }) => fetched<SimilarFieldsFound>('settings/similar-fields', signal),
});
