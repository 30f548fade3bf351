import { queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { List } from '../../src/contract/list.ts';
import { fetched, queryOf } from './client.ts';

/** A record that a text was found in, and whose it is. */
export type FoundRecord = {
  readonly id: string;
  readonly name: string;
  /** Its account, or who owns an account; null: nobody. */
  readonly beside: string | null;
};

/** The first records by name, of those that the viewer sees and whose name holds the text. */
export function foundQuery(collection: Collection, search: string) {
  return queryOptions({
    queryKey: ['found', collection, search],
    queryFn: async ({ signal }): Promise<readonly FoundRecord[]> => {
      const asked = { search, sort: 'name', limit: 8, count: 'false' };
      const { rows } = await fetched<List>(`${collection}${queryOf(asked)}`, signal);
      return rows.map(({ record: { id, name, account, owner } }) => ({
        id,
        name,
        beside: (collection === 'accounts' ? owner : account)?.name ?? null,
      }));
    },
    placeholderData: (previous) => previous,
  });
}
