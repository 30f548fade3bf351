import { z } from 'zod';

/**
 * The small parts that the bundle's schemas are made of. Every one of them says in words what was expected, because
 * that sentence is what a person reads about a rejected line.
 */

/** PostgreSQL can store every character of a text but U+0000, so a text that holds one does not fit. */
export const text = z
  .string({ error: 'text' })
  .refine((value) => !value.includes('\0'), { error: 'text without NUL characters' });

/** A text that names something: at least one character that is not a space. */
export const id = z
  .string({ error: 'an id: text that is not empty' })
  .refine((value) => value.trim() !== '' && !value.includes('\0'), {
    error: 'an id: text that is not empty and holds no NUL',
  });

/** As an id, but said of what is excluded: a blank there would exclude everything. */
export const filledText = text.refine((value) => value.trim() !== '', {
  error: 'text that is not empty',
});

export const texts = z.array(text, { error: 'a list of texts' });
export const flag = z.boolean({ error: 'true or false' });
export const finite = z.number({ error: 'a finite number' });
export const atLeastZero = finite.min(0, { error: 'a number of at least 0' });

/** One of a closed set, which the message lists. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

export const instant = z
  .string({ error: 'an instant: ISO 8601 with offset, like 2026-11-20T12:00:00Z' })
  .refine((value) => instantMs(value) !== null, {
    error: 'an instant: ISO 8601 with offset, like 2026-11-20T12:00:00Z',
  })
  .meta({ format: 'date-time' });

export const day = z
  .string({ error: 'a day: YYYY-MM-DD' })
  .refine((value) => /^\d{4}-\d\d-\d\d$/.test(value) && instantMs(`${value}T00:00:00Z`) !== null, {
    error: 'a day that exists: YYYY-MM-DD',
  })
  .meta({ format: 'date' });

/** Blank is let through and means that the zone is not known. */
export const timeZone = text.refine((value) => value.trim() === '' || isTimeZone(value), {
  error: 'an IANA time zone, like Europe/Berlin',
});

const instantPattern =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/;

/**
 * Milliseconds since 1970 of an ISO 8601 instant, or null: without an offset, or on a day or at a time that does not
 * exist, it is no instant. Seconds may be left out; digits beyond the millisecond are cut off.
 */
export function instantMs(value: string): number | null {
  const found = instantPattern.exec(value);
  if (found === null) return null;
  const [, year, month, date, hour, minute, second, fraction = '', sign, hours, minutes] = found;
  if (!isDay(Number(year), Number(month), Number(date))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  if (Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59) return null;
  const utc = new Date(0);
  utc.setUTCFullYear(Number(year), Number(month) - 1, Number(date));
  const timeOfDay = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second ?? 0) * 1000;
  const ahead = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return utc.getTime() + timeOfDay + ms - (sign === '-' ? -ahead : ahead);
}

/** Whether the calendar has this day. */
export function isDay(year: number, month: number, date: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && date >= 1 && date <= last;
}

const knownZones = new Map<string, boolean>();

/** Whether the runtime knows the IANA zone. Fixed offsets (`+01:00`) are no zones: they know no summer time. */
export function isTimeZone(name: string): boolean {
  const known = knownZones.get(name);
  if (known !== undefined) return known;
  const answer = /^[A-Za-z]/.test(name) && isResolved(name);
  if (knownZones.size < 10_000) knownZones.set(name, answer);
  return answer;
}

function isResolved(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
