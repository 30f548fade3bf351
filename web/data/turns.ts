import { infiniteQueryOptions } from '@tanstack/react-query';
import type { TurnState, Turns } from '../../src/contract/response.ts';
import type { Side } from '../../src/model/vocabulary.ts';
import { fetched, queryOf } from './client.ts';
import type { RecordQuestion } from './queries.ts';

export type TurnsQuestion = {
  /** Who answers. */
  readonly side: Side;
  /** Left out: all but closing ones. */
  readonly state?: TurnState | undefined;
};

/** Pages of the turns behind a record's response times, latest first; with the key of its figures. */
export function turnsQuery(
  { collection, id, asOf, days }: RecordQuestion,
  question: TurnsQuestion,
) {
  return infiniteQueryOptions({
    queryKey: ['analytics', collection, id, 'turns', { asOf, days, ...question }],
    queryFn: ({ signal, pageParam }) =>
      fetched<Turns>(
        `${collection}/${encodeURIComponent(id)}/response/turns${queryOf({ asOf, days, ...question, limit: 25, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: noCursor,
    getNextPageParam: ({ next }) => next,
  });
}

const noCursor: string | null = null;
