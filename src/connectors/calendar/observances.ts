import { allOf, type Component, firstOf, plainText } from './lines.ts';
import { type Moment, readWall } from './moments.ts';
import { recurrences } from './recurrence.ts';
import { frequencies, readRule } from './rule.ts';
import { aliasZone, placeZone, utc, type Zone } from './zones.ts';

/**
 * The time zones of one calendar: those that Node knows by name, and those that the calendar defines itself
 * (VTIMEZONE, RFC 5545 §3.6.5). A name with an area (`Europe/Berlin`) wins over its definition, because programs
 * write out only the years that they care about; under any other name (`Eastern`, `EST`) the definition wins.
 */

export type ZoneFinder = (tzid: string | undefined) => Zone | null;

/** Finds the zones of a calendar by TZID; null for one that nobody defines. Definitions are worked out to `horizon`. */
export function calendarZones(calendar: Component, horizon: number): ZoneFinder {
  const found = new Map<string, Zone | null>();
  return (tzid) => {
    if (tzid === undefined || tzid === '') return null;
    const known = found.get(tzid);
    if (known !== undefined) return known;
    const zone = placeZone(tzid) ?? definedZone(calendar, tzid, horizon) ?? aliasZone(tzid);
    found.set(tzid, zone);
    return zone;
  };
}

/**
 * A moment from the value of a property: UTC when it says so, else in its TZID, else (floating, a date, or a TZID
 * that nobody knows) on the clock of `floating`. Null when it is no date.
 */
export function momentOf(
  { value, tzid }: { readonly value: string; readonly tzid: string | undefined },
  zones: ZoneFinder,
  floating: Zone,
): Moment | null {
  const read = readWall(value);
  if (read === null) return null;
  const zone = read.isDate ? floating : read.inUtc ? utc : (zones(tzid) ?? floating);
  return { wall: read.wall, zone, isDate: read.isDate };
}

type Onset = { readonly at: number; readonly offsetBefore: number; readonly offset: number };

function definedZone(calendar: Component, tzid: string, horizon: number): Zone | null {
  const definition = calendar.components.find(
    (component) =>
      component.name === 'VTIMEZONE' && plainText(firstOf(component, 'TZID') ?? '') === tzid,
  );
  if (definition === undefined) return null;
  const place = placeZone(firstOf(definition, 'X-LIC-LOCATION') ?? '');
  if (place !== null) return place;
  const onsets = definition.components
    .flatMap((observance) => onsetsOf(observance, horizon))
    .sort((a, b) => a.at - b.at || a.offset - b.offset);
  const [first] = onsets;
  if (first === undefined) return null;
  return {
    name: tzid,
    offsetAt: (instant) => lastUpTo(onsets, instant)?.offset ?? first.offsetBefore,
  };
}

/** When a STANDARD or DAYLIGHT part of a definition takes over. */
function onsetsOf(observance: Component, horizon: number): readonly Onset[] {
  const start = readWall(firstOf(observance, 'DTSTART') ?? '');
  const offsetBefore = readOffset(firstOf(observance, 'TZOFFSETFROM'));
  const offset = readOffset(firstOf(observance, 'TZOFFSETTO'));
  if (start === null || offsetBefore === null || offset === null) return [];
  const walls = [start.wall];
  for (const { value } of allOf(observance, 'RDATE'))
    for (const text of value.split(',')) {
      const extra = readWall(text);
      if (extra !== null) walls.push(extra.inUtc ? extra.wall + offsetBefore : extra.wall);
    }
  for (const { value } of allOf(observance, 'RRULE')) {
    const rule = readRule(value);
    // No clock is moved every hour; such a rule is there to keep a reader busy.
    if ('expected' in rule || frequencies.indexOf(rule.frequency) < frequencies.indexOf('DAILY'))
      continue;
    const { until } = rule;
    const last = (until?.wall ?? horizon) + (until?.inUtc ? offsetBefore : 0);
    const span = { from: start.wall, to: Math.min(horizon, last) };
    for (const wall of recurrences(rule, start.wall, span)) walls.push(wall);
  }
  return walls.map((wall) => ({ at: wall - offsetBefore, offsetBefore, offset }));
}

function lastUpTo(onsets: readonly Onset[], instant: number): Onset | undefined {
  let [low, high] = [0, onsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((onsets[middle]?.at ?? Number.POSITIVE_INFINITY) <= instant) low = middle + 1;
    else high = middle;
  }
  return onsets[low - 1];
}

function readOffset(text: string | null): number | null {
  const [, sign, hours, minutes, seconds = '00'] =
    /^([+-]?)(\d\d):?(\d\d):?(\d\d)?$/.exec(text ?? '') ?? [];
  if (hours === undefined) return null;
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ahead : ahead;
}
