import { queryOptions } from '@tanstack/react-query';
import type { Collection } from '../../src/contract/api.ts';
import type { Cards, CardsOfRecord, OwnCards } from '../../src/contract/cards.ts';
import { fetched, sent } from './client.ts';

/** What asks for the reader today. */
export const cardsQuery = queryOptions({
  queryKey: ['list', 'cards'],
  queryFn: ({ signal }) => fetched<Cards>('cards', signal),
  // A page that is left open gets what comes up during the day.
  refetchInterval: 300_000,
});

/** All cards of one record of the reader's own; refetched with its figures. */
export function recordCardsQuery(collection: Collection, id: string) {
  return queryOptions({
    queryKey: ['analytics', collection, id, 'cards'],
    queryFn: ({ signal }) =>
      fetched<CardsOfRecord>(`${collection}/${encodeURIComponent(id)}/cards`, signal),
  });
}

/** Which cards one wants. */
export const ownCardsQuery = queryOptions({
  queryKey: ['me', 'cards'],
  queryFn: ({ signal }) => fetched<OwnCards>('me/cards', signal),
});

/** What one decides on a card. */
export type Decision =
  | { readonly what: 'snooze'; readonly until: string }
  | { readonly what: 'dismiss' | 'done' | 'undo' };

/** Keeps a decision on the card with this id. */
export function decide(card: number, decision: Decision): Promise<unknown> {
  const body = decision.what === 'snooze' ? { until: decision.until } : undefined;
  return sent<unknown>('POST', `cards/${card}/${decision.what}`, body);
}
