import type { CalendarEvent } from './event.ts';
import { dayMs, instantAt, type Moment } from './moments.ts';

/** Which of the events of one UID are in force, and how they refer to each other's occurrences. */

/** An event that stands in for the occurrence of its series that would start at `slot`. */
export type Replacement = { readonly slot: Moment; readonly event: CalendarEvent };

/**
 * The events that are no replacement: the latest SEQUENCE, since a higher one takes back the ones before it. Some
 * programs give one UID to many meetings, so different starts of one SEQUENCE are different meetings.
 */
export function currentMasters(events: readonly CalendarEvent[]): readonly CalendarEvent[] {
  const masters = events.filter(({ recurrenceId }) => recurrenceId === null).sort(laterFirst);
  const starts = new Map<string, CalendarEvent>();
  for (const event of masters) {
    const key = keyOf(event.start);
    if (event.meeting.sequence === masters[0]?.meeting.sequence && !starts.has(key))
      starts.set(key, event);
  }
  return [...starts.values()];
}

/** The latest replacement of each occurrence. A date in RECURRENCE-ID stands for the occurrence of that day. */
export function currentReplacements(
  events: readonly CalendarEvent[],
  master: CalendarEvent | undefined,
): ReadonlyMap<string, Replacement> {
  const replacements = new Map<string, Replacement>();
  for (const event of [...events].sort(laterFirst)) {
    if (event.recurrenceId === null || isOutdated(event, master)) continue;
    const slot = slotLike(event.recurrenceId, master?.start ?? event.recurrenceId);
    if (!replacements.has(keyOf(slot))) replacements.set(keyOf(slot), { slot, event });
  }
  return replacements;
}

/** A rule in a replacement makes it an old version of its series, which some programs leave in the file. */
function isOutdated({ rules, meeting }: CalendarEvent, master: CalendarEvent | undefined): boolean {
  return rules.length > 0 && master !== undefined && meeting.sequence < master.meeting.sequence;
}

function laterFirst(a: CalendarEvent, b: CalendarEvent): number {
  return (
    b.meeting.sequence - a.meeting.sequence ||
    (b.meeting.versionAt ?? 0) - (a.meeting.versionAt ?? 0) ||
    (a.text < b.text ? 1 : a.text > b.text ? -1 : 0)
  );
}

/** A reference to an occurrence, put in the terms of its series: as a day for all-day meetings, else as a time. */
function slotLike(reference: Moment, start: Moment): Moment {
  if (reference.isDate === start.isDate) return reference;
  const midnight = Math.floor(reference.wall / dayMs) * dayMs;
  const timeOfDay = start.wall - Math.floor(start.wall / dayMs) * dayMs;
  return { ...start, wall: midnight + (start.isDate ? 0 : timeOfDay) };
}

/** A date in EXDATE takes out the whole day, a time only the occurrence at that time. */
export function exclusionKey(date: Moment, start: Moment): string {
  return date.isDate || start.isDate ? dayOf(date) : keyOf(date);
}

/** What names an occurrence in its series: the instant of its start, for all-day meetings the day. */
export function keyOf(slot: Moment): string {
  if (slot.isDate) return dayOf(slot);
  return new Date(instantAt(slot)).toISOString().replace('.000Z', 'Z');
}

/** The day on which a moment falls where it takes place. */
export function dayOf({ wall }: Moment): string {
  return new Date(wall).toISOString().slice(0, 10);
}
