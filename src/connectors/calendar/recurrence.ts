import type { Rule } from './rule.ts';

/**
 * When a rule occurs, in clock time (ms since 1970, as if the clock stood in UTC).
 *
 * ical.js has an iterator for this, which is not used: on rules without an occurrence it never returns, and on rarer
 * ones (29 February every year, BYSETPOS with weeks or month days, BYWEEKNO) it gives wrong days without a word. Here
 * the periods of the rule are walked one by one as far as the span goes, so the walk ends whatever the rule says.
 */

export type Span = { readonly from: number; readonly to: number };

/**
 * The times of a series that begins at `start`, ascending, from about `span.from` (earlier ones may come, later ones
 * are complete) to `span.to`. The start is always the first one and counts towards COUNT (RFC 5545 §3.8.5.3).
 * UNTIL is the caller's to apply: it may need a time zone.
 */
export function* recurrences(rule: Rule, start: number, span: Span): Generator<number> {
  const complete = withDefaults(rule, start);
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  yield start;
  left -= 1;
  for (const time of candidates(complete, start, span)) {
    if (left <= 0 || time > span.to) return;
    if (time <= start) continue;
    yield time;
    left -= 1;
  }
}

const dayMs = 86_400_000;
const unitMs = { SECONDLY: 1000, MINUTELY: 60_000, HOURLY: 3_600_000 } as const;

/** What a rule leaves out it takes from its start: "every month" is every month on that day, at that time. */
function withDefaults(rule: Rule, start: number): Rule {
  const at = new Date(start);
  const { frequency } = rule;
  const sets = (...parts: readonly (readonly unknown[])[]) =>
    parts.some(({ length }) => length > 0);
  const weekDay = [{ day: dayOfWeek(Math.floor(start / dayMs)), nth: 0 }];
  const byDate = sets(rule.byDay, rule.byMonthDay, rule.byYearDay);
  const finer = (unit: keyof typeof unitMs) => frequency in unitMs && unitsOf(rule) <= unitMs[unit];
  return {
    ...rule,
    bySecond: finer('SECONDLY') || sets(rule.bySecond) ? rule.bySecond : [at.getUTCSeconds()],
    byMinute: finer('MINUTELY') || sets(rule.byMinute) ? rule.byMinute : [at.getUTCMinutes()],
    byHour: finer('HOURLY') || sets(rule.byHour) ? rule.byHour : [at.getUTCHours()],
    byMonth:
      frequency === 'YEARLY' && !byDate && !sets(rule.byMonth, rule.byWeek)
        ? [at.getUTCMonth() + 1]
        : rule.byMonth,
    byMonthDay:
      (frequency === 'YEARLY' || frequency === 'MONTHLY') && !byDate && !sets(rule.byWeek)
        ? [at.getUTCDate()]
        : rule.byMonthDay,
    byDay:
      !byDate && (frequency === 'WEEKLY' || (frequency === 'YEARLY' && sets(rule.byWeek)))
        ? weekDay
        : rule.byDay,
  };
}

function* candidates(rule: Rule, start: number, span: Span): Generator<number> {
  // Periods before the span are skipped by arithmetic, unless COUNT has to see them.
  const from = rule.count === null ? Math.max(start, span.from) : start;
  if (rule.frequency in unitMs) return yield* withinDays(rule, start, { from, to: span.to });
  const times = timesOfDay(rule);
  const step = rule.interval;
  for (let n = Math.floor(periodsBetween(rule, start, from) / step) - 1; ; n += 1) {
    if (n < 0) continue;
    const [first, last] = period(rule, start, n * step);
    // A day past the end of all dates is NaN, which no comparison with `>` would stop at.
    if (!(first * dayMs <= span.to)) return;
    const set: number[] = [];
    for (let day = first; day <= last; day += 1)
      if (isDay(rule, day)) for (const time of times) set.push(day * dayMs + time);
    yield* positions(rule, set);
  }
}

/** Hours, minutes and seconds: a period is one unit, and days, hours and minutes that do not fit are jumped over. */
function* withinDays(rule: Rule, start: number, span: Span): Generator<number> {
  const unit = unitsOf(rule);
  const base = Math.floor(start / unit) * unit;
  const stride = rule.interval * unit;
  const onOrAfter = (time: number) => base + Math.ceil((time - base) / stride) * stride;
  for (let time = onOrAfter(Math.max(base, span.from - stride)); time <= span.to; ) {
    const next = misfit(rule, time, unit);
    if (next !== null) {
      time = onOrAfter(next);
      continue;
    }
    const within = modulo(time, dayMs);
    const times = timesOfDay({
      ...rule,
      byHour: [Math.floor(within / unitMs.HOURLY)],
      byMinute: unit < unitMs.HOURLY ? [Math.floor(within / unitMs.MINUTELY) % 60] : rule.byMinute,
      bySecond: unit < unitMs.MINUTELY ? [Math.floor(within / 1000) % 60] : rule.bySecond,
    });
    yield* positions(
      rule,
      times.map((inDay) => time - within + inDay),
    );
    time += stride;
  }
}

