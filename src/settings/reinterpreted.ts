/** Records as they would be under other rules: their activities interpreted again, in memory alone. */

import { directoryOf } from '../analytics/directory.ts';
import { byTime, duplicatesFrom } from '../analytics/duplicates.ts';
import { exclusionRules } from '../analytics/exclusions.ts';
import type { Facts } from '../analytics/facts.ts';
import { type Interpretation, interpret, kindSide } from '../analytics/interpretation.ts';
import type { Snapshot } from '../analytics/snapshot.ts';
import { dayNumbers } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { loadWithCopies, type StoredActivity } from '../facts/activities.ts';
import { directoryAround } from '../facts/directory.ts';
import type { OrganizationState } from '../facts/organization.ts';

/**
 * The snapshot of the same records under other exclusions, domains or another mass threshold: good for health, not for
 * response times, because conversations are left out. No rule moves an activity from one record to another.
 */
export async function reinterpreted(
  session: Session,
  snapshot: Snapshot,
  { organization, settings }: OrganizationState,
): Promise<Snapshot> {
  const belonging = await session.query<{ key: number }>(sql`
    select distinct activity_key as key from activity_record
    where record_key = any(${snapshot.records.map(({ key }) => key)}::integer[])`);
  const loaded = await loadWithCopies(
    session,
    belonging.map(({ key }) => key),
  );
  const stored = [...loaded].sort((a, b) => byTime(a.activity, b.activity));
  const contents = await directoryAround(session, {
    addressKeys: [...new Set(stored.flatMap(({ addressKeys }) => addressKeys))],
    recordKeys: stored.map(({ regardingKey }) => regardingKey).filter((key) => key !== null),
    organization,
  });
  const rules = exclusionRules(settings, directoryOf(contents));
  const duplicateFrom = duplicatesFrom(stored.map(({ activity }) => activity));
  const countable = stored
    .map(({ activity }, place) => ({
      activity,
      meaning: interpret(activity, rules),
      duplicateFrom: duplicateFrom[place] ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ meaning }) => meaning.reason === null && !meaning.canceled);
  const places = placesByRecord(countable);
  return {
    ...snapshot,
    facts: columnsOf(countable, dayNumbers(organization.timeZone)),
    factsOf: (key) => places.get(key) ?? none,
  };
}

type Countable = {
  readonly activity: StoredActivity['activity'];
  readonly meaning: Interpretation;
  readonly duplicateFrom: number;
};

const none = new Int32Array(0);

function placesByRecord(countable: readonly Countable[]): ReadonlyMap<number, Int32Array> {
  const places = new Map<number, number[]>();
  countable.forEach(({ meaning }, place) => {
    for (const key of meaning.records) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [place]);
      else known.push(place);
    }
  });
  return new Map([...places].map(([key, list]) => [key, Int32Array.from(list)]));
}

function columnsOf(countable: readonly Countable[], dayOf: (instant: number) => number): Facts {
  const peopleStart = new Int32Array(countable.length + 1);
  countable.forEach(({ meaning }, fact) => {
    peopleStart[fact + 1] = (peopleStart[fact] ?? 0) + meaning.people.length;
  });
  return {
    length: countable.length,
    startsAt: Float64Array.from(countable, ({ activity }) => activity.startsAt),
    day: Int32Array.from(countable, ({ activity }) => dayOf(activity.startsAt)),
    kindSide: Uint8Array.from(countable, ({ activity, meaning }) =>
      kindSide(activity, meaning.side),
    ),
    minutes: Float64Array.from(countable, ({ meaning }) => meaning.minutes),
    ours: Uint16Array.from(countable, ({ meaning }) => meaning.ours),
    countsFrom: Float64Array.from(countable, ({ meaning }) => meaning.completesAt),
    countsUntil: Float64Array.from(countable, (one) => one.duplicateFrom),
    conversation: new Int32Array(countable.length).fill(-1),
    conversations: 0,
    peopleStart,
    people: Int32Array.from(countable.flatMap(({ meaning }) => meaning.people)),
    authors: Uint8Array.from(countable, ({ meaning }) => Math.min(meaning.authors, 255)),
  };
}
