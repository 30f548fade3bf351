import { instantOf, type Zone } from './zones.ts';

/** Dates, times and durations as calendars write them (RFC 5545 §3.3.4 to §3.3.9). */

export type Moment = {
  /** What the clock shows, in ms since 1970 as if it stood in UTC; midnight for a date. */
  readonly wall: number;
  readonly zone: Zone;
  readonly isDate: boolean;
};

/** A date or time before its zone is known. */
export type Wall = {
  readonly wall: number;
  readonly isDate: boolean;
  readonly inUtc: boolean;
};

/** Days are days on the calendar (23 to 25 hours long), the rest is exact time. */
export type Length = { readonly days: number; readonly ms: number };

export const dayMs = 86_400_000;

/** `20260302`, `20260302T090000` or `20260302T080000Z`, the zone left to the caller; null for anything else. */
export function readWall(text: string): Wall | null {
  const [, year, month, day, time, hour = '00', minute = '00', second = '00', z] =
    /^(\d{4})-?(\d\d)-?(\d\d)(T(\d\d):?(\d\d):?(\d\d)?(Z)?)?$/i.exec(text.trim()) ?? [];
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // Date.parse rolls 31 April over into May; a calendar that says so is wrong.
  if (Number.isNaN(midnight) || new Date(midnight).getUTCDate() !== Number(day)) return null;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const ms = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  return { wall: midnight + ms, isDate: time === undefined, inUtc: z !== undefined };
}

/** The length that a DURATION value names (`PT1H30M`, `P1D`, `P2W`), null for anything else; never below zero. */
export function readLength(text: string): Length | null {
  const [match, sign, weeks, days, hours, minutes, seconds] =
    /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text.trim()) ??
    [];
  if (match === undefined) return null;
  if (sign === '-') return { days: 0, ms: 0 };
  const number = (digits: string | undefined) => Number(digits ?? 0);
  return {
    days: number(weeks) * 7 + number(days),
    ms: (number(hours) * 3600 + number(minutes) * 60 + number(seconds)) * 1000,
  };
}

/** The length from DTSTART to DTEND: whole days between dates, exact time otherwise; 0 when the end comes first. */
export function lengthBetween(start: Moment, end: Moment): Length {
  const days = Math.ceil((end.wall - start.wall) / dayMs);
  return start.isDate
    ? { days: Math.max(0, days), ms: 0 }
    : { days: 0, ms: Math.max(0, instantAt(end) - instantAt(start)) };
}

/** The instant of a moment; a date stands for its first midnight. */
export function instantAt({ wall, zone }: Moment): number {
  return instantOf(wall, zone);
}

/** The instant at which something that begins at a moment and lasts a length ends. */
export function endOf({ wall, zone }: Moment, { days, ms }: Length): number {
  return instantOf(wall + days * dayMs, zone) + ms;
}

/** Whether a time of a series comes before the end that UNTIL sets; a date includes its whole day. */
export function isUntil(end: Wall, { wall, zone, isDate }: Moment): boolean {
  if (end.isDate) return wall < end.wall + dayMs;
  if (!end.inUtc || isDate) return wall <= end.wall;
  return instantOf(wall, zone) <= end.wall;
}
