/** Who has gone quiet (spec §10): many contacts, leads and deals at once, each by its own rhythm. */

import { type DayCount, type Quiet, quietOf as quietOfPair } from '../analytics/quiet.ts';
import { workingDayCount } from '../analytics/working-calendar.ts';
import { dayNumbers } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { type ContactDays, contactDaysOf } from './contact-days.ts';
import { type OutdatedSource, outdatedSources, staleAfterDays } from './known-until.ts';
import { organizationIn } from './organization.ts';
import { rhythmAt, type StoredRhythm } from './rhythm.ts';

export type RecordQuiet = Quiet & {
  /** Days (numbers since 1970, the organisation's zone) with inbound contact within two years, ascending. */
  readonly days: readonly number[];
  /** The last inbound contact within two years (ms). */
  readonly lastAt: number | null;
  /** The day (number) as of which it is told: that of the question, or the last one that the files behind it know of. */
  readonly on: number;
  /** The files behind the latest contact that end before; empty when it is told as of the day of the question. */
  readonly endedFiles: readonly OutdatedSource[];
  /** The other sources behind it that are out of date; empty unless `notInSync`. */
  readonly staleSources: readonly OutdatedSource[];
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
    rhythmAt(session, asOf, { now }),
  ]);
  const { timeZone } = organization;
  const { workingHours: hours, holidays } = settings;
  const countDays = workingDayCount({ hours, holidays });
  const dayOf = dayNumbers(timeZone);
  const today = dayOf(asOf);
  const contact = await contactDaysOf(session, recordKeys, { asOf, timeZone });
  const inTouch = Array.from(contact, ([key, { recentSince }]) =>
    recentSince === null ? [] : [{ key, since: recentSince }],
  ).flat();
  const outdated = await outdatedSources(session, inTouch, asOf);
  const records = new Map(
    recordKeys.map((key): [number, RecordQuiet] => {
      const { days, lastAt, hasMeeting } = contact.get(key) ?? none;
      const sources = outdated.get(key) ?? [];
      const ends = sources.flatMap(({ endedAt }) => (endedAt === null ? [] : [dayOf(endedAt)]));
      const on = lastKnownDay(ends, { today, last: days.at(-1) ?? today, countDays });
      const stale = sources.filter(({ endedAt }) => endedAt === null);
      const pair = { days, today: on, hasMeeting, isInSync: stale.length === 0 };
      const quiet = quietOfPair(pair, rhythm, countDays);
      return [
        key,
        {
          ...quiet,
          days,
          lastAt,
          on,
          endedFiles: on === today ? [] : sources.filter(({ endedAt }) => endedAt !== null),
          staleSources: quiet.state === 'notInSync' ? stale : [],
        },
      ];
    }),
  );
  return { records, organization: rhythm, today };
}

const none: ContactDays = { days: [], lastAt: null, recentSince: null, hasMeeting: false };

/**
 * The day as of which is told what comes from files that end on some days: today, unless more working days have passed
 * since than a source may be behind; never before the last contact, which is known from elsewhere then.
 */
function lastKnownDay(
  ends: readonly number[],
  {
    today,
    last,
    countDays,
  }: { readonly today: number; readonly last: number; readonly countDays: DayCount },
): number {
  const first = Math.min(today, ...ends);
  return countDays(first, today) <= staleAfterDays ? today : Math.max(first, last);
}
