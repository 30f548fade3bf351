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
  const all = dates.map((date) => ({
    key: date.toISOString().slice(0, 10),
    x: xOf(date.getTime() / dayMs, view, frame),
    text: formatOf(date).format(date),
  }));
  return apart(all);
}

/** All of them, or every second or third, so that no text touches the next; January stays, which has the year. */
function apart(ticks: readonly Tick[]): readonly Tick[] {
  const january = Math.max(
    0,
    ticks.findIndex(({ key }) => key.endsWith('-01-01')),
  );
  const kept = [1, 2, 3, 4].map((step) =>
    ticks.filter((_, place) => (place - january) % step === 0),
  );
  return kept.find(fit) ?? ticks.slice(0, 1);
}

/** A letter is taken to be 6.4 pixels wide. */
function fit(ticks: readonly Tick[]): boolean {
  return ticks.every(({ x, text }, place) => {
    const before = ticks[place - 1];
    return (
      before === undefined || x - before.x > ((text.length + before.text.length) * 6.4) / 2 + 6
    );
  });
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
