import { Problem } from '../../model/problem.ts';
import { windowsZones } from './windows-zones.ts';

/** Time zones by the names that calendars give them, and the instants that their clocks show. */

export type Zone = {
  readonly name: string;
  /** Milliseconds that the clocks of the zone are ahead of UTC at an instant. */
  readonly offsetAt: (instant: number) => number;
};

export const utc: Zone = { name: 'UTC', offsetAt: () => 0 };

/**
 * The instant at which the clocks of a zone show `wall` (ms since 1970, as if the clock stood in UTC). A time that
 * comes twice is the first of the two, one that is skipped is read with the offset before the gap (RFC 5545 §3.3.5).
 */
export function instantOf(wall: number, zone: Zone): number {
  const before = zone.offsetAt(wall - dayMs);
  const after = zone.offsetAt(wall + dayMs);
  if (before === after) return wall - before;
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (early + zone.offsetAt(early) === wall) return early;
  if (late + zone.offsetAt(late) === wall) return late;
  return wall - before;
}

/** What the clocks of a zone show at an instant, as ms since 1970 if the clock stood in UTC. */
export function wallOf(instant: number, zone: Zone): number {
  return instant + zone.offsetAt(instant);
}

/**
 * The IANA zone inside a name that holds one: `Europe/Berlin`, `/Europe/Berlin`, `TZID=Europe/Berlin`,
 * `/mozilla.org/20050126_1/Europe/Berlin`. Null for names without an area, which VTIMEZONE may define differently.
 */
export function placeZone(tzid: string): Zone | null {
  const parts = bare(tzid).split('/');
  for (const length of [3, 2]) {
    const name = parts.slice(-length).join('/');
    const zone = parts.length >= length ? ianaZone(name) : null;
    if (zone !== null) return zone;
  }
  return null;
}

/**
 * The zone of a name that needs no VTIMEZONE: a Windows name (`W. Europe Standard Time`), a Windows label
 * (`(UTC+01:00) Amsterdam, Berlin`), an offset (`UTC+01:00`) or an alias (`CET`).
 */
export function aliasZone(tzid: string): Zone | null {
  const name = bare(tzid).replace(/^\((?:UTC|GMT)[^)]*\)\s*/i, '');
  const named = ianaZone(windowsZones.get(name.toLowerCase()) ?? name);
  return named ?? offsetZone(name) ?? cityZone(name);
}

/** The zone that an administrator named; a Problem when Node does not know it. */
export function requiredZone(timeZone: string): Zone {
  const zone = ianaZone(timeZone);
  if (zone !== null) return zone;
  throw new Problem({
    code: 'time_zone_unknown',
    message: 'The time zone for times without one is unknown',
    value: timeZone,
    hint: 'Use a name of the IANA database, such as Europe/Berlin',
  });
}

/** A zone of the IANA database, null when this Node does not know the name. */
export function ianaZone(name: string): Zone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = /^[A-Za-z]/.test(name) && isKnown(name) ? { name, offsetAt: clock(name) } : null;
  zones.set(name, zone);
  return zone;
}

const dayMs = 86_400_000;
const quarterMs = 900_000;
const zones = new Map<string, Zone | null>();

function bare(tzid: string): string {
  return tzid.replace(/^TZID=/i, '').replace(/^["\s/]+|["\s]+$/g, '');
}

function offsetZone(name: string): Zone | null {
  const [, sign, hours, minutes = '00'] =
    /^(?:UTC|GMT)?\s*([+-])(\d\d?):?(\d\d)?$/i.exec(name) ?? [];
  if (hours === undefined) return null;
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const offset = sign === '-' ? -ahead : ahead;
  return { name, offsetAt: () => offset };
}

/** Labels list the large cities of a zone, and the IANA database names its zones after them. */
function cityZone(name: string): Zone | null {
  const cities = name.split(/[,:]/).map((city) => city.trim().replaceAll(' ', '_').toLowerCase());
  const zone = Intl.supportedValuesOf('timeZone').find((place) =>
    cities.includes(place.slice(place.lastIndexOf('/') + 1).toLowerCase()),
  );
  return zone === undefined ? null : ianaZone(zone);
}

function isKnown(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Clocks are moved at whole quarters of an hour only, so an offset holds for the quarter it was looked up in. */
function clock(timeZone: string): Zone['offsetAt'] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / quarterMs);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const [, sign, hours, minutes, seconds] =
      /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(format.format(quarter * quarterMs)) ?? [];
    const ahead = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
    const offset = (sign === '-' ? -ahead : ahead) * 1000;
    offsets.set(quarter, offset);
    return offset;
  };
}
