/**
 * The days on which records had inbound contact, read without the rest of their facts: thousands of records in one
 * statement. The same as `contactDays` of analytics says; a test holds both together.
 */

import { kindSides } from '../analytics/facts.ts';
import { leastContactDays, rhythmDays } from '../analytics/quiet.ts';
import { dayMs, dayNumbers } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

export type ContactDays = {
  /** Day numbers in the organisation's zone, ascending. */
  readonly days: readonly number[];
  /** The last inbound contact that counted (ms). */
  readonly lastAt: number | null;
  /** The first contact (ms) on the earliest of the last few days: what came from then on tells where it comes from. */
  readonly recentSince: number | null;
  readonly hasMeeting: boolean;
};

/** By key of the record; those without contact and without a meeting booked are left out. */
export async function contactDaysOf(
  session: Session,
  recordKeys: readonly number[],
  { asOf, timeZone }: { readonly asOf: number; readonly timeZone: string },
): Promise<ReadonlyMap<number, ContactDays>> {
  if (recordKeys.length === 0) return new Map();
  const [now, earliest] = [new Date(asOf), new Date(asOf - rhythmDays * dayMs)];
  const rows = await session.query<{
    key: number;
    instants: readonly number[] | null;
    meeting: boolean;
  }>(sql`
    select record_key as key, bool_or(fact.starts_at > ${now}) as meeting,
      array_agg((extract(epoch from fact.starts_at) * 1000)::float8 order by fact.starts_at)
        filter (where fact.completes_at <= ${now}) as instants
    from activity_record join fact using (activity_key)
    where record_key = any(${recordKeys}::integer[]) and activity_record.starts_at >= ${earliest}
      and fact.reason is null and not fact.canceled and fact.duplicate_from > ${now}
      and kind_side > ${kindSides.emailByUs} and kind_side < ${kindSides.task}
      and (fact.completes_at <= ${now}
        or fact.starts_at > ${now} and kind_side in (${kindSides.meetingByUs}, ${kindSides.meetingByThem}))
    group by record_key`);
  const dayOf = dayNumbers(timeZone);
  return new Map(
    rows.map(({ key, instants, meeting }) => {
      const firstOf = new Map((instants ?? []).toReversed().map((at) => [dayOf(at), at]));
      const recent = [...firstOf.values()].slice(0, leastContactDays);
      const days = [...firstOf.keys()].reverse();
      const lastAt = instants?.at(-1) ?? null;
      return [key, { days, lastAt, recentSince: recent.at(-1) ?? null, hasMeeting: meeting }];
    }),
  );
}