/** Where to look next when the day, hour, minute or second of a time is none of the rule's; null when it fits. */
function misfit(rule: Rule, time: number, unit: number): number | null {
  const fits = (by: readonly number[], value: number) => by.length === 0 || by.includes(value);
  const day = Math.floor(time / dayMs);
  if (!isDay(rule, day)) return (day + 1) * dayMs;
  const hour = Math.floor(time / unitMs.HOURLY);
  if (!fits(rule.byHour, modulo(hour, 24))) return (hour + 1) * unitMs.HOURLY;
  const minute = Math.floor(time / unitMs.MINUTELY);
  if (unit < unitMs.HOURLY && !fits(rule.byMinute, modulo(minute, 60)))
    return (minute + 1) * unitMs.MINUTELY;
  const second = Math.floor(time / 1000);
  if (unit < unitMs.MINUTELY && !fits(rule.bySecond, modulo(second, 60))) return time + 1000;
  return null;
}

function unitsOf({ frequency }: Rule): number {
  return frequency === 'SECONDLY' || frequency === 'MINUTELY' ? unitMs[frequency] : unitMs.HOURLY;
}

function timesOfDay({ byHour, byMinute, bySecond }: Rule): readonly number[] {
  const times = byHour.flatMap((hour) =>
    byMinute.flatMap((minute) =>
      bySecond.map((second) => hour * unitMs.HOURLY + minute * unitMs.MINUTELY + second * 1000),
    ),
  );
  return times.sort((a, b) => a - b);
}

function positions({ bySetPosition }: Rule, set: readonly number[]): readonly number[] {
  if (bySetPosition.length === 0) return set;
  return set.filter(
    (_, index) => bySetPosition.includes(index + 1) || bySetPosition.includes(index - set.length),
  );
}

/** Whole periods of the rule's frequency from the one of `start` to the one of `time`. */
function periodsBetween(rule: Rule, start: number, time: number): number {
  const [a, b] = [new Date(start), new Date(time)];
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  if (rule.frequency === 'YEARLY') return years;
  if (rule.frequency === 'MONTHLY') return years * 12 + b.getUTCMonth() - a.getUTCMonth();
  const days = Math.floor(time / dayMs) - Math.floor(start / dayMs);
  return rule.frequency === 'WEEKLY' ? Math.floor(days / 7) : days;
}

/** First and last day (numbered from 1970) of the period `n` periods after that of `start`. */
function period(rule: Rule, start: number, n: number): readonly [number, number] {
  const at = new Date(start);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  if (rule.frequency === 'YEARLY') return [firstDay(year + n, 0), firstDay(year + n + 1, 0) - 1];
  if (rule.frequency === 'MONTHLY')
    return [firstDay(year, month + n), firstDay(year, month + n + 1) - 1];
  const day = Math.floor(start / dayMs);
  if (rule.frequency === 'DAILY') return [day + n, day + n];
  const monday = day - modulo(dayOfWeek(day) - rule.weekStart, 7) + 7 * n;
  return [monday, monday + 6];
}

function isDay(rule: Rule, day: number): boolean {
  const at = new Date(day * dayMs);
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month + 1)) return false;
  const [monthFirst, monthEnd] = [day - date + 1, firstDay(year, month + 1)];
  if (!counts(rule.byMonthDay, date, day - monthEnd)) return false;
  const [yearFirst, yearEnd] = [firstDay(year, 0), firstDay(year + 1, 0)];
  if (!counts(rule.byYearDay, day - yearFirst + 1, day - yearEnd)) return false;
  if (!isWeek(rule, day)) return false;
  if (rule.byDay.length === 0) return true;
  const inYear = rule.frequency === 'YEARLY' && rule.byMonth.length === 0;
  const [first, end] = inYear ? [yearFirst, yearEnd] : [monthFirst, monthEnd];
  const numbered = rule.frequency === 'MONTHLY' || rule.frequency === 'YEARLY';
  const forward = Math.floor((day - first) / 7) + 1;
  const backward = -Math.floor((end - 1 - day) / 7) - 1;
  return rule.byDay.some(
    (by) =>
      by.day === dayOfWeek(day) &&
      (by.nth === 0 || !numbered || by.nth === forward || by.nth === backward),
  );
}

function counts(by: readonly number[], forward: number, backward: number): boolean {
  return by.length === 0 || by.includes(forward) || by.includes(backward);
}

/** A week belongs to the year that has four or more of its days. */
function isWeek({ byWeek, weekStart }: Rule, day: number): boolean {
  if (byWeek.length === 0) return true;
  const middle = day - modulo(dayOfWeek(day) - weekStart, 7) + 3;
  const year = new Date(middle * dayMs).getUTCFullYear();
  const inYear = Math.floor((middle - firstDay(year, 0)) / 7);
  const weeks = Math.floor((firstDay(year + 1, 0) - 1 - middle) / 7) + inYear + 1;
  return counts(byWeek, inYear + 1, inYear - weeks);
}

function dayOfWeek(day: number): number {
  return modulo(day + 3, 7);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

/** The first day of a month; months run on past the year. Years below 100 need more than `Date.UTC`. */
function firstDay(year: number, month: number): number {
  return Math.floor(new Date(0).setUTCFullYear(year, month, 1) / dayMs);
}
