import type { Reject } from '../../model/bundle.ts';
import type { CalendarEvent } from './event.ts';
import type { Meeting } from './meeting.ts';
import { endOf, instantAt, type Moment } from './moments.ts';
import { type Bounds, countedBeyondCap, refused, type Slot, slotsOf } from './slots.ts';
import {
  currentMasters,
  currentReplacements,
  dayOf,
  exclusionKey,
  keyOf,
  type Replacement,
} from './versions.ts';
import { wallOf } from './zones.ts';

/** The events of one UID as single meetings: rules and dates expanded, exceptions taken out, replacements put in. */

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

function isWithin({ from, until }: Bounds, { startsAt, endsAt }: Occurrence): boolean {
  return startsAt < until && (startsAt >= from || endsAt > from);
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
  const left = beyond > countedBeyondCap ? `more than ${countedBeyondCap}` : beyond;
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
