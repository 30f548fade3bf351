import { createHash } from 'node:crypto';
import type { Activity } from '../model/activity.ts';

/** What a version of an activity is made of, as a uuid: equal versions are the same content, whatever their age. */
export function contentOf(activity: Activity): string {
  const { versionAt: _, displayNames: __, ...content } = activity;
  return createHash('sha256').update(canonical(content)).digest('hex').slice(0, 32);
}

/**
 * One message as two mailboxes hold it: recipients of either copy's Bcc are on it, and of all else the better copy
 * decides – a direct one before one that came through a list, else by the text of it. Any order gives the same.
 */
export function mergeCopies(one: Activity, other: Activity): Activity {
  const better = rank(one) <= rank(other) ? one : other;
  return {
    ...better,
    bcc: [...new Set([...one.bcc, ...other.bcc])].sort(),
    displayNames: { ...other.displayNames, ...one.displayNames },
  };
}

/** True when the id says that this is a message, which several mailboxes may hold. */
export function isMessage(activity: Activity): boolean {
  return activity.id.startsWith('mail:');
}

function rank(activity: Activity): string {
  const { bcc: _, versionAt: __, displayNames: ___, ...content } = activity;
  const throughList = 'list-id' in activity.headers || 'precedence' in activity.headers;
  const guessed = activity.flags.includes('date_from_received');
  return `${Number(guessed)}${Number(throughList)}${canonical(content)}`;
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
