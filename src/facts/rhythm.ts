/**
 * The organisation's rhythm (spec §10), from the gaps of all its contacts: computed by the daily tick, after what has
 * changed since, and for earlier days when somebody first asks. As of the last midnight in UTC.
 */

import { gapsOf, leastContactDays, organizationRhythm, type Rhythm } from '../analytics/quiet.ts';
import { workingDayCount } from '../analytics/working-calendar.ts';
import { dayMs } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { contactDaysOf } from './contact-days.ts';
import { type OrganizationState, organizationIn } from './organization.ts';

export type StoredRhythm = Rhythm & {
  /** Contacts whose gaps it was computed from. */
  readonly contacts: number;
  /** ms */
  readonly computedAt: number;
};

/** What was computed for an earlier day is computed anew when it is older, as mail may have come in since (ms). */
const keptMs = dayMs;
/** Contacts read at once. */
const contactsAtOnce = 2000;

/** The rhythm as of an instant (ms), from the table where it stands there; `now` (ms) is written beside it. */
export async function rhythmAt(session: Session, asOf: number, now: number): Promise<StoredRhythm> {
  const state = await organizationIn(session);
  const [row] = await session.query<StoredRhythm>(sql`
    select mean, variance, contacts, computed_at as "computedAt" from organization_rhythm
    where as_of_day = ${Math.floor(asOf / dayMs)} and settings_version = ${state.version}
      and computed_at > ${new Date(now - keptMs)}`);
  return row ?? computeRhythm(session, { asOf, now, state });
}

/** Computes the rhythm as of today and stores it, unless it is aborted; those of other days that are out of date go. */
export async function refreshRhythm(
  session: Session,
  now: number,
  signal?: AbortSignal,
): Promise<StoredRhythm> {
  await session.run(
    sql`delete from organization_rhythm where computed_at <= ${new Date(now - keptMs)}`,
  );
  return computeRhythm(session, { asOf: now, now, state: await organizationIn(session), signal });
}

/** What is derived from everybody goes when somebody is erased. */
export async function forgetRhythm(session: Session): Promise<void> {
  await session.run(sql`delete from organization_rhythm`);
}

async function computeRhythm(
  session: Session,
  {
    asOf,
    now,
    state,
    signal,
  }: {
    readonly asOf: number;
    readonly now: number;
    readonly state: OrganizationState;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<StoredRhythm> {
  const { organization, settings, version } = state;
  const countDays = workingDayCount({
    hours: settings.workingHours,
    holidays: settings.holidays,
  });
  const day = Math.floor(asOf / dayMs);
  const question = { asOf: day * dayMs, timeZone: organization.timeZone };
  const contacts = await session.query<{ key: number }>(
    sql`select key from contact where not opted_out order by key`,
  );
  const pairs: (readonly number[])[] = [];
  for (let from = 0; from < contacts.length; from += contactsAtOnce) {
    signal?.throwIfAborted();
    const keys = contacts.slice(from, from + contactsAtOnce).map(({ key }) => key);
    for (const { days } of (await contactDaysOf(session, keys, question)).values()) {
      const gaps = gapsOf(days, countDays);
      if (gaps.length >= leastContactDays - 1) pairs.push(gaps);
    }
  }
  const { mean, variance } = organizationRhythm(pairs);
  const computedAt = new Date(now);
  await session.run(sql`
    insert into organization_rhythm values (${day}, ${mean}, ${variance}, ${pairs.length}, ${computedAt}, ${version})
    on conflict (as_of_day) do update set mean = excluded.mean, variance = excluded.variance,
      contacts = excluded.contacts, computed_at = excluded.computed_at, settings_version = excluded.settings_version`);
  return { mean, variance, contacts: pairs.length, computedAt: now };
}
