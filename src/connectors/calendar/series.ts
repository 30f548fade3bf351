import type { Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import type { CalendarEvent } from './event.ts';
import type { Meeting } from './meeting.ts';
import { dayMs, endOf, instantAt, isUntil, type Length, type Moment } from './moments.ts';
import { recurrences, type Span } from './recurrence.ts';
import { frequencies, type Rule, readRule } from './rule.ts';
import { wallOf } from './zones.ts';

/** The events of one UID as single meetings: rules and dates expanded, exceptions taken out, replacements put in. */

export type Bounds = {
  /** The window, in instants (ms): meetings that touch it, the end exclusive. */
  readonly from: number;
  readonly until: number;
  /** The most occurrences that one series may have inside the window. */
  readonly maxInstances: number;
  /** How long one series may take. */
  readonly deadlineMs: number;
};

export type Occurrence = {
  /** Where in the file it comes from: `event 3 (line 40)`. */
  readonly place: string;
  /** Which events belong together: the UID, or a hash of the event when it has none. */
  readonly uid: string;
  /** When it was to start before anybody moved it: an instant, or a day for all-day meetings. */
  readonly original: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly allDay: boolean;
  readonly meeting: Meeting;
};

export type Expansion = {
  readonly occurrences: readonly Occurrence[];
  readonly rejects: readonly Reject[];
};

/** The meetings of one UID inside the bounds, in no particular order, and what had to be left out. */
export function expandSeries(
  uid: string,
  events: readonly CalendarEvent[],
  bounds: Bounds,
): Expansion {
  const masters = currentMasters(events);
  const [master] = masters;
  const excluded = new Set(
    masters.flatMap((event) => event.excluded.map((date) => exclusionKey(date, event.start))),
  );
  const isExcluded = (slot: Moment) => excluded.has(keyOf(slot)) || excluded.has(dayOf(slot));
  const replacements = currentReplacements(events, master);
  const occurrence = (slot: Moment, event: CalendarEvent, { start, length }: Slot): Occurrence => ({
    place: event.place,
    uid,
    original: keyOf(slot),
    startsAt: instantAt(start),
    endsAt: endOf(start, length ?? event.length),
    allDay: start.isDate,
    meeting: event.meeting,
  });

  const replaced = [...replacements.values()]
    .filter(({ slot }) => !isExcluded(slot))
    .map(({ slot, event }) => occurrence(slot, event, { start: event.start, length: null }))
    .filter((meeting) => isWithin(bounds, meeting));
  const ranges = [...replacements.values()]
    .filter(({ event }) => event.thisAndFuture)
    .sort((a, b) => instantAt(b.slot) - instantAt(a.slot));
  const expanded = masters.map((event) => {
    const { slots, rejects } = slotsOf(event, bounds, ranges);
    const meetings = slots
      .filter(({ start }) => !isExcluded(start) && !replacements.has(keyOf(start)))
      .map((slot) => {
        const range = ranges.find((later) => instantAt(later.slot) <= instantAt(slot.start));
        if (range === undefined) return occurrence(slot.start, event, slot);
        return occurrence(slot.start, range.event, movedAlong(slot, range));
      })
      .filter((meeting) => isWithin(bounds, meeting));
    return capped(event, bounds, { occurrences: meetings, rejects });
  });
  return {
    occurrences: [...replaced, ...expanded.flatMap(({ occurrences }) => occurrences)],
    rejects: expanded.flatMap(({ rejects }) => rejects),
  };
}

type Slot = { readonly start: Moment; readonly length: Length | null };

type Replacement = { readonly slot: Moment; readonly event: CalendarEvent };

/** How far beyond the cap occurrences are counted, to say how many were left out. */
const countedBeyondCap = 100_000;

/** Clocks differ from UTC by up to 14 hours; a whole day on both sides is room enough. */
const clockMs = 26 * 3_600_000;

/**
 * The events that are no replacement: the latest SEQUENCE, since a higher one takes back the ones before it. Some
 * programs give one UID to many meetings, so different starts of one SEQUENCE are different meetings.
 */
function currentMasters(events: readonly CalendarEvent[]): readonly CalendarEvent[] {
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
function currentReplacements(
  events: readonly CalendarEvent[],
  master: CalendarEvent | undefined,
): ReadonlyMap<string, Replacement> {
  const replacements = new Map<string, Replacement>();
  for (const event of [...events].sort(laterFirst)) {
    if (event.recurrenceId === null) continue;
    const slot = slotLike(event.recurrenceId, master?.start ?? event.recurrenceId);
    if (!replacements.has(keyOf(slot))) replacements.set(keyOf(slot), { slot, event });
  }
  return replacements;
}

function laterFirst(a: CalendarEvent, b: CalendarEvent): number {
  return (
    b.meeting.sequence - a.meeting.sequence ||
    (b.meeting.versionAt ?? 0) - (a.meeting.versionAt ?? 0) ||
    (a.text < b.text ? 1 : -1)
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
function exclusionKey(date: Moment, start: Moment): string {
  return date.isDate || start.isDate ? dayOf(date) : keyOf(date);
}

function keyOf(slot: Moment): string {
  if (slot.isDate) return dayOf(slot);
  return new Date(instantAt(slot)).toISOString().replace('.000Z', 'Z');
}

function dayOf({ wall }: Moment): string {
  return new Date(wall).toISOString().slice(0, 10);
}

function isWithin({ from, until }: Bounds, { startsAt, endsAt }: Occurrence): boolean {
  return startsAt < until && (startsAt >= from || endsAt > from);
}

/** The starts of a series around the window: its own start, its rules and its RDATEs, each instant once. */
function slotsOf(
  event: CalendarEvent,
  bounds: Bounds,
  ranges: readonly Replacement[],
): { readonly slots: readonly Slot[]; readonly rejects: readonly Reject[] } {
  const rules = event.rules.map((value) => ({ value, rule: readRule(value) }));
  for (const { value, rule } of rules) {
    const expected = refusal(rule, event.start);
    if (expected !== null) return { slots: [], rejects: [refused(event, value, expected)] };
  }
  const longest = [event, ...ranges.map((range) => range.event), ...event.extra]
    .map(({ length }) => (length?.days ?? 0) * dayMs + (length?.ms ?? 0))
    .reduce((a, b) => Math.max(a, b));
  const farthest = ranges
    .map((range) => Math.abs(instantAt(range.event.start) - instantAt(range.slot)))
    .reduce((a, b) => Math.max(a, b), 0);
  const reach = clockMs + longest + farthest;
  const span = { from: bounds.from - reach, to: bounds.until + reach };

  const slots = new Map<number, Slot>();
  const add = (slot: Slot) => {
    const at = instantAt(slot.start);
    if (at >= span.from && !slots.has(at)) slots.set(at, slot);
  };
  for (const slot of event.extra) add(slot);
  if (rules.length === 0) add({ start: event.start, length: null });
  for (const { rule } of rules) {
    if ('expected' in rule) continue;
    for (const start of starts(rule, event.start, span)) {
      if (slots.size > bounds.maxInstances + countedBeyondCap) break;
      add({ start, length: null });
    }
  }
  return { slots: [...slots.values()], rejects: [] };
}

function* starts(rule: Rule, start: Moment, span: Span): Generator<Moment> {
  for (const wall of recurrences(rule, start.wall, span)) {
    const slot = { ...start, wall };
    if (rule.until !== null && !isUntil(rule.until, slot)) return;
    yield slot;
  }
}

function refusal(rule: ReturnType<typeof readRule>, start: Moment): string | null {
  if ('expected' in rule) return rule.expected;
  const withinDays = frequencies.indexOf(rule.frequency) < frequencies.indexOf('DAILY');
  return withinDays && start.isDate ? 'a rule of days or longer for an all-day meeting' : null;
}

function refused(event: CalendarEvent, value: string, expected: string): Reject {
  return { place: event.place, field: 'RRULE', value: shown(value), expected };
}

/** Where an occurrence goes when it or one before it was moved together with all that follow. */
function movedAlong({ start }: Slot, { slot, event }: Replacement): Slot {
  const { zone } = event.start;
  const after = wallOf(instantAt(start), zone) - wallOf(instantAt(slot), zone);
  return { start: { ...event.start, wall: event.start.wall + after }, length: null };
}

/** The first occurrences, as many as the bounds allow, and a reject that says how many there were beyond. */
function capped(
  event: CalendarEvent,
  bounds: Bounds,
  { occurrences, rejects }: Expansion,
): Expansion {
  const beyond = occurrences.length - bounds.maxInstances;
  if (beyond <= 0) return { occurrences, rejects };
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  const left = beyond >= countedBeyondCap ? `more than ${countedBeyondCap}` : beyond;
  const expected =
    `at most ${bounds.maxInstances} instances from ${day(bounds.from)} to ${day(bounds.until)}: ` +
    `the first ones were read, ${left} were left out`;
  return {
    occurrences: [...occurrences]
      .sort((a, b) => a.startsAt - b.startsAt)
      .slice(0, bounds.maxInstances),
    rejects: [...rejects, refused(event, event.rules.join(' '), expected)],
  };
}
