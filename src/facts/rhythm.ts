/**
 * The organisation's rhythm (spec §10), from the gaps of its contacts: of all of them by the daily tick, and after what
 * has changed since; for a day that somebody asks for and that is not there, of a sample. As of the last midnight in UTC.
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
  /** It was computed from some of so many contacts, with and without gaps; null: from all. */
  readonly sampledOf: number | null;
  /** ms */
  readonly computedAt: number;
};

/** What was computed for an earlier day is computed anew when it is older, as mail may have come in since (ms). */
const keptMs = dayMs;
/** Contacts read at once. */
const contactsAtOnce = 2000;
/**
 * Contacts looked at while somebody waits. With gaps that differ by a factor of two and more, as those of people do, the
 * usual gap of so many is that of all to about one part in fifty (docs/decisions).
 */
export const sampledContacts = 4000;

/**
 * The rhythm as of an instant (ms), from the table where it stands there, else of a sample: the same one each time.
 * `now` (ms) is written beside it.
 */
export async function rhythmAt(
  session: Session,
  asOf: number,
  { now, most = sampledContacts }: { readonly now: number; readonly most?: number },
): Promise<StoredRhythm> {
  const state = await organizationIn(session);
  const [row] = await session.query<StoredRhythm>(sql`
    select mean, variance, contacts, sampled_of as "sampledOf", computed_at as "computedAt" from organization_rhythm
    where as_of_day = ${Math.floor(asOf / dayMs)} and settings_version = ${state.version}
      and computed_at > ${new Date(now - keptMs)}`);
  return row ?? computeRhythm(session, { asOf, now, state, most });
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
    most = null,
    signal,
  }: {
    readonly asOf: number;
    readonly now: number;
    readonly state: OrganizationState;
    /** Contacts looked at; null: all. */
    readonly most?: number | null;
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
  const { contacts, sampledOf } = await contactsToRead(session, most);
  const pairs: (readonly number[])[] = [];
  for (let from = 0; from < contacts.length; from += contactsAtOnce) {
    signal?.throwIfAborted();
    const keys = contacts.slice(from, from + contactsAtOnce);
    for (const { days } of (await contactDaysOf(session, keys, question)).values()) {
      const gaps = gapsOf(days, countDays);
      if (gaps.length >= leastContactDays - 1) pairs.push(gaps);
    }
  }
  const { mean, variance } = organizationRhythm(pairs);
  const computedAt = new Date(now);
  await session.run(sql`
    insert into organization_rhythm (as_of_day, mean, variance, contacts, sampled_of, computed_at, settings_version)
    values (${day}, ${mean}, ${variance}, ${pairs.length}, ${sampledOf}, ${computedAt}, ${version})
    on conflict (as_of_day) do update set mean = excluded.mean, variance = excluded.variance,
      contacts = excluded.contacts, sampled_of = excluded.sampled_of, computed_at = excluded.computed_at,
      settings_version = excluded.settings_version`);
  return { mean, variance, contacts: pairs.length, sampledOf, computedAt: now };
}

/** Keys of all contacts who did not opt out, or of so many by a hash of their ids: it knows nothing of anything else. */
async function contactsToRead(
  session: Session,
  most: number | null,
): Promise<{ readonly contacts: readonly number[]; readonly sampledOf: number | null }> {
  const rows = await session.query<{ key: number; total: number }>(sql`
    select key, count(*) over () as total from contact join entity using (key) where not opted_out
    order by ${most === null ? sql`key` : sql`md5(id)`} limit ${most}`);
  const total = rows[0]?.total ?? 0;
  return { contacts: rows.map(({ key }) => key), sampledOf: total > rows.length ? total : null };
}
