import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { View, Views, viewChangeSchema, viewMakeSchema } from '../../src/contract/views.ts';
import { fetched, sent } from './client.ts';

/** Saved views: one's own, and those that others share. */

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => fetched<Views>('views', signal),
  retry: false,
});

export type ViewMake = z.input<typeof viewMakeSchema>;
export type ViewChange = z.input<typeof viewChangeSchema> & { readonly key: number };

/** Makes, changes and removes views; the menu has them at once. */
export function useViewChanges() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const make = useMutation({
    mutationFn: (view: ViewMake) => sent<View>('POST', 'views', view),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ key, ...change }: ViewChange) => sent<View>('PATCH', `views/${key}`, change),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (key: number) => sent('DELETE', `views/${key}`),
    onSuccess,
  });
  return { make, change, remove };
}
