import { hash } from 'node:crypto';
import type { Activity } from '../model/activity.ts';

/** What a version of an activity is made of, as a uuid: equal versions are the same content, whatever their age. */
export function contentOf(activity: Activity): string {
  return hash('sha256', contentText(activity, activity.bcc), 'hex').slice(0, 32);
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
  const throughList = 'list-id' in activity.headers || 'precedence' in activity.headers;
  const guessed = activity.flags.includes('date_from_received');
  return `${Number(guessed)}${Number(throughList)}${contentText(activity, [])}`;
}

/** What two versions are compared by, as JSON in one order; not how old a version is, nor what its people are called. */
function contentText(activity: Activity, bcc: readonly string[]): string {
  return JSON.stringify([
    activity.id,
    activity.kind,
    activity.status,
    activity.subject,
    activity.startsAt,
    activity.endsAt,
    activity.durationMinutes,
    activity.regarding?.type,
    activity.regarding?.id,
    activity.sensitivity,
    activity.override,
    activity.from,
    activity.to,
    activity.cc,
    bcc,
    activity.messageId,
    activity.inReplyTo,
    activity.references,
    activity.threadId,
    sorted(activity.headers),
    activity.organizer,
    activity.required,
    activity.optional,
    sorted(activity.responses),
    activity.icalUid,
    activity.allDay,
    activity.direction,
    activity.flags,
  ]);
}

function sorted(table: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
}
