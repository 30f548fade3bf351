/** Somebody's cards of today, chosen when they are first asked for, by whoever asks: the page or the digest. */

import { cardDay, identityOf, isAway } from '../analytics/card-day.ts';
import type { Card } from '../analytics/card-figures.ts';
import { cardsOf } from '../analytics/cards.ts';
import { dayNumbers, dayText, instantAt } from '../analytics/zone.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type OrganizationState, organizationIn } from '../facts/organization.ts';
import type { CardKind, Role } from '../model/vocabulary.ts';
import { ownCardFigures } from './figures.ts';
import { cardsChosenOn, chooseCards, keptCards, noteCards, type StoredCard } from './kept.ts';
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
  { database, read }: CardStore,
  person: CardPerson,
  now: number,
): Promise<DayOfCards> {
  const state = await organizationIn(database);
  const { cards, preferences, day } = await read((session) =>
    allCards(session, person, { now, state }),
  );
  const { login } = person;
  const { most } = preferences;
  // One after the other: two that ask at once must not choose twice as many.
  return database.transaction(async (session) => {
    await session.run(sql`select from login where key = ${login} for no key update`);
    const kept = await keptOf(session, login, { cards, day });
    const chosen = cardDay(cards, kept, { today: day, most });
    await chooseCards(session, { login, day }, chosen.added);
    const keys = keysOf(await keptOf(session, login, { cards, day }));
    return {
      day,
      cards: chosen.shown.flatMap(({ card }) => withKey(card, keys)),
      more: chosen.more,
      most,
      decided: kept.filter((one) => one.chosenOn === day && isAway(one, day)).length,
    };
  });
}

/** All cards of one of a person's own open records that were not put away, however many they are. */
export async function cardsOfRecord(
  { database, read }: CardStore,
  person: CardPerson,
  { record, now }: { readonly record: number; readonly now: number },
): Promise<Pick<DayOfCards, 'day' | 'cards'>> {
  const state = await organizationIn(database);
  const { cards, day } = await read((session) => allCards(session, person, { now, state }));
  const own = cards.filter((card) => card.record === record);
  return database.transaction(async (session) => {
    await noteCards(session, person.login, own);
    const kept = await keptCards(session, person.login, [record]);
    const keptFor = new Map(kept.map((one) => [identityOf(one), one]));
    const keys = keysOf(kept);
    const there = own.filter((card) => !isAway(keptFor.get(identityOf(card)), day));
    return { day, cards: there.flatMap((card) => withKey(card, keys)) };
  });
}

/** Every card of a person's own open records, with what they want and what day it is for them. */
async function allCards(
  session: Session,
  { login, roles }: CardPerson,
  { now, state }: { readonly now: number; readonly state: OrganizationState },
): Promise<{
  readonly cards: readonly Card[];
  readonly preferences: CardPreferences;
  readonly day: string;
}> {
  const { organization, settings } = state;
  const preferences = await cardPreferences(session, login);
  const day = dayText(dayNumbers(await zoneOf(session, organization.timeZone))(now));
  const today = dayNumbers(organization.timeZone)(now);
  const dayEnds = instantAt(organization.timeZone, today + 1);
  const kinds: ReadonlySet<CardKind> = new Set(
    kindsFor(roles, settings).filter((kind) => !preferences.kindsOff.includes(kind)),
  );
  const figures = await ownCardFigures(session, settings, { now, today, dayEnds });
  const cards = cardsOf(figures, {
    ...{ now, today, grades: settings.grades, showHealth: settings.showHealth },
    days: daysOf((type) => preferences.days[type] ?? settings.cardDays[type]),
    isOn: (kind) => kinds.has(kind),
  });
  return { cards, preferences, day };
}

/** The time zone of the person whom the session reads for; the organisation's when theirs is not known. */
export async function zoneOf(session: Session, organizationZone: string): Promise<string> {
  const [row] = await session.query<{ zone: string | null }>(
    sql`select time_zone as zone from app_user where key = access_user()`,
  );
  return row?.zone ?? organizationZone;
}

async function keptOf(
  session: Session,
  login: number,
  { cards, day }: { readonly cards: readonly Card[]; readonly day: string },
): Promise<readonly StoredCard[]> {
  const records = [...new Set(cards.map(({ record }) => record))];
  const ofCards = await keptCards(session, login, records);
  const ofDay = await cardsChosenOn(session, login, day);
  return [...new Map([...ofCards, ...ofDay].map((one) => [one.key, one])).values()];
}

function keysOf(kept: readonly StoredCard[]): ReadonlyMap<string, number> {
  return new Map(kept.map((one) => [identityOf(one), one.key]));
}

function withKey(card: Card, keys: ReadonlyMap<string, number>): readonly ShownCard[] {
  const key = keys.get(identityOf(card));
  return key === undefined ? [] : [{ ...card, key }];
}
