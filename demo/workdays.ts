/**
 * When people in Kiel and in Sheffield are at work: time zones, weekends, public holidays, the quiet weeks of the year.
 * Days are whole numbers since 1 January 1970; instants are milliseconds since then.
 */

/** A language stands for its office: `de` works in Berlin's time with Germany's holidays, `en` in London's with England's. */
export type Language = 'de' | 'en';

export const timeZones = { de: 'Europe/Berlin', en: 'Europe/London' } as const;

export const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Local hours of the working day. */
const opens = 8.5;
const closes = 17.5;

/** Minutes east of Greenwich at an instant. Both countries change at 01:00 UTC (Directive 2000/84/EC). */
export function offsetMinutes(at: number, place: Language): number {
  const year = new Date(at).getUTCFullYear();
  const summer =
    at >= lastSunday(year, 3) * dayMs + hourMs && at < lastSunday(year, 10) * dayMs + hourMs;
  return (place === 'de' ? 60 : 0) + (summer ? 60 : 0);
}

/** The calendar day of an instant where `place` is. */
export function dayAt(at: number, place: Language): number {
  return Math.floor((at + offsetMinutes(at, place) * minuteMs) / dayMs);
}

/** The instant of a local hour (9.5 is half past nine), to the minute; never asked for the hour that a clock change skips. */
export function instantAt(day: number, hour: number, place: Language): number {
  const local = day * dayMs + Math.round(hour * 60) * minuteMs;
  const guess = local - offsetMinutes(local, place) * minuteMs;
  return local - offsetMinutes(guess, place) * minuteMs;
}

/** `YYYY-MM-DD`. */
export function isoDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** True for Monday to Friday but for the holidays of the place; `day` is a day number. */
export function isWorkday(day: number, place: Language): boolean {
  const ofWeek = weekday(day);
  return ofWeek !== 0 && ofWeek !== 6 && !holidays(yearOf(day), place).has(day);
}

/** The day itself, or the last one before it on which people work. */
export function workdayUpTo(day: number, place: Language): number {
  return isWorkday(day, place) ? day : workdayUpTo(day - 1, place);
}

/** The day itself, or the first one after it on which people work. */
export function workdayFrom(day: number, place: Language): number {
  return isWorkday(day, place) ? day : workdayFrom(day + 1, place);
}

/** The instant at which someone who works office hours has worked `minutes` more. */
export function afterWork(at: number, minutes: number, place: Language): number {
  const day = dayAt(at, place);
  const start = Math.max(at, instantAt(day, opens, place));
  const left = isWorkday(day, place) ? (instantAt(day, closes, place) - start) / minuteMs : 0;
  if (minutes <= left) return start + Math.round(minutes) * minuteMs;
  return afterWork(instantAt(day + 1, opens, place), minutes - Math.max(0, left), place);
}

/** How much of the usual traffic a day of the year sees: holidays in August, stillness around Christmas, busy springs. */
export function season(day: number): number {
  const date = isoDay(day).slice(5);
  if (date >= '12-21' || date <= '01-04') return 0.15;
  if (date >= '08-01' && date <= '08-31') return 0.5;
  if (date >= '07-15' && date <= '07-31') return 0.75;
  if (date >= '12-12') return 0.6;
  const fromEaster = day - easter(yearOf(day));
  if (fromEaster >= -7 && fromEaster <= 7) return 0.6;
  return date >= '09-08' && date <= '11-30' ? 1.2 : 1;
}

function yearOf(day: number): number {
  return new Date(day * dayMs).getUTCFullYear();
}

// Asked some hundred thousand times for four years: each is worked out once.
const known = new Map<string, ReadonlySet<number>>();

function holidays(year: number, place: Language): ReadonlySet<number> {
  const key = `${place}${year}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const days = new Set(place === 'de' ? germanHolidays(year) : englishHolidays(year));
  known.set(key, days);
  return days;
}

/** Those of all federal states, and the two eves on which the office in Kiel stays shut. */
function germanHolidays(year: number): readonly number[] {
  const sunday = easter(year);
  const fixed = ['01-01', '05-01', '10-03', '12-24', '12-25', '12-26', '12-31'];
  return [...fixed.map((date) => dayOf(year, date)), ...[-2, 1, 39, 50].map((n) => sunday + n)];
}

/** Bank holidays; one that falls on a weekend is made up for on the next weekdays. */
function englishHolidays(year: number): readonly number[] {
  const sunday = easter(year);
  const newYear = dayOf(year, '01-01');
  const christmas = dayOf(year, '12-25');
  const afterWeekend = (day: number) => day + ([1, 0, 0, 0, 0, 0, 2][weekday(day)] ?? 0);
  const boxingDay = christmas + ([2, 1, 1, 1, 1, 3, 3][weekday(christmas)] ?? 1);
  return [
    afterWeekend(newYear),
    sunday - 2,
    sunday + 1,
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
    afterWeekend(christmas),
    boxingDay,
  ];
}

function dayOf(year: number, date: string): number {
  return Date.parse(`${year}-${date}T00:00:00Z`) / dayMs;
}

function lastSunday(year: number, month: number): number {
  const end = Date.UTC(year, month, 0) / dayMs;
  return end - weekday(end);
}

function lastMonday(year: number, month: number): number {
  const end = Date.UTC(year, month, 0) / dayMs;
  return end - ((weekday(end) + 6) % 7);
}

function firstMonday(year: number, month: number): number {
  const first = Date.UTC(year, month - 1, 1) / dayMs;
  return first + ((8 - weekday(first)) % 7);
}

/** Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32) / dayMs;
}
