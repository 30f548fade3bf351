/** Who knows whom, read out of the database: the activities of some people, whatever records these belong to. */

import { type TiePath, tiePaths } from '../analytics/tie-paths.ts';
import { type Acquaintances, type Tie, tieDays, tiesOf } from '../analytics/ties.ts';
import { dayMs, dayNumbers } from '../analytics/zone.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { copyFacts, type FactRows, readFacts } from './columns.ts';
import { ordered } from './order.ts';
import { activityIds, keysIn, peopleOrder, type StoredSnapshot, snapshotOf } from './snapshot.ts';

/** The activities of people within the time that ties look at; `factsOf` takes the key of one of the people. */
export type TieFacts = Pick<StoredSnapshot, 'facts' | 'factsOf' | 'activityKey' | 'people'> & {
  readonly acquaintances: Acquaintances;
};

type Instant = { readonly asOf: number; readonly timeZone: string };

/** What the ties of some contacts and leads (keys) as of an instant (ms) are computed from. */
export async function readTieFacts(
  database: Database,
  people: readonly number[],
  { asOf, timeZone }: Instant,
): Promise<TieFacts> {
  const rows = await readFactsWith(database, people, asOf);
  const keys = Math.max(keysIn(rows), ...people.map((key) => key + 1));
  const idsOf = (activities: readonly number[]) => activityIds(database, activities);
  const [order, shown, read] = await Promise.all([
    peopleOrder(database, rows),
    shownUsers(database),
    ordered([rows], { dayOf: dayNumbers(timeZone), idsOf, keys }),
  ]);
  const { facts, factsOf, activityKey } = snapshotOf(read, { records: [], keys, people: order });
  const { isBefore } = order;
  const isShown = (key: number) => shown.has(key);
  return { facts, factsOf, activityKey, people: order, acquaintances: { asOf, isShown, isBefore } };
}

/** The users tied to a contact or lead (key) among those that were read for, the strongest first. */
export function tiesTo(
  { facts, factsOf, acquaintances }: TieFacts,
  person: number,
): readonly Tie[] {
  return tiesOf(facts, { person, among: factsOf(person) }, acquaintances);
}

/**
 * Two steps to a contact or lead (key): over those alone of whom `visibleAmong`, asked for the keys of everybody who took
 * part in an activity with them, says that the viewer may see them.
 */
export async function readTiePaths(
  database: Database,
  person: number,
  {
    visibleAmong,
    ...instant
  }: Instant & {
    readonly visibleAmong: (keys: readonly number[]) => Promise<ReadonlySet<number>>;
  },
): Promise<{ readonly paths: readonly TiePath[]; readonly read: TieFacts }> {
  const { facts, factsOf, people } = await readTieFacts(database, [person], instant);
  const between = new Set<number>();
  for (const fact of factsOf(person)) {
    const end = facts.peopleStart[fact + 1] ?? 0;
    for (let n = facts.peopleStart[fact] ?? 0; n < end; n++) between.add(facts.people[n] ?? 0);
  }
  between.delete(person);
  const visible = await visibleAmong([...between].filter((key) => !people.isUser(key)));
  const read = await readTieFacts(database, [person, ...visible], instant);
  const maySee = (key: number) => visible.has(key);
  const paths = tiePaths(read.facts, person, {
    ...read.acquaintances,
    maySee,
    factsOf: read.factsOf,
  });
  return { paths, read };
}

/** The people of each activity in the place of its records, so that everything further on goes by person. */
function readFactsWith(
  database: Database,
  people: readonly number[],
  asOf: number,
): Promise<FactRows> {
  const keys = sql`${[...people]}::integer[]`;
  return readFacts(
    database,
    copyFacts(
      sql`
      where fact.activity_key = any(array(
        select activity_key from owned_address join participant using (address_key) where entity_key = any(${keys})
      ))
      and fact.starts_at >= ${new Date(asOf - tieDays * dayMs)} and fact.starts_at <= ${new Date(asOf)}
      and fact.people && ${keys} and`,
      'people',
    ),
  );
}

/** Keys of the users who are shown as knowing somebody: neither gone nor opted out (spec §9). */
async function shownUsers(session: Session): Promise<ReadonlySet<number>> {
  const rows = await session.query<{ key: number }>(
    sql`select key from app_user where active and not opted_out`,
  );
  return new Set(rows.map(({ key }) => key));
}
