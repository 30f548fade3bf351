/**
 * Working time and working days (spec §5, §10, §13): an instant is working time when the clock of a zone shows a time
 * within the hours of a weekday that is no holiday. So an hour that clocks skip is none, and one shown twice is two.
 */

import type { Holiday, WorkingDay } from '../model/entities.ts';
import { dayMs, dayText, offsetsByDay } from './zone.ts';

export type WorkingRules = {
  /** IANA */
  readonly timeZone: string;
  readonly hours: readonly WorkingDay[];
  /** NOTE: taken as dates of the zone: whoever works elsewhere has the 25th of December on that day of theirs. */
  readonly holidays: readonly Holiday[];
};

/** Working milliseconds between two instants (ms), the first being the earlier. */
export type WorkingTime = (from: number, until: number) => number;

/**
 * Working time by some rules. What has been looked up is kept, also for who asks with the same rules later: a span costs
 * two searches in the working days of the years asked for so far.
 */
export function workingCalendar(rules: WorkingRules): WorkingTime {
  const name = JSON.stringify([rules.timeZone, rules.hours, rules.holidays]);
  const known = knownCalendars.get(name);
  if (known !== undefined) return known;
  if (knownCalendars.size === mostCalendars) knownCalendars.clear();
  const calendar = newCalendar(rules);
  knownCalendars.set(name, calendar);
  return calendar;
}

const knownCalendars = new Map<string, WorkingTime>();
/** Zones times hours that people of one organisation have; more begin anew. */
const mostCalendars = 500;

function newCalendar(rules: WorkingRules): WorkingTime {
  let kept: Stretch = { firstDay: 0, lastDay: -1, opens: [], closes: [], before: [] };
  return (from, until) => {
    const [first, last] = [Math.floor(from / dayMs) - 2, Math.floor(until / dayMs) + 2];
    let stretch = kept;
    if (first < kept.firstDay || last > kept.lastDay) {
      const isNew = kept.lastDay < kept.firstDay;
      const firstDay = (isNew ? first : Math.min(first, kept.firstDay)) - spareDays;
      const lastDay = (isNew ? last : Math.max(last, kept.lastDay)) + spareDays;
      stretch = stretchOf(rules, { firstDay, lastDay });
      if (lastDay - firstDay <= mostDaysKept) kept = stretch;
    }
    return workedUntil(stretch, until) - workedUntil(stretch, from);
  };
}

/** True for a day (by number) on which there are hours and no holiday. */
export function isWorkingDay({
  hours,
  holidays,
}: Pick<WorkingRules, 'hours' | 'holidays'>): (day: number) => boolean {
  const weekdays = new Set(hours.map(({ day }) => day));
  const once = new Set(holidays.filter(({ yearly }) => !yearly).map(({ on }) => on));
  const yearly = new Set(holidays.filter((one) => one.yearly).map(({ on }) => on.slice(5)));
  return (day) => {
    if (!weekdays.has(weekdayOf(day))) return false;
    if (once.size === 0 && yearly.size === 0) return true;
    const text = dayText(day);
    return !once.has(text) && !yearly.has(text.slice(5));
  };
}

/**
 * How many working days there are after one day (by number) up to and including a later one. What has been counted is
 * kept: a count costs two look-ups.
 */
export function workingDayCount(
  rules: Pick<WorkingRules, 'hours' | 'holidays'>,
): (after: number, until: number) => number {
  const isWorking = isWorkingDay(rules);
  let [firstDay, counts] = [0, new Int32Array(0)];
  return (after, until) => {
    if (after < firstDay || until >= firstDay + counts.length) {
      const isNew = counts.length === 0;
      const lastDay = Math.max(until, isNew ? until : firstDay + counts.length) + spareDays;
      firstDay = Math.min(after, isNew ? after : firstDay) - spareDays;
      counts = new Int32Array(lastDay - firstDay + 1);
      for (let n = 1; n < counts.length; n++)
        counts[n] = (counts[n - 1] ?? 0) + (isWorking(firstDay + n) ? 1 : 0);
    }
    return (counts[until - firstDay] ?? 0) - (counts[after - firstDay] ?? 0);
  };
}

