/** The activities in which a person has a part, a page at a time; of others no more than how many they were. */

import { reasonAt, type StandingReason } from '../analytics/exclusions.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Held, HeldRow } from './held-rows.ts';

const atOnce = 500;

/** Latest first: those the person takes part in, those about them, and those that count for their record. */
export async function* heldActivities(
  session: Session,
  { key }: Held,
  asOf: number,
): AsyncGenerator<readonly HeldRow[]> {
  const all = await session.query<{ key: number }>(sql`
    select key from activity where key in (
      select activity_key from owned_address join participant using (address_key) where entity_key = ${key}
      union select key from activity where regarding_key = ${key}
      union select activity_key from activity_record where record_key = ${key}
    ) order by starts_at desc, key desc`);
  for (let from = 0; from < all.length; from += atOnce) {
    const keys = all.slice(from, from + atOnce).map((row) => row.key);
    yield await page(session, key, { keys, asOf });
  }
}

type ActivityRow = Readonly<Record<string, string | number | boolean | null>> & {
  readonly canceled: boolean;
  readonly completes_at: number;
  readonly duplicate_from: number;
  readonly reason: StandingReason | null;
  readonly kind_side: number;
};

async function page(
  session: Session,
  person: number,
  { keys, asOf }: { readonly keys: readonly number[]; readonly asOf: number },
): Promise<readonly HeldRow[]> {
  const rows = await session.query<ActivityRow>(sql`
    select activity.id, activity.kind, activity.status, to_char(activity.starts_at, ${isoFormat}) as starts_at,
      to_char(activity.ends_at, ${isoFormat}) as ends_at, activity.duration_minutes,
      case when own.addresses is not null then activity.subject end as subject,
      own.addresses, own.roles, own.responses, coalesce(others.people, 0) as other_participants,
      case when own.addresses is not null then activity.message_id end as message_id,
      activity.sensitivity, source.name as source, ${person}::integer = activity.regarding_key as regarding,
      coalesce(${person}::integer = any(fact.records), false) as in_record,
      canceled, completes_at, duplicate_from, fact.reason, kind_side
    from activity join fact on fact.activity_key = activity.key join source on source.key = source_key
    left join lateral (
      select string_agg(address, ' ' order by position) as addresses, string_agg(role, ' ' order by position) as roles,
        string_agg(response, ' ' order by position) as responses
      from participant join address on address.key = participant.address_key
      join owned_address on owned_address.address_key = address.key and entity_key = ${person}
      where participant.activity_key = activity.key
    ) own on true
    left join lateral (
      select count(*) as people from participant where participant.activity_key = activity.key
        and address_key not in (select address_key from owned_address where entity_key = ${person})
    ) others on true
    where activity.key = any(${keys}::bigint[])
    order by activity.starts_at desc, activity.key desc`);
  return rows.map(
    ({ canceled, completes_at, duplicate_from, reason, kind_side, ...row }): HeldRow => {
      const standing = { canceled, completesAt: completes_at, duplicateFrom: duplicate_from };
      const why = reasonAt({ ...standing, reason }, asOf);
      return {
        ...row,
        by: kind_side % 2 === 1 ? 'them' : 'us',
        counted: why === null,
        reason: why,
      };
    },
  );
}

const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
