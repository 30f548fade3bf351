/** Records as they would be under other rules: their activities interpreted again, in memory alone. */

import { directoryOf } from '../analytics/directory.ts';
import { byTime, duplicatesFrom } from '../analytics/duplicates.ts';
import { exclusionRules } from '../analytics/exclusions.ts';
import { factColumns } from '../analytics/fact-columns.ts';
import { interpret } from '../analytics/interpretation.ts';
import type { Snapshot } from '../analytics/snapshot.ts';
import { dayNumbers } from '../analytics/zone.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { loadWithCopies } from '../facts/activities.ts';
import { directoryAround } from '../facts/directory.ts';
import { neverAnalysed } from '../facts/never.ts';
import type { OrganizationState } from '../facts/organization.ts';

/**
 * The snapshot of the same records under other exclusions, domains or another mass threshold: good for health, not for
 * response times, because conversations are left out. No rule moves an activity from one record to another.
 */
export async function reinterpreted(
  session: Session,
  snapshot: Snapshot,
  state: OrganizationState,
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
    state,
  });
  const users = contents.users.map(({ key }) => key);
  const never = await neverAnalysed(session, users);
  const rules = exclusionRules(state.settings, directoryOf(contents), never);
  const duplicateFrom = duplicatesFrom(stored.map(({ activity }) => activity));
  const countable = stored
    .map(({ activity }, place) => ({
      activity,
      meaning: interpret(activity, rules),
      duplicateFrom: duplicateFrom[place] ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ meaning }) => meaning.reason === null && !meaning.canceled);
  const rest = {
    dayOf: dayNumbers(state.organization.timeZone),
    conversationOf: () => -1,
    conversations: 0,
  };
  return { ...snapshot, ...factColumns(countable, rest) };
}
