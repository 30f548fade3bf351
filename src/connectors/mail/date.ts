/** When a message was sent, from Date headers as they are really written in thirty years of mail. */

import type { ReaderFlag } from '../../model/activity.ts';
import { eachHeader, firstHeader, type Headers } from './headers.ts';

export type SentAt = { readonly at: number; readonly flags: readonly ReaderFlag[] };

/**
 * The instant of the Date header; where it is missing or absurd (unreadable, outside 1990–2100, more than two days
 * after or a year before the topmost Received that can be read), that Received's, flagged; null without either.
 */
export function sentAt(headers: Headers): SentAt | null {
  const dateText = firstHeader(headers, 'date');
  const date = dateText === null ? null : parseMailDate(dateText);
  const received = topmostReceived(headers);
  if (date !== null && isPlausible(date) && (received === null || agree(date, received))) {
    return { at: date, flags: [] };
  }
  return received === null ? null : { at: received, flags: ['date_from_received'] };
}

/**
 * A date of RFC 5322 with its obsolete forms (zone names, two-digit years, comments, no seconds), of asctime or of ISO
 * 8601, in milliseconds since 1970; null when it is none. An unknown zone is UTC (RFC 5322 §4.3).
 */
export function parseMailDate(text: string): number | null {
  const usual = usualForm.exec(text);
  if (usual !== null) {
    const [, day = '', month = '', year = '', hour = '', minute = '', second = '0', zone = ''] =
      usual;
    return instant({
      year: fullYear(year),
      month: monthNumber(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      offset: numericOffset(zone),
    });
  }
  return parseLooseDate(text);
}

const dayMs = 86_400_000;
/** Before this Internet mail had hardly begun; clocks that were never set say 1970 or 1980. */
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);
const longestAhead = 2 * dayMs;
const longestOnTheWay = 366 * dayMs;

function isPlausible(at: number): boolean {
  return at >= earliest && at < latest;
}

function agree(date: number, received: number): boolean {
  return date <= received + longestAhead && date >= received - longestOnTheWay;
}

function topmostReceived(headers: Headers): number | null {
  for (const trace of eachHeader(headers, 'received')) {
    const semicolon = trace.lastIndexOf(';');
    const at = semicolon < 0 ? null : parseMailDate(trace.slice(semicolon + 1));
    if (at !== null && isPlausible(at)) return at;
  }
  return null;
}

const usualForm =
  /^\s*(?:[a-z]{3},)?\s*(\d{1,2})\s([a-z]{3})\s(\d{4})\s(\d\d):(\d\d)(?::(\d\d))?\s([+-]\d{4})(?:\s+\([^()]*\))?\s*$/i;

type Parts = {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of UTC. */
  readonly offset: number;
};

function instant(parts: Parts): number | null {
  const { year, month, day, hour, minute, second, offset } = parts;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  // 60 is a leap second.
  if (hour > 23 || minute > 59 || second > 60) return null;
  return Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59)) - offset * 60_000;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const comments = /\([^()]*\)/g;
const isoForm =
  /^(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(z|[a-z]{1,5}|[+-]\d\d:?\d\d)?$/i;
const month = '((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)';
const looseDayMonth = new RegExp(
  `(?:^|[\\s,])(\\d{1,2})[\\s-]+${month}\\.?[\\s,-]+(\\d{2,4})(?=[\\s,]|$)`,
  'i',
);
const looseMonthDay = new RegExp(`(?:^|[\\s,])${month}\\.?\\s+(\\d{1,2})(?:,|\\s|$)`, 'i');
const looseYear = /(?:^|\s)((?:19|20)\d\d)(?=[\s,]|$)/;
const looseClock = /(?:^|\s)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]m)?/i;
const looseZone = /(?:^|[\s\d])(?:(?:gmt|utc?)?([+-]\d\d:?\d\d)|([a-z]{1,5}))\s*$/i;

function parseLooseDate(original: string): number | null {
  if (original.length > 200) return null;
  const text = original.replace(comments, ' ').replace(/\s+/g, ' ').trim();
  const iso = isoForm.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second = '0', zone = ''] = iso;
    return instant({
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      offset: offsetOf(zone),
    });
  }
  const clock = looseClock.exec(text);
  if (clock === null) return null;
  const [clockText, hour = '', minute = '', second = '0', half] = clock;
  const day = looseDay(
    `${text.slice(0, clock.index)} ${text.slice(clock.index + clockText.length)}`,
  );
  if (day === null) return null;
  const zone = looseZone.exec(text.slice(clock.index + clockText.length).replace(looseYear, ' '));
  return instant({
    ...day,
    hour: half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0),
    minute: Number(minute),
    second: Number(second),
    offset: zone === null ? 0 : offsetOf(zone[1] ?? zone[2] ?? ''),
  });
}

function looseDay(text: string): Pick<Parts, 'year' | 'month' | 'day'> | null {
  const dayFirst = looseDayMonth.exec(text);
  if (dayFirst !== null) {
    const [, day, month = '', year = ''] = dayFirst;
    return { year: fullYear(year), month: monthNumber(month), day: Number(day) };
  }
  const monthFirst = looseMonthDay.exec(text);
  const year = looseYear.exec(text);
  if (monthFirst === null || year === null) return null;
  return {
    year: Number(year[1]),
    month: monthNumber(monthFirst[1] ?? ''),
    day: Number(monthFirst[2]),
  };
}

/** RFC 5322 §4.3: 0–49 is 2000–2049, 50–999 is added to 1900 (102 comes from programs that did so); also `0001`. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (year > 999) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function offsetOf(zone: string): number {
  if (/^[+-]/.test(zone)) return numericOffset(zone);
  return (zoneHours.get(zone.toUpperCase()) ?? 0) * 60;
}

/** Minutes of `+hhmm` or `+hh:mm`; an offset that no place on Earth has tells nothing and is taken as UTC. */
function numericOffset(zone: string): number {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return 0;
  return (hours * 60 + minutes) * (zone.startsWith('-') ? -1 : 1);
}

/**
 * Names of RFC 5322 §4.3 and those that mean one zone only; military letters are UTC there, because RFC 822 had their
 * signs wrong. IST is not here: India, Ireland and Israel use it.
 */
const zoneHours: ReadonlyMap<string, number> = new Map([
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
  ['AKST', -9],
  ['AKDT', -8],
  ['HST', -10],
  ['WEST', 1],
  ['BST', 1],
  ['CET', 1],
  ['MET', 1],
  ['CEST', 2],
  ['MEST', 2],
  ['EET', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['HKT', 8],
  ['SGT', 8],
  ['JST', 9],
  ['KST', 9],
  ['AEST', 10],
  ['AEDT', 11],
  ['NZST', 12],
  ['NZDT', 13],
]);
