/** Calendar days of a time zone. Days are numbered from 1970-01-01 = 0, so that they subtract. */

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/**
 * The calendar day of an instant (ms) in an IANA zone, as a day number. Throws a RangeError for an unknown zone. What
 * has been looked up of a zone is kept: asking the same zone again costs nothing.
 */
export function dayNumbers(timeZone: string): (instant: number) => number {
  const known = knownZones.get(timeZone);
  if (known !== undefined) return known;
  const dayOf = newDayNumbers(timeZone);
  knownZones.set(timeZone, dayOf);
  return dayOf;
}

const knownZones = new Map<string, (instant: number) => number>();

/** The offset is looked up once per UTC day; only days on which a clock was moved are looked up per instant. */
function newDayNumbers(timeZone: string): (instant: number) => number {
  const offsetAt = zoneOffset(timeZone);
  const offsetOfDay = new Map<number, number | null>();
  return (instant) => {
    const utcDay = Math.floor(instant / dayMs);
    let offset = offsetOfDay.get(utcDay);
    if (offset === undefined) {
      const before = offsetAt(utcDay * dayMs);
      offset = before === offsetAt((utcDay + 1) * dayMs - 1) ? before : null;
      offsetOfDay.set(utcDay, offset);
    }
    return Math.floor((instant + (offset ?? offsetAt(instant))) / dayMs);
  };
}

/** A day number as `YYYY-MM-DD`. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** An instant as ISO 8601 in UTC, without a fraction where there is none. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** Milliseconds that the clocks of an IANA zone are ahead of UTC at an instant. RangeError for an unknown zone. */
export function zoneOffset(timeZone: string): (instant: number) => number {
  const known = knownOffsets.get(timeZone);
  if (known !== undefined) return known;
  const offsetAt = newZoneOffset(timeZone);
  knownOffsets.set(timeZone, offsetAt);
  return offsetAt;
}

const knownOffsets = new Map<string, (instant: number) => number>();

/** To make a format takes longer than to use it a hundred times. */
function newZoneOffset(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = value;
    const year = Number(part.year) * (part.era === 'BC' ? -1 : 1);
    const wall = Date.UTC(
      year,
      Number(part.month) - 1,
      Number(part.day),
      Number(part.hour),
      Number(part.minute),
      Number(part.second),
    );
    return wall - Math.floor(instant / 1000) * 1000;
  };
}

/**
 * The instant (ms) at which the clocks of a zone show a time (ms since midnight) of a day (by number); of a time that
 * they skip, the instant as long after the clocks were moved.
 */
export function instantAt(timeZone: string, day: number, time = 0): number {
  const offsetAt = zoneOffset(timeZone);
  const wall = day * dayMs + time;
  return wall - offsetAt(wall - offsetAt(wall));
}
