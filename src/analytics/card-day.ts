/**
 * Which cards somebody gets today: a few, chosen once and then kept. What is put away makes no room for others on the
 * same day, so that a day's list ends; what asks for attention later in the day only fills what is left.
 */

import type { CardKind, RecordType } from '../model/vocabulary.ts';
import type { Card } from './card-figures.ts';

/** Cards of a day, unless a person wants more or fewer. */
export const cardsOfADay = 5;

/** What is remembered of a card that somebody was shown. Days are `YYYY-MM-DD` of the person's zone. */
export type KeptCard = {
  readonly record: number;
  readonly kind: CardKind;
  readonly cause: string;
  /** The day for which it was last chosen, and its place on that day. */
  readonly chosenOn: string | null;
  readonly place: number | null;
  readonly decision: CardDecision | null;
  /** The day from which on it may be shown again; null: not for this cause. Without a decision null. */
  readonly until: string | null;
};

export const cardDecisions = ['snoozed', 'dismissed', 'done'] as const;
export type CardDecision = (typeof cardDecisions)[number];

/** A card on the list of a day. */
export type ChosenCard = { readonly card: Card; readonly place: number };

/** The list of a day in its order; those with a place of their own as of now are new on it. */
export type CardDay = {
  readonly shown: readonly ChosenCard[];
  readonly added: readonly ChosenCard[];
  /** How many more could be shown. */
  readonly more: number;
};

/** Chooses from all cards (the most pressing first) for a day, beside those that were chosen before. */
export function cardDay(
  cards: readonly Card[],
  kept: readonly KeptCard[],
  { today, most }: { readonly today: string; readonly most: number },
): CardDay {
  const keptOf = new Map(kept.map((one) => [identityOf(one), one]));
  const isThere = (card: Card) => !isAway(keptOf.get(identityOf(card)), today);
  const ofToday = kept.filter(({ chosenOn }) => chosenOn === today);
  const chosen = cards.flatMap((card) => {
    const before = keptOf.get(identityOf(card));
    const place = before?.chosenOn === today ? before.place : null;
    return place === null ? [] : [{ card, place }];
  });
  const nearest = nearestOfGroups(cards, new Set(chosen.map(({ card }) => card)));
  const records = new Set(ofToday.map(({ record }) => record));
  const customers = new Set(
    cards.flatMap(({ record, customer }) => (records.has(record) ? (customer ?? []) : [])),
  );
  const waiting = onePerRecord(
    nearest.filter((card) => keptOf.get(identityOf(card))?.chosenOn !== today && isThere(card)),
    { records, customers },
  );
  const added = waiting
    .slice(0, Math.max(0, most - ofToday.length))
    .map((card, n) => ({ card, place: ofToday.length + n }));
  const shown = [...chosen.filter(({ card }) => isThere(card)), ...added]
    .sort((a, b) => a.place - b.place)
    .slice(0, most);
  return { shown, added, more: waiting.length - added.length };
}

/** By what a card is known again. */
export function identityOf({
  record,
  kind,
  cause,
}: Pick<KeptCard, 'record' | 'kind' | 'cause'>): string {
  return `${record} ${kind} ${cause}`;
}

/** True while what somebody decided on a card keeps it away. */
export function isAway(kept: KeptCard | undefined, today: string): boolean {
  if (kept === undefined || kept.decision === null) return false;
  return kept.until === null || today < kept.until;
}

/**
 * For how many days a card stays away that was dismissed or done; null: as long as its cause is the same. A drop of
 * health is measured against 30 days before: what falls after that is another drop. How a deal is carried has no day on
 * which it began, nor has what it is like.
 */
export function awayDays(kind: CardKind): number | null {
  if (kind === 'healthDropped') return 30;
  return kind === 'singleThreaded' || kind === 'similarToWon' ? 90 : null;
}

/**
 * Of each group the card of the nearest record: that of a deal, else of a lead, a contact, an account. What was chosen
 * today stands for its group.
 */
function nearestOfGroups(cards: readonly Card[], chosen: ReadonlySet<Card>): readonly Card[] {
  const first = new Map<string, Card>();
  for (const card of cards) {
    const other = first.get(card.group);
    if (other === undefined || standsBefore(card, other)) first.set(card.group, card);
  }
  return cards.filter((card) => first.get(card.group) === card);

  function standsBefore(card: Card, other: Card): boolean {
    if (chosen.has(card) !== chosen.has(other)) return chosen.has(card);
    return nearness[card.type] < nearness[other.type];
  }
}

const nearness: Readonly<Record<RecordType, number>> = {
  opportunity: 0,
  lead: 1,
  contact: 2,
  account: 3,
};

/**
 * One card of a record, and of accounts and contacts only where no other card is about the same customer: their figures
 * move with those of its deals.
 */
function onePerRecord(
  cards: readonly Card[],
  { records, customers }: { readonly records: Set<number>; readonly customers: Set<number> },
): readonly Card[] {
  return cards.filter(({ record, customer, type }) => {
    if (records.has(record)) return false;
    const isOfDeal = type === 'opportunity' || type === 'lead';
    if (!isOfDeal && customer !== null && customers.has(customer)) return false;
    records.add(record);
    if (customer !== null) customers.add(customer);
    return true;
  });
}
