/** Somebody's cards of today, chosen when they are first asked for, by whoever asks: the page or the digest. */

import { type CardDay, cardDay, identityOf, isAway } from '../analytics/card-day.ts';
import type { Card } from '../analytics/card-figures.ts';
import { cardsOf } from '../analytics/cards.ts';
import { dayNumbers, dayText, instantAt } from '../analytics/zone.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { ownRecordKeys } from '../facts/own-records.ts';
import type { CardKind, Role } from '../model/vocabulary.ts';
import { cardFigures } from './figures.ts';
import { cardsOfDayOr, chooseCards, keptCards, noteCards, type StoredCard } from './kept.ts';
import { type CardPreferences, cardPreferences, daysOf, kindsFor } from './preferences.ts';

/** Reads as the person, and what is written on the program's own account. */
export type CardStore = {
  readonly database: Database;
  readonly read: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
};

export type CardPerson = { readonly login: number; readonly roles: readonly Role[] };

/** A card with the key that it is decided on by. */
export type ShownCard = Card & { readonly key: number };

export type DayOfCards = {
  /** The day (`YYYY-MM-DD`) of the person's own zone. */
  readonly day: string;
  readonly cards: readonly ShownCard[];
  /** How many more there are, for another day. */
  readonly more: number;
  readonly most: number;
  /** Of today's list, what was put away. */
  readonly decided: number;
};

/** The cards of a person's day at an instant (ms), in their order. Chooses, if places of the day are still free. */
export async function cardsOfDay(
  store: CardStore,
  person: CardPerson,
  now: number,
): Promise<DayOfCards> {
  const { database } = store;
  const all = await allCards(store, person, now);
  const kept = await keptOf(database, person, all);
  const chosen = cardDay(all.cards, kept, { today: all.day, most: all.preferences.most });
  // Most looks of a day only read.
  if (chosen.added.length === 0) return dayOf(all, kept, chosen);
  // One after the other: two that ask at once must not choose twice as many.
  return database.transaction(async (session) => {
    await session.run(sql`select from login where key = ${person.login} for no key update`);
    return choose(session, person, all);
  });
}

async function choose(session: Session, person: CardPerson, all: AllCards): Promise<DayOfCards> {
  const { cards, day, preferences } = all;
  const kept = await keptOf(session, person, all);
  const chosen = cardDay(cards, kept, { today: day, most: preferences.most });
  const added = await chooseCards(session, { login: person.login, day }, chosen.added);
  const others = kept.filter(({ key }) => !added.some((one) => one.key === key));
  return dayOf(all, [...others, ...added], chosen);
}

function dayOf(
  { day, preferences }: AllCards,
  kept: readonly StoredCard[],
  { shown, more }: CardDay,
): DayOfCards {
  const keys = keysOf(kept);
  return {
    day,
    cards: shown.flatMap(({ card }) => withKey(card, keys)),
    more,
    most: preferences.most,
    decided: kept.filter((one) => one.chosenOn === day && isAway(one, day)).length,
  };
}

/** All cards of one of a person's own open records that were not put away, however many they are. */
export async function cardsOfRecord(
  store: CardStore,
  person: CardPerson,
  { record, now }: { readonly record: number; readonly now: number },
): Promise<Pick<DayOfCards, 'day' | 'cards'>> {
  const { cards, day } = await allCards(store, person, now);
  const own = cards.filter((card) => card.record === record);
  return store.database.transaction(async (session) => {
    await noteCards(session, { login: person.login, day }, own);
    const kept = await keptCards(session, person.login, [record]);
    const keptFor = new Map(kept.map((one) => [identityOf(one), one]));
    const keys = keysOf(kept);
    const there = own.filter((card) => !isAway(keptFor.get(identityOf(card)), day));
    return { day, cards: there.flatMap((card) => withKey(card, keys)) };
  });
}

type AllCards = {
  readonly cards: readonly Card[];
  readonly preferences: CardPreferences;
  readonly day: string;
};

/** Every card of a person's own open records, with what they want and what day it is for them. */
async function allCards(
  { database, read }: CardStore,
  { login, roles }: CardPerson,
  now: number,
): Promise<AllCards> {
  const { organization, settings } = await organizationIn(database);
  const { own, preferences, zone } = await read(async (session) => ({
    own: await ownRecordKeys(session),
    preferences: await cardPreferences(session, login),
    zone: await zoneOf(session, organization.timeZone),
  }));
  const today = dayNumbers(organization.timeZone)(now);
  const dayEnds = instantAt(organization.timeZone, today + 1);
  const kinds: ReadonlySet<CardKind> = new Set(
    kindsFor(roles, settings).filter((kind) => !preferences.kindsOff.includes(kind)),
  );
  const figures = await cardFigures(database, settings, { own, login, now, today, dayEnds });
  const cards = cardsOf(figures, {
    ...{ now, today, grades: settings.grades, showHealth: settings.showHealth },
    days: daysOf((type) => preferences.days[type] ?? settings.cardDays[type]),
    isOn: (kind) => kinds.has(kind),
  });
  return { cards, preferences, day: dayText(dayNumbers(zone)(now)) };
}

/** The time zone of the person whom the session reads for; the organisation's when theirs is not known. */
export async function zoneOf(session: Session, organizationZone: string): Promise<string> {
  const [row] = await session.query<{ zone: string | null }>(
    sql`select time_zone as zone from app_user where key = access_user()`,
  );
  return row?.zone ?? organizationZone;
}

/** Whatever is kept of their cards, and of the day's: also those that hold no more, as they took a place. */
function keptOf(
  session: Session,
  { login }: CardPerson,
  { cards, day }: AllCards,
): Promise<readonly StoredCard[]> {
  const records = [...new Set(cards.map(({ record }) => record))];
  return cardsOfDayOr(session, { login, day, records });
}

function keysOf(kept: readonly StoredCard[]): ReadonlyMap<string, number> {
  return new Map(kept.map((one) => [identityOf(one), one.key]));
}

function withKey(card: Card, keys: ReadonlyMap<string, number>): readonly ShownCard[] {
  const key = keys.get(identityOf(card));
  return key === undefined ? [] : [{ ...card, key }];
}
