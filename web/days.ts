/** Calendar days of the organisation's zone, as `YYYY-MM-DD`, and the instants at which they begin. */

const dayMs = 86_400_000;

/** The calendar day of an instant (ms) in an IANA zone. */
export function dayOf(instant: number, timeZone: string): string {
  return dayText(instant + offsetAt(instant, timeZone));
}

/** The day so many days later; negative: earlier. */
export function addDays(day: string, days: number): string {
  return dayText(Date.parse(day) + days * dayMs);
}

/** Days from the first to the second. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / dayMs);
}

/** The instant (ms) at which a day begins in a zone. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(day);
  const guess = utc - offsetAt(utc, timeZone);
  // The offset of the guess is the day's own, also where the clock was moved in between.
  return utc - offsetAt(guess, timeZone);
}

/** The last instant (ms) of a day in a zone: what "as of that day" means. */
export function endOfDay(day: string, timeZone: string): number {
  return startOfDay(addDays(day, 1), timeZone) - 1;
}

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayText(Date.parse(text)) === text;
}

function dayText(ms: number): string {
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10);
}

/** Offsets by zone and minute: lists tell many instants of the same days, and all of them from the same now. */
const offsets = new Map<string, number>();
const mostOffsets = 5000;

function offsetAt(instant: number, timeZone: string): number {
  // No clock is moved within a minute.
  const minute = `${timeZone} ${Math.floor(instant / 60_000)}`;
  const known = offsets.get(minute);
  if (known !== undefined) return known;
  const offset = readOffset(instant, timeZone);
  if (offsets.size >= mostOffsets) offsets.clear();
  offsets.set(minute, offset);
  return offset;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function readOffset(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, +value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(instant / 1000) * 1000;
}