/**
 * The hours of a person as a bundle gives them (`{days: [1, 2], from: "09:00", until: "17:00"}`); null when they have
 * another form or no day, and the organisation's hold.
 */
export function personalHours(workingHours: unknown): readonly WorkingDay[] | null {
  if (typeof workingHours !== 'object' || workingHours === null) return null;
  const field = (name: string): unknown => Reflect.get(workingHours, name);
  const [days, from, until] = [field('days'), field('from'), field('until')];
  if (!Array.isArray(days) || !isTime(from) || !isTime(until) || from >= until) return null;
  const weekdays = [...new Set<unknown>(days)].filter(isWeekday);
  if (weekdays.length === 0 || days.some((day) => !isWeekday(day))) return null;
  return weekdays.map((day) => ({ day, from, until }));
}

/** The weekday of a day number, 1 being Monday; the day 0 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

function isWeekday(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 7;
}

/** How far beyond what is asked for a calendar is made. */
const spareDays = 200;
/** Who asks about a far century once does not leave it behind. */
const mostDaysKept = 100 * 366;

/** Working time in the order of time: from `opens` until `closes` (ms), with what was worked `before` each. */
type Stretch = {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly opens: readonly number[];
  readonly closes: readonly number[];
  readonly before: readonly number[];
};

type Days = Pick<Stretch, 'firstDay' | 'lastDay'>;

function stretchOf(rules: WorkingRules, days: Days): Stretch {
  const isWorking = isWorkingDay(rules);
  const hoursOf = new Map(
    rules.hours.map(({ day, from, until }) => [
      day,
      { from: sinceMidnight(from), until: sinceMidnight(until) },
    ]),
  );
  const opens: number[] = [];
  const closes: number[] = [];
  const before: number[] = [];
  let worked = 0;
  for (const { from, until, offset } of offsets(rules.timeZone, days)) {
    const lastDay = Math.floor((until + offset) / dayMs);
    for (let day = Math.floor((from + offset) / dayMs); day <= lastDay; day++) {
      const hours = hoursOf.get(weekdayOf(day));
      if (hours === undefined || !isWorking(day)) continue;
      const open = Math.max(from, day * dayMs + hours.from - offset);
      const close = Math.min(until, day * dayMs + hours.until - offset);
      if (close <= open) continue;
      opens.push(open);
      closes.push(close);
      before.push(worked);
      worked += close - open;
    }
  }
  return { ...days, opens, closes, before };
}

/** Spans of time in which the clocks of a zone are not moved, over some days in UTC. */
function offsets(timeZone: string, { firstDay, lastDay }: Days) {
  const offsetOn = offsetsByDay(timeZone);
  const spans: { readonly from: number; readonly until: number; readonly offset: number }[] = [];
  let [from, offset] = [firstDay * dayMs, Number.NaN];
  const movedTo = (next: number, at: number) => {
    if (next === offset) return;
    if (at > from) spans.push({ from, until: at, offset });
    [from, offset] = [at, next];
  };
  for (let day = firstDay; day < lastDay; day++) {
    const its = offsetOn(day);
    movedTo(typeof its === 'number' ? its : its.before, day * dayMs);
    if (typeof its !== 'number') movedTo(its.after, its.movedAt);
  }
  return [...spans, { from, until: lastDay * dayMs, offset }];
}

function sinceMidnight(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}

/** Working ms from the beginning of the stretch until an instant. */
function workedUntil({ opens, closes, before }: Stretch, instant: number): number {
  let [low, high] = [0, opens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((opens[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  const place = low - 1;
  if (place < 0) return 0;
  return (before[place] ?? 0) + Math.min(instant, closes[place] ?? 0) - (opens[place] ?? 0);
}
