import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  Introduction,
  Introductions,
  introductionAskSchema,
} from '../../src/contract/introductions.ts';
import type { TieActivities, TiePaths, Ties } from '../../src/contract/ties.ts';
import { fetched, queryOf, sent } from './client.ts';
import { partQuery, type RecordAsOf, type RecordPlace, recordPath } from './record.ts';

/** Who knows whom. Keys begin as those of a record's figures, which change together with it. */

/** Who knows the people of a record. */
export function tiesQuery(record: RecordAsOf) {
  return partQuery<Ties>('ties', record);
}

/** Pages of what a colleague and the people of a record did together; `person` is `type:id`, null: all of them. */
export function tieActivitiesQuery(
  { collection, id, asOf }: RecordAsOf,
  { user, person }: { readonly user: string; readonly person: string | null },
) {
  return infiniteQueryOptions({
    queryKey: ['analytics', collection, id, 'ties', asOf, user, person],
    queryFn: ({ signal, pageParam }) =>
      fetched<TieActivities>(
        `${recordPath({ collection, id })}/ties/${encodeURIComponent(user)}/activities${queryOf({ asOf, person, limit: 10, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
  });
}

const noCursor: string | null = null;

/** Two steps to a contact or lead. */
export function tiePathsQuery(record: RecordAsOf) {
  return partQuery<TiePaths>('paths', record);
}

/** Who asked whom about the people of a record. */
export function introductionsQuery(record: RecordPlace) {
  return queryOptions({
    queryKey: ['introductions', record.collection, record.id],
    queryFn: ({ signal }) => fetched<Introductions>(`${recordPath(record)}/introductions`, signal),
  });
}

/** What the reader asked and was asked. */
export const ownIntroductionsQuery = queryOptions({
  queryKey: ['introductions'],
  queryFn: ({ signal }) => fetched<Introductions>('introductions', signal),
});

export type IntroductionWanted = z.input<typeof introductionAskSchema> & RecordPlace;

/** Asks, writes down what came of it, takes back; wherever they are listed they are fresh at once. */
export function useIntroductionChanges() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ownIntroductionsQuery.queryKey });
  const ask = useMutation({
    mutationFn: ({ collection, id, ...wanted }: IntroductionWanted) =>
      sent<Introduction>('POST', `${recordPath({ collection, id })}/introductions`, wanted),
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
