import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ownNoticeSchema, PersonNotice } from '../../src/contract/activation.ts';
import { fetched } from './client.ts';

export type OwnNotice = z.output<typeof ownNoticeSchema>;

/** What everybody who signs in is told, and whether they have read it. */
export const ownNoticeQuery = queryOptions({
  queryKey: ['me', 'notice'],
  queryFn: ({ signal }) => fetched<OwnNotice>('me/notice', signal),
});

/** When a contact or lead was told, and on what basis. */
export function personNoticeQuery({
  collection,
  id,
}: {
  readonly collection: 'contacts' | 'leads';
  readonly id: string;
}) {
  return queryOptions({
    queryKey: ['notice', collection, id],
    queryFn: ({ signal }) =>
      fetched<PersonNotice>(`${collection}/${encodeURIComponent(id)}/notice`, signal),
  });
}
