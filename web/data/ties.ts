import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type { Collection } from '../../src/contract/api.ts';
import type {
  Introduction,
  Introductions,
  introductionAskSchema,
} from '../../src/contract/introductions.ts';
import type { TieActivities, TiePaths, Ties } from '../../src/contract/ties.ts';
import { fetched, queryOf, sent } from './client.ts';

/** Who knows whom. Keys begin as those of a record's figures, which change together with it. */

export type TiesQuestion = {
  readonly collection: Collection;
  readonly id: string;
  /** ISO instant; null: now. */
  readonly asOf: string | null;
};

/** Who knows the people of a record. */
export function tiesQuery({ collection, id, asOf }: TiesQuestion) {
  return queryOptions({
    queryKey: ['analytics', collection, id, 'ties', asOf],
    queryFn: ({ signal }) =>
      fetched<Ties>(`${pathOf({ collection, id })}/ties${queryOf({ asOf })}`, signal),
  });
}

/** Pages of what a colleague and the people of a record did together; `person` is `type:id`, null: all of them. */
export function tieActivitiesQuery(
  { collection, id, asOf }: TiesQuestion,
  { user, person }: { readonly user: string; readonly person: string | null },
) {
  return infiniteQueryOptions({
    queryKey: ['analytics', collection, id, 'ties', asOf, user, person],
    queryFn: ({ signal, pageParam }) =>
      fetched<TieActivities>(
        `${pathOf({ collection, id })}/ties/${encodeURIComponent(user)}/activities${queryOf({ asOf, person, limit: 10, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
  });
}

const noCursor: string | null = null;

/** Two steps to a contact or lead. */
export function tiePathsQuery({ collection, id, asOf }: TiesQuestion) {
  return queryOptions({
    queryKey: ['analytics', collection, id, 'paths', asOf],
    queryFn: ({ signal }) =>
      fetched<TiePaths>(`${pathOf({ collection, id })}/paths${queryOf({ asOf })}`, signal),
  });
}

/** Who asked whom about the people of a record. */
export function introductionsQuery(record: Pick<TiesQuestion, 'collection' | 'id'>) {
  return queryOptions({
    queryKey: ['introductions', record.collection, record.id],
    queryFn: ({ signal }) => fetched<Introductions>(`${pathOf(record)}/introductions`, signal),
  });
}

/** What the reader asked and was asked. */
export const ownIntroductionsQuery = queryOptions({
  queryKey: ['introductions'],
  queryFn: ({ signal }) => fetched<Introductions>('introductions', signal),
});

export type IntroductionWanted = z.input<typeof introductionAskSchema> & {
  readonly collection: Collection;
  readonly id: string;
};

/** Asks, writes down what came of it, takes back; wherever they are listed they are fresh at once. */
export function useIntroductionChanges() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ownIntroductionsQuery.queryKey });
  const ask = useMutation({
    mutationFn: ({ collection, id, ...wanted }: IntroductionWanted) =>
      sent<Introduction>('POST', `${pathOf({ collection, id })}/introductions`, wanted),
    onSuccess,
  });
  const answer = useMutation({
    mutationFn: ({ key, outcome }: { readonly key: number; readonly outcome: string }) =>
      sent<Introduction>('PATCH', `introductions/${key}`, { outcome }),
    onSuccess,
  });
  const withdraw = useMutation({
    mutationFn: (key: number) => sent('DELETE', `introductions/${key}`),
    onSuccess,
  });
  return { ask, answer, withdraw };
}

function pathOf({ collection, id }: Pick<TiesQuestion, 'collection' | 'id'>): string {
  return `${collection}/${encodeURIComponent(id)}`;
}
