/** The cards that people were shown and what they decided on them. */

import type { CardDecision, ChosenCard, KeptCard } from '../analytics/card-day.ts';
import type { Card } from '../analytics/card-figures.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { CardKind } from '../model/vocabulary.ts';

/** A card as it is kept, with the key that it is decided on by. */
export type StoredCard = KeptCard & { readonly key: number };

const columns = sql`key, record_key as record, kind, cause, chosen_on as "chosenOn", place, decision, until`;

/** Whatever is kept of the cards of the login with this key, on these records. */
export function keptCards(
  session: Session,
  login: number,
  records: readonly number[],
): Promise<readonly StoredCard[]> {
  return session.query<StoredCard>(sql`
    select ${columns} from insight_card where login_key = ${login} and record_key = any(${records}::integer[])`);
}

/** Whatever is kept of the cards of a day, also of those that were put away. */
export function cardsChosenOn(
  session: Session,
  login: number,
  day: string,
): Promise<readonly StoredCard[]> {
  return cardsOfDayOr(session, { login, day, records: [] });
}

/** Whatever is kept of the cards of a day, and of those on these records. */
export function cardsOfDayOr(
  session: Session,
  {
    login,
    day,
    records,
  }: { readonly login: number; readonly day: string; readonly records: readonly number[] },
): Promise<readonly StoredCard[]> {
  return session.query<StoredCard>(sql`
    select ${columns} from insight_card
    where login_key = ${login} and (record_key = any(${records}::integer[]) or chosen_on = ${day}::date)`);
}

/** Puts cards on somebody's list of a day; answers them as they are kept. What had been decided on them is over. */
export async function chooseCards(
  session: Session,
  { login, day }: { readonly login: number; readonly day: string },
  chosen: readonly ChosenCard[],
): Promise<readonly StoredCard[]> {
  if (chosen.length === 0) return [];
  return session.query<StoredCard>(sql`
    insert into insight_card (login_key, record_key, kind, cause, seen_on, chosen_on, place)
    select ${login}, record, kind, cause, ${day}::date, ${day}::date, place
    from unnest(${chosen.map(({ card }) => card.record)}::integer[], ${chosen.map(({ card }) => card.kind)}::text[],
      ${chosen.map(({ card }) => card.cause)}::text[], ${chosen.map(({ place }) => place)}::smallint[])
      chosen (record, kind, cause, place)
    where exists (select from entity where entity.key = record)
    on conflict (login_key, record_key, kind, cause) do update
      set seen_on = excluded.seen_on, chosen_on = excluded.chosen_on, place = excluded.place, decision = null, decided_at = null, until = null
    returning ${columns}`);
}

/** Keeps cards that somebody sees on a record's page, so that they can be decided on; on no day's list. */
export async function noteCards(
  session: Session,
  { login, day }: { readonly login: number; readonly day: string },
  cards: readonly Card[],
): Promise<void> {
  if (cards.length === 0) return;
  await session.run(sql`
    insert into insight_card as old (login_key, record_key, kind, cause, seen_on)
    select ${login}, record, kind, cause, ${day}::date
    from unnest(${cards.map(({ record }) => record)}::integer[], ${cards.map(({ kind }) => kind)}::text[],
      ${cards.map(({ cause }) => cause)}::text[]) seen (record, kind, cause)
    where exists (select from entity where entity.key = record)
    on conflict (login_key, record_key, kind, cause) do update set seen_on = excluded.seen_on
      where old.seen_on < excluded.seen_on`);
}

/** The kind of a card of the login with this key; null: there is none with the key of a card. */
export async function ownCardKind(
  session: Session,
  login: number,
  card: number,
): Promise<CardKind | null> {
  const [row] = await session.query<{ kind: CardKind }>(
    sql`select kind from insight_card where key = ${card} and login_key = ${login}`,
  );
  return row?.kind ?? null;
}

/** Writes what somebody decided on a card; null: nothing any more. */
export async function decideCard(
  session: Session,
  card: number,
  decided: {
    readonly decision: CardDecision;
    readonly at: number;
    readonly until: string | null;
  } | null,
): Promise<void> {
  await session.run(sql`
    update insight_card set decision = ${decided?.decision ?? null},
      decided_at = ${decided === null ? null : new Date(decided.at)}::timestamptz,
      until = ${decided?.until ?? null}::date
    where key = ${card}`);
}
