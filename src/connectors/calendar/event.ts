import type { Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import { allOf, type Component, firstOf, type Property } from './lines.ts';
import { type Meeting, meetingOf } from './meeting.ts';
import { type Length, lengthBetween, type Moment, readLength, readWall } from './moments.ts';
import { momentOf, type ZoneFinder } from './observances.ts';
import { utc, type Zone } from './zones.ts';

/** One VEVENT, read: what it says about time, and what it says about the meeting. */

export type CalendarEvent = {
  readonly place: string;
  readonly start: Moment;
  readonly length: Length;
  /** Set on a VEVENT that replaces one occurrence of its series, or with `thisAndFuture` all from there on. */
  readonly recurrenceId: Moment | null;
  readonly thisAndFuture: boolean;
  readonly rules: readonly string[];
  readonly extra: readonly { readonly start: Moment; readonly length: Length | null }[];
  readonly excluded: readonly Moment[];
  readonly meeting: Meeting;
  /** All that was read, for a choice between versions that does not depend on their order in the file. */
  readonly text: string;
};

/** The calendar that an event stands in. */
export type Surroundings = {
  readonly method: string | null;
  readonly zones: ZoneFinder;
  /** The clock of floating times and of dates. */
  readonly floating: Zone;
};

/** Reads a VEVENT; null, with the reason among the rejects, when it cannot be said when it takes place. */
export function readEvent(
  component: Component,
  place: string,
  surroundings: Surroundings,
): { readonly event: CalendarEvent | null; readonly rejects: readonly Reject[] } {
  const rejects: Reject[] = [];
  const refuse: Refusal = (field, value, expected) => {
    rejects.push({ place, field, value: shown(value), expected });
    return null;
  };
  const moment: Clock = ({ name, parameters, value }, floating) =>
    momentOf({ value, tzid: parameters.tzid }, surroundings.zones, floating) ??
    refuse(name, value, 'a date or time: 20260302, 20260302T090000 or 20260302T080000Z');

  const [starts] = filled(component, 'DTSTART');
  if (starts === undefined) refuse('DTSTART', '', 'a start: without one it is no meeting');
  const start = starts === undefined ? null : moment(starts, surroundings.floating);
  if (start === null) return { event: null, rejects };

  const length = lengthOf(component, start, { moment, refuse });
  const [replaces] = filled(component, 'RECURRENCE-ID');
  const recurrenceId = replaces === undefined ? null : moment(replaces, start.zone);
  if (replaces !== undefined && recurrenceId === null) return { event: null, rejects };
  const event = {
    place,
    start,
    length,
    recurrenceId,
    thisAndFuture: replaces?.parameters.range?.toUpperCase() === 'THISANDFUTURE',
    rules: filled(component, 'RRULE').map(({ value }) => value.trim()),
    extra: extraDates(component, start, moment),
    excluded: dates(component, 'EXDATE').flatMap((date) => moment(date, start.zone) ?? []),
    meeting: meetingOf(component, surroundings.method),
    text: JSON.stringify(component.properties),
  };
  return { event, rejects };
}

type Refusal = (field: string, value: string, expected: string) => null;

type Clock = (property: Property, floating: Zone) => Moment | null;

function filled(component: Component, name: string): readonly Property[] {
  return allOf(component, name).filter(({ value }) => value.trim() !== '');
}

/** The dates of a property that may hold several, one by one. */
function dates(component: Component, name: string): readonly Property[] {
  return filled(component, name).flatMap((property) =>
    property.value
      .split(',')
      .map((value) => ({ ...property, value: value.trim() }))
      .filter(({ value }) => value !== ''),
  );
}

/** DTEND, else DURATION, else (RFC 5545 §3.6.1) the day of a date and no time at all. */
function lengthOf(
  component: Component,
  start: Moment,
  { moment, refuse }: { readonly moment: Clock; readonly refuse: Refusal },
): Length {
  const [ends] = filled(component, 'DTEND');
  const end = ends === undefined ? null : moment(ends, start.zone);
  if (end !== null) return lengthBetween(start, end);
  const duration = firstOf(component, 'DURATION');
  const length = duration === null ? null : readLength(duration);
  if (duration !== null && length === null) refuse('DURATION', duration, 'a length: PT1H30M, P1D');
  return length ?? { days: start.isDate ? 1 : 0, ms: 0 };
}

/** RDATE: further dates, or periods, which bring a length of their own. */
function extraDates(component: Component, start: Moment, moment: Clock): CalendarEvent['extra'] {
  return dates(component, 'RDATE').flatMap((property) => {
    const [from = '', to] = property.value.split('/');
    const at = moment({ ...property, value: from }, start.zone);
    if (at === null) return [];
    return [{ start: at, length: to === undefined ? null : periodLength(at, to) }];
  });
}

function periodLength(start: Moment, to: string): Length | null {
  const end = readWall(to);
  if (end === null) return readLength(to);
  return lengthBetween(start, { ...end, zone: end.inUtc ? utc : start.zone });
}
