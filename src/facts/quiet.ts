/** Who has gone quiet (spec §10): many contacts, leads and deals at once, each by its own rhythm. */

import { kindSides } from '../analytics/facts.ts';
import { type Quiet, quietOf as quietOfPair } from '../analytics/quiet.ts';
import { workingDayCount } from '../analytics/working-calendar.ts';
import { dayMs, dayNumbers } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type ContactDays, contactDaysOf } from './contact-days.ts';
import { organizationIn } from './organization.ts';
import { rhythmAt, type StoredRhythm } from './rhythm.ts';

/** Read longer ago than so many days, a source is stale: what has come since is not known. */
export const staleAfterDays = 2;

export type RecordQuiet = Quiet & {
  /** Days (numbers since 1970, the organisation's zone) with inbound contact within two years, ascending. */
  readonly days: readonly number[];
  /** The last inbound contact within two years (ms). */
  readonly lastAt: number | null;
  /** The sources behind the latest contact that are out of date; empty unless `notInSync`. */
  readonly staleSources: readonly StaleSource[];
};

export type StaleSource = {
  readonly kind: string;
  readonly name: string;
  /** ms; null: it was never read to its end. */
  readonly syncedAt: number | null;
};

export type QuietAnswer = {
  /** By key of the record: each that was asked for. */
  readonly records: ReadonlyMap<number, RecordQuiet>;
  readonly organization: StoredRhythm;
  /** The day (number) as of which it was asked. */
  readonly today: number;
};

/**
 * Whether some records (contacts, leads, opportunities, by key) have gone quiet as of an instant (ms), with the figures
 * of the sentence, and why not. The session must see everything: who may ask about which is for the caller to know.
 * `now` (ms): the present, written beside a rhythm of the organisation that has to be computed for it.
 */
export async function quietOf(
  session: Session,
  recordKeys: readonly number[],
  { asOf, now }: { readonly asOf: number; readonly now: number },
): Promise<QuietAnswer> {
  const [{ organization, settings }, rhythm] = await Promise.all([
    organizationIn(session),
    rhythmAt(session, asOf, now),
  ]);
  const { timeZone } = organization;
  const { workingHours: hours, holidays } = settings;
  const countDays = workingDayCount({ hours, holidays });
  const today = dayNumbers(timeZone)(asOf);
  const contact = await contactDaysOf(session, recordKeys, { asOf, timeZone });
  const of = (key: number, isInSync: boolean) =>
    quietOfPair({ ...(contact.get(key) ?? none), today, isInSync }, rhythm, countDays);

  const first = new Map(recordKeys.map((key) => [key, of(key, true)]));
  const silent = recordKeys.flatMap((key) => {
    const since = contact.get(key)?.recentSince ?? null;
    return since === null || first.get(key)?.state !== 'quiet' ? [] : [{ key, since }];
  });
  const stale = await staleSourcesOf(session, silent, asOf);
  const records = new Map(
    Array.from(first, ([key, quiet]): [number, RecordQuiet] => {
      const staleSources = stale.get(key) ?? [];
      const { days, lastAt } = contact.get(key) ?? none;
      const told = staleSources.length === 0 ? quiet : of(key, false);
      return [key, { ...told, days, lastAt, staleSources }];
    }),
  );
  return { records, organization: rhythm, today };
}

const none: ContactDays = { days: [], lastAt: null, recentSince: null, hasMeeting: false };

/** Of each record the sources that its last contact days came from and that were not read since shortly before. */
async function staleSourcesOf(
  session: Session,
  records: readonly { readonly key: number; readonly since: number }[],
  asOf: number,
): Promise<ReadonlyMap<number, readonly StaleSource[]>> {
  if (records.length === 0) return new Map();
  const rows = await session.query<StaleSource & { record: number }>(sql`
    select distinct record_key as record, source.kind, source.name, source.synced_at as "syncedAt"
    from unnest(
      ${records.map(({ key }) => key)}::integer[], ${records.map(({ since }) => since)}::float8[]
    ) silent (record_key, since)
    join activity_record using (record_key)
    join fact using (activity_key)
    join activity on activity.key = fact.activity_key
    join source on source.key = source_key
    where activity_record.starts_at between to_timestamp(since / 1000) and ${new Date(asOf)}
      and reason is null and not canceled
      and kind_side > ${kindSides.emailByUs} and kind_side < ${kindSides.task}
      and coalesce(source.synced_at, '-infinity') < ${new Date(asOf - staleAfterDays * dayMs)}
    order by record_key, source.kind, source.name`);
  return Map.groupBy(rows, ({ record }) => record);
}
