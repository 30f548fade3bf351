import { createHash } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import type { Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import { readEvent, type Surroundings } from './event.ts';
import { allOf, type Component, firstOf, readCalendars } from './lines.ts';
import { calendarZones } from './observances.ts';
import { type Expansion, expandSeries, type Occurrence } from './series.ts';
import type { Bounds } from './slots.ts';
import { requiredZone } from './zones.ts';

/** The text of an ICS file as single meetings. Pure, and bounded: no rule makes it run on. */

/** Two years back to one ahead, 2,000 instances and five seconds for one series. */
export function defaultBounds(now: number): Bounds {
  const year = new Date(now).getUTCFullYear();
  return {
    from: new Date(now).setUTCFullYear(year - 2),
    until: new Date(now).setUTCFullYear(year + 1),
    maxInstances: 2000,
    deadlineMs: 5000,
  };
}

/**
 * The meetings inside the bounds, by start, and all that could not be read, each with its place (`event 3 (line 40)`).
 * Floating times and days are those of `timeZone` (IANA; an unknown one is a Problem). VTODO and VJOURNAL are no
 * meetings and not mentioned.
 */
export function expandCalendar(text: string, bounds: Bounds, timeZone = 'UTC'): Expansion {
  const floating = requiredZone(timeZone);
  const { calendars, rejects } = readCalendars(text);
  if (calendars.length === 0) return { occurrences: [], rejects: [...rejects, noCalendar(text)] };
  let count = 0;
  const series = calendars.flatMap((calendar) => {
    const surroundings = {
      method: firstOf(calendar, 'METHOD')?.toUpperCase() ?? null,
      // A year beyond the window is far enough for the clock changes around its end.
      zones: calendarZones(calendar, bounds.until + 366 * 86_400_000),
      floating,
    };
    const events = calendar.components
      .filter(({ name }) => name === 'VEVENT')
      .map((component) => {
        count += 1;
        return { component, place: `event ${count} (line ${component.line})` };
      });
    return [...Map.groupBy(events, ({ component }) => uidOf(component))].map(([uid, placed]) => ({
      expand: () => expandEvents(uid, placed, { bounds, surroundings }),
      tooLong: () => tooLong(placed, bounds),
    }));
  });
  const expansions = expandAll(series, bounds.deadlineMs);
  return {
    occurrences: expansions.flatMap(({ occurrences }) => occurrences).sort(byStart),
    rejects: [...rejects, ...expansions.flatMap((expansion) => expansion.rejects)],
  };
}

type Placed = { readonly component: Component; readonly place: string };

/** The UID, or for an event without one a hash of what makes it this event and no other. */
function uidOf(component: Component): string {
  const uid = firstOf(component, 'UID');
  if (uid !== null) return uid;
  const content = ['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'SUMMARY', 'ORGANIZER', 'ATTENDEE']
    .flatMap((name) => allOf(component, name))
    .map(({ name, value }) => `${name}:${value}\n`);
  return createHash('sha256').update(content.join('')).digest('hex').slice(0, 32);
}

function expandEvents(
  uid: string,
  placed: readonly Placed[],
  { bounds, surroundings }: { readonly bounds: Bounds; readonly surroundings: Surroundings },
): Expansion {
  const rejects: Reject[] = [];
  const events = placed.flatMap(({ component, place }) => {
    if (!component.complete) {
      rejects.push({ place, field: 'END', value: '', expected: 'END:VEVENT: the file is cut off' });
      return [];
    }
    const read = readEvent(component, place, surroundings);
    rejects.push(...read.rejects);
    return read.event ?? [];
  });
  const { occurrences, rejects: more } = expandSeries(uid, events, bounds);
  return { occurrences, rejects: [...rejects, ...more] };
}

type Series = { readonly expand: () => Expansion; readonly tooLong: () => Expansion };

/**
 * All series, each stopped after `deadlineMs`. They are run together, because to guard a piece of work costs more than
 * most series take; when time runs out, the one it ran out on is tried once more on its own. Each that takes too long
 * halves what the next one may take (to a fiftieth), so that a file full of them is done in reasonable time as well.
 */
function expandAll(series: readonly Series[], deadlineMs: number): readonly Expansion[] {
  const finish = timeLimit();
  const done: Expansion[] = [];
  const expandNext = () => {
    const next = series[done.length];
    if (next !== undefined) done.push(next.expand());
  };
  let limitMs = deadlineMs;
  while (done.length < series.length) {
    const all = finish(limitMs, () => {
      while (done.length < series.length) expandNext();
    });
    if (all || finish(limitMs, expandNext)) continue;
    done.push(...series.slice(done.length, done.length + 1).map(({ tooLong }) => tooLong()));
    limitMs = Math.max(limitMs / 2, deadlineMs / 50);
  }
  return done;
}

/** Runs work for so many ms at most: false when it was not done by then. V8 itself stops it, in whatever loop it is. */
function timeLimit(): (limitMs: number, work: () => void) => boolean {
  const script = new Script('work()');
  const room = { work: () => {} };
  const context = createContext(room);
  return (limitMs, work) => {
    room.work = work;
    try {
      script.runInContext(context, { timeout: Math.max(1, Math.ceil(limitMs)) });
      return true;
    } catch (error) {
      if (isTimeOut(error)) return false;
      throw error;
    }
  };
}

/** The error belongs to the context that was stopped, so it is no `Error` of ours. */
function isTimeOut(error: unknown): boolean {
  return Object(error).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

function tooLong(placed: readonly Placed[], { deadlineMs }: Bounds): Expansion {
  const withRule =
    placed.find(({ component }) => firstOf(component, 'RRULE') !== null) ?? placed[0];
  const reject = {
    place: withRule?.place ?? '',
    field: 'RRULE',
    value: shown(withRule === undefined ? '' : (firstOf(withRule.component, 'RRULE') ?? '')),
    expected: `a series that can be worked out within ${deadlineMs} ms`,
  };
  return { occurrences: [], rejects: [reject] };
}

function noCalendar(text: string): Reject {
  return {
    place: 'line 1',
    field: 'BEGIN',
    value: shown(text.slice(0, 200)),
    expected: 'a calendar: BEGIN:VCALENDAR',
  };
}

function byStart(a: Occurrence, b: Occurrence): number {
  return a.startsAt - b.startsAt || compare(a.uid, b.uid) || compare(a.original, b.original);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
