import { Temporal } from 'temporal-polyfill';
import { instantMs, isDay } from '../../contract/wire.ts';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** A date as a cell gives it: by the clocks of some zone unless it says its offset. */
export type WrittenDate = {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM:SS.mmm`; null for a day without a time. */
  readonly time: string | null;
  /** `Z` or `+01:00`. */
  readonly offset: string | null;
};

/**
 * What a cell says: a date; the dates of which it may be either (`04/05/2026`) while no order is given; null when it is
 * none. A date that can be read in only one way (`13/05/2026`) needs no order; with an order, only that order counts.
 */
export function readDate(
  text: string,
  order?: DateOrder,
): WrittenDate | { readonly orders: readonly DateOrder[] } | null {
  const rest = splitTime(text.trim());
  if (rest === null) return null;
  const parts = dayParts(rest.day);
  if (parts === null) return null;
  const orders = order !== undefined && parts.orders.length > 1 ? [order] : parts.orders;
  const days = new Map<string, DateOrder>();
  for (const one of orders) {
    const date = parts.orders.includes(one) ? inOrder(parts.parts, one) : null;
    if (date !== null && !days.has(date)) days.set(date, one);
  }
  if (days.size > 1) return { orders: [...days.values()] };
  const [date] = days.keys();
  return date === undefined ? null : { date, time: rest.time, offset: rest.offset };
}

/** Which order a date decides: `13/05/2026` can only be day first. Null when it says nothing about it. */
export function decidedOrder(text: string): DateOrder | null {
  const rest = splitTime(text.trim());
  const parts = rest === null ? null : dayParts(rest.day);
  if (parts === null || parts.orders.length < 2) return null;
  const possible = parts.orders.filter((order) => inOrder(parts.parts, order) !== null);
  return possible.length === 1 ? (possible[0] ?? null) : null;
}

/** The instant in ms. A day without a time is its first moment in the zone, or its last when `edge` is `end`. */
export function instantOf(
  written: WrittenDate,
  zone: string,
  edge: 'start' | 'end' = 'start',
): number {
  const { date, time, offset } = written;
  if (time !== null) {
    return offset === null
      ? localMs(`${date}T${time}`, zone)
      : (instantMs(`${date}T${time}${offset}`) ?? 0);
  }
  if (edge === 'start') return localMs(`${date}T00:00`, zone);
  return localMs(`${Temporal.PlainDate.from(date).add({ days: 1 }).toString()}T00:00`, zone) - 1;
}

/** The day: as written, or for an instant with an offset the day in the zone. */
export function dayOf(written: WrittenDate, zone: string): string {
  if (written.offset === null || written.time === null) return written.date;
  const instant = Temporal.Instant.fromEpochMilliseconds(instantOf(written, zone));
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString();
}

const local = new Map<string, number>();

/** NOTE: a time that the clocks skip or show twice is taken as `compatible` does: later in a gap, earlier in an overlap. */
function localMs(dateTime: string, zone: string): number {
  const key = `${dateTime} ${zone}`;
  const known = local.get(key);
  if (known !== undefined) return known;
  const found = Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone).epochMilliseconds;
  if (local.size > 50_000) local.clear();
  local.set(key, found);
  return found;
}

const timePattern =
  /^(.*?)(?:[T ,]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([ap])?\.?m?\.?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

function splitTime(
  text: string,
): { readonly day: string; readonly time: string | null; readonly offset: string | null } | null {
  const found = timePattern.exec(text);
  if (found === null) return null;
  const [, day = '', hour, minute = '', second = '00', fraction = '', half, zone] = found;
  if (hour === undefined)
    return zone === undefined ? { day: text, time: null, offset: null } : plainDay(text);
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null;
  const time = `${String(hours).padStart(2, '0')}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  const offset = zone === undefined ? null : /^[+-]/.test(zone) ? zone : 'Z';
  return { day: day.trim(), time, offset };
}

/** `2026-11-20` ends in what looks like an offset; a day without a time has none. */
function plainDay(text: string) {
  return { day: text, time: null, offset: null };
}

type Parts = { readonly parts: readonly string[]; readonly orders: readonly DateOrder[] };

/** The three parts of a day as they stand, and the orders in which they could stand. */
function dayParts(day: string): Parts | null {
  const yearFirst =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(day) ?? /^(\d{4})()(\d\d)(\d\d)$/.exec(day);
  if (yearFirst !== null) {
    return { parts: [yearFirst[1] ?? '', yearFirst[3] ?? '', yearFirst[4] ?? ''], orders: ['ymd'] };
  }
  const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$/.exec(day);
  if (numeric !== null) {
    const parts = [numeric[1] ?? '', numeric[3] ?? '', numeric[4] ?? ''];
    return { parts, orders: parts[2]?.length === 4 ? ['dmy', 'mdy'] : ['dmy', 'mdy', 'ymd'] };
  }
  const words = day
    .replace(/^\p{L}{2,10}\.?,\s*/u, '')
    .split(/[-\s.,/]+/)
    .filter(Boolean);
  const at = words.findIndex((word) => monthOf(word) !== null);
  const month = monthOf(words[at] ?? '');
  const numbers = words.filter((_, index) => index !== at);
  if (month === null || words.length !== 3 || !numbers.every((word) => /^\d+$/.test(word)))
    return null;
  if (numbers[0]?.length === 4)
    return { parts: [numbers[0], month, numbers[1] ?? ''], orders: ['ymd'] };
  return { parts: [numbers[0] ?? '', month, numbers[1] ?? ''], orders: ['dmy'] };
}

/** The day as `YYYY-MM-DD` when the parts stand in this order; null when there is no such day. */
function inOrder(parts: readonly string[], order: DateOrder): string | null {
  const part = (letter: string) => parts[order.indexOf(letter)] ?? '';
  const year = part('y').length === 2 ? century(part('y')) : part('y');
  if (year.length !== 4 || part('d').length > 2) return null;
  if (!isDay(Number(year), Number(part('m')), Number(part('d')))) return null;
  return `${year}-${part('m').padStart(2, '0')}-${part('d').padStart(2, '0')}`;
}

/** Two digits are a year from 1970 to 2069. */
function century(year: string): string {
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}

/** English and German names of months, by their first letters. */
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const german: Readonly<Record<string, number>> = { mär: 3, mrz: 3, mai: 5, okt: 10, dez: 12 };

function monthOf(word: string): string | null {
  if (!/^\p{L}{3,9}$/u.test(word)) return null;
  const start = word.toLowerCase().slice(0, 3);
  const number = months.indexOf(start) + 1 || german[start];
  return number === undefined ? null : String(number);
}
