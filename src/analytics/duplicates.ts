import type { Activity } from '../model/activity.ts';
import { completesAt } from './exclusions.ts';

/** The order of time: by start, then by id (by code unit). */
export function byTime(
  a: { readonly startsAt: number; readonly id: string },
  b: { readonly startsAt: number; readonly id: string },
): number {
  if (a.startsAt !== b.startsAt) return a.startsAt - b.startsAt;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/**
 * From which instant (ms) on each activity is a duplicate of an earlier one (spec §3); Infinity: never. `activities`
 * are in the order of time and hold all copies. An earlier one counts as a copy once it is completed.
 */
export function duplicatesFrom(activities: readonly Activity[]): Float64Array {
  const completedFrom = new Map<string, number>();
  return Float64Array.from(activities, (activity) => {
    const keys = copyKeys(activity);
    const own = activity.messageId === null ? keys : keys.slice(0, 1);
    const from = Math.min(...own.map((key) => completedFrom.get(key) ?? Infinity), Infinity);
    if (activity.status !== 'canceled') {
      const completed = completesAt(activity);
      for (const key of keys)
        completedFrom.set(key, Math.min(completed, completedFrom.get(key) ?? Infinity));
    }
    return from;
  });
}

/** By what copies of an activity are found: its message id, its calendar id with the start. */
function copyKeys(activity: Activity): readonly string[] {
  const keys: string[] = [];
  if (activity.messageId !== null) keys.push(`message ${activity.messageId}`);
  if (activity.icalUid !== null) keys.push(`event ${activity.startsAt} ${activity.icalUid}`);
  return keys;
}
