/** Calendar days of a time zone. Days are numbered from 1970-01-01 = 0, so that they subtract. */

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/**
 * The calendar day of an instant (ms) in an IANA zone, as a day number. Throws a RangeError for an unknown zone. What
 * has been looked up of a zone is kept: asking the same zone again costs nothing.
 */
export function dayNumbers(timeZone: string): (instant: number) => number {
  const offsetAt = zoneOffset(timeZone);
  return (instant) => Math.floor((instant + offsetAt(instant)) / dayMs);
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
  const offsetOn = offsetsByDay(timeZone);
  return (instant) => {
    const offset = offsetOn(Math.floor(instant / dayMs));
    if (typeof offset === 'number') return offset;
    return instant < offset.movedAt ? offset.before : offset.after;
  };
}

/** The offset (ms) of all of a day; or the instant of that day at which the clocks were moved, and both offsets. */
export type DayOffset =
  | number
  | { readonly movedAt: number; readonly before: number; readonly after: number };

/** The offsets of an IANA zone by day in UTC (its number), each looked up once. RangeError for an unknown zone. */
export function offsetsByDay(timeZone: string): (utcDay: number) => DayOffset {
  const known = knownZones.get(timeZone);
  if (known !== undefined) return known;
  const lookUp = offsetLookup(timeZone);
  const ofDay = new Map<number, DayOffset>();
  const offsetOn = (utcDay: number) => {
    const before = ofDay.get(utcDay);
    if (before !== undefined) return before;
    const offset = offsetOfDay(lookUp, utcDay * dayMs);
    ofDay.set(utcDay, offset);
    return offset;
  };
  knownZones.set(timeZone, offsetOn);
  return offsetOn;
}

const knownZones = new Map<string, (utcDay: number) => DayOffset>();

/** To the second, which is what clocks are moved by; on no day are they moved twice. */
function offsetOfDay(lookUp: (instant: number) => number, start: number): DayOffset {
  const before = lookUp(start);
  const after = lookUp(start + dayMs - 1);
  if (before === after) return before;
  let [low, high] = [0, dayMs / 1000];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lookUp(start + middle * 1000) === before) low = middle;
    else high = middle;
  }
  return { movedAt: start + high * 1000, before, after };
}

/** NOTE: a look-up takes some microseconds, and making the format as long as a hundred of them. */
function offsetLookup(timeZone: string): (instant: number) => number {
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
