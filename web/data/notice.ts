import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ownNoticeSchema } from '../../src/contract/activation.ts';
import { fetched } from './client.ts';

export type OwnNotice = z.output<typeof ownNoticeSchema>;

/** What everybody who signs in is told, and whether they have read it. */
export const ownNoticeQuery = queryOptions({
  queryKey: ['me', 'notice'],
  queryFn: ({ signal }) => fetched<OwnNotice>('me/notice', signal),
});
