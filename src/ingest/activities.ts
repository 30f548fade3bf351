/** Activities of a batch → their tables. The same version twice changes nothing; a later version replaces. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { loadWithCopies, type StoredActivity } from '../facts/activities.ts';
import { dissolveConversations } from '../facts/conversations.ts';
import type { Activity } from '../model/activity.ts';
import { insertActivities, replaceActivities, type Version } from './activity-rows.ts';
import { contentOf, isMessage, mergeCopies } from './copies.ts';

export type WrittenActivities = {
  readonly changed: number;
  readonly known: number;
  /** Those that were not there before. */
  readonly added: readonly StoredActivity[];
  /** Keys of others whose facts have to be made again. */
  readonly touched: readonly number[];
  /** Keys of all that came in. */
  readonly keys: readonly number[];
};

/** Writes activities as they came in; interpreting them is left to the caller. */
export async function writeActivities(
  session: Session,
  activities: readonly Activity[],
  sourceKey: number,
): Promise<WrittenActivities> {
  const incoming = mergedById(activities);
  const known = await knownActivities(session, [...incoming.keys()]);
  const fresh = [...incoming.values()].filter(({ id }) => !known.has(id));
  const added = await insertActivities(session, fresh, sourceKey);
  const versions = await newVersions(session, incoming, known);
  await replaceActivities(session, versions);
  const replaced = versions.map(({ key }) => key);
  // A link of one of them may have changed: all emails of their conversations find them again.
  const loosened = replaced.length === 0 ? [] : await dissolveConversations(session, replaced);
  return {
    changed: versions.length,
    known: activities.length - added.length - versions.length,
    added,
    touched: [...new Set([...replaced, ...loosened])],
    keys: [...added.map(({ key }) => key), ...[...known.values()].map(({ key }) => key)],
  };
}

type Known = { readonly key: number; readonly content: string; readonly versionAt: number | null };

/** One activity per id: copies of a message are merged, of anything else the latest version stays. */
function mergedById(activities: readonly Activity[]): ReadonlyMap<string, Activity> {
  const merged = new Map<string, Activity>();
  for (const activity of activities) {
    const before = merged.get(activity.id);
    if (before === undefined) merged.set(activity.id, activity);
    else if (isMessage(activity)) merged.set(activity.id, mergeCopies(before, activity));
    else if (!isOlder(activity.versionAt, before.versionAt)) merged.set(activity.id, activity);
  }
  return merged;
}

function isOlder(versionAt: number | null, than: number | null): boolean {
  return versionAt !== null && than !== null && versionAt < than;
}

async function knownActivities(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const rows = await session.query<{
    id: string;
    key: number;
    content: string;
    version_at: number | null;
  }>(sql`select id, key, replace(content::text, '-', '') as content, version_at from activity
    where id = any(${ids}::text[])`);
  return new Map(
    rows.map(({ id, key, content, version_at }) => [id, { key, content, versionAt: version_at }]),
  );
}

/** Which known activities really change: not those that came again, nor older versions that came late. */
async function newVersions(
  session: Session,
  incoming: ReadonlyMap<string, Activity>,
  known: ReadonlyMap<string, Known>,
): Promise<readonly Version[]> {
  const differing = [...known].flatMap(([id, { key, content, versionAt }]) => {
    const activity = incoming.get(id);
    if (activity === undefined || contentOf(activity) === content) return [];
    return isOlder(activity.versionAt, versionAt) ? [] : [{ key, activity, content }];
  });
  const messages = differing.filter(({ activity }) => isMessage(activity)).map(({ key }) => key);
  const stored = messages.length === 0 ? [] : await loadWithCopies(session, messages);
  const copies = new Map(stored.map(({ key, activity }) => [key, activity]));
  return differing.flatMap(({ key, activity, content }) => {
    const copy = copies.get(key);
    const version = copy === undefined ? activity : mergeCopies(copy, activity);
    return contentOf(version) === content ? [] : [{ key, activity: version }];
  });
}
