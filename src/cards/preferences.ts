/** Which cards somebody wants: their own switches, on top of what the administrator leaves their roles. */

import { cardsOfADay } from '../analytics/card-day.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { oneOf } from '../facts/activities.ts';
import type { OrganizationSettings } from '../model/entities.ts';
import {
  type CardKind,
  cardKinds,
  healthCardKinds,
  type Language,
  languages,
  type RecordType,
  type Role,
  recordTypes,
} from '../model/vocabulary.ts';

export type CardPreferences = {
  readonly kindsOff: readonly CardKind[];
  /** Days without activity after which a card says so; null: as the organisation has it. */
  readonly days: Readonly<Record<RecordType, number | null>>;
  /** Cards of a day. */
  readonly most: number;
  readonly digest: boolean;
  readonly digestLanguage: Language;
};

/** What the login with this key wants. */
export async function cardPreferences(session: Session, login: number): Promise<CardPreferences> {
  const [row] = await session.query<{
    kindsOff: readonly string[];
    days: Partial<Record<RecordType, number>>;
    most: number;
    digest: boolean;
    language: string;
  }>(sql`
    select kinds_off as "kindsOff", days, most, digest, digest_language as language
    from card_preference where login_key = ${login}`);
  return {
    kindsOff: cardKinds.filter((kind) => row?.kindsOff.includes(kind)),
    days: daysOf((type) => row?.days[type] ?? null),
    most: row?.most ?? cardsOfADay,
    digest: row?.digest ?? false,
    digestLanguage: oneOf(languages, row?.language ?? null) ?? 'en',
  };
}

/** Keeps what the login with this key wants from now on. */
export async function keepCardPreferences(
  session: Session,
  login: number,
  { kindsOff, days, most, digest, digestLanguage }: CardPreferences,
): Promise<void> {
  const own = Object.fromEntries(Object.entries(days).filter(([, value]) => value !== null));
  await session.run(sql`
    insert into card_preference (login_key, kinds_off, days, most, digest, digest_language)
    values (${login}, ${kindsOff}, ${sql.json(own)}, ${most}, ${digest}, ${digestLanguage})
    on conflict (login_key) do update set kinds_off = excluded.kinds_off, days = excluded.days,
      most = excluded.most, digest = excluded.digest, digest_language = excluded.digest_language`);
}

/** The kinds of cards that somebody with these roles can have: none of health while the organisation hides it. */
export function kindsFor(
  roles: readonly Role[],
  { cardsOff, showHealth }: Pick<OrganizationSettings, 'cardsOff' | 'showHealth'>,
): readonly CardKind[] {
  return cardKinds.filter(
    (kind) =>
      roles.some((role) => !cardsOff[role].includes(kind)) &&
      (showHealth || !healthCardKinds.includes(kind)),
  );
}

/** A number of days for each type of record. */
export function daysOf<T>(daysFor: (type: RecordType) => T): Readonly<Record<RecordType, T>> {
  const [account, contact, lead, opportunity] = recordTypes;
  return {
    account: daysFor(account),
    contact: daysFor(contact),
    lead: daysFor(lead),
    opportunity: daysFor(opportunity),
  };
}
