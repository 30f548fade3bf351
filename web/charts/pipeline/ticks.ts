import { scaleUtc } from 'd3-scale';
import type { Frame } from './frame.ts';
import { type View, xOf } from './view.ts';

/** A date on the axis. */
export type Tick = { readonly key: string; readonly x: number; readonly text: string };

const [dayMs, room] = [86_400_000, 84];

/** Round dates of what is seen, about 84 pixels apart: days, months or years, the year beside each January. */
export function ticksOf(view: View, frame: Frame, locale: string): readonly Tick[] {
  const { from, to } = frame.lanes.dated ?? { from: frame.gutter, to: frame.width };
  const dates = scaleUtc([view.first * dayMs, view.last * dayMs], [0, 1])
    .ticks(Math.max(2, Math.floor((to - from) / room)))
    .filter((date) => date.getTime() % dayMs === 0);
  const areMonths = dates.every((date) => date.getUTCDate() === 1);
  const areYears = areMonths && dates.every((date) => date.getUTCMonth() === 0);
  const { year, month, monthOfYear, day } = writersIn(locale);
  const formatOf = (date: Date) => {
    if (areYears && dates.length > 1) return year;
    if (!areMonths) return day;
    return date.getUTCMonth() === 0 ? monthOfYear : month;
  };
  return dates.map((date) => ({
    key: date.toISOString().slice(0, 10),
    x: xOf(date.getTime() / dayMs, view, frame),
    text: formatOf(date).format(date),
  }));
}

/** Making them takes longer than a frame of the screen may, so they are kept. */
const writers = new Map<string, ReturnType<typeof newWriters>>();

function writersIn(locale: string) {
  const kept = writers.get(locale) ?? newWriters(locale);
  writers.set(locale, kept);
  return kept;
}

function newWriters(locale: string) {
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  return {
    year: write({ year: 'numeric' }),
    month: write({ month: 'short' }),
    monthOfYear: write({ month: 'short', year: 'numeric' }),
    day: write({ day: 'numeric', month: 'short' }),
  };
}
