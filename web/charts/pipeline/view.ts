import type { Frame, Span } from './frame.ts';

/** The part of the dates that is seen, in days since 1970. */
export type View = { readonly first: number; readonly last: number };

const dayMs = 86_400_000;
const leastDays = 7;

/** A calendar day as days since 1970. */
export function dayNumber(on: string): number {
  return Math.round(Date.parse(on) / dayMs);
}

/** The calendar day of a number of days since 1970. */
export function dayText(day: number): string {
  return new Date(Math.round(day) * dayMs).toISOString().slice(0, 10);
}

/** Everything from today to the last close date, a month at least. */
export function fullView(today: number, closing: readonly number[]): View {
  const last = closing.reduce((max, day) => Math.max(max, day), today);
  return { first: today, last: Math.max(last, today + 30) };
}

/**
 * What is seen at first: everything, but a few dates far away, which would press all others together, are left for
 * later: then up to where 95 in 100 deals have closed.
 */
export function firstView(today: number, closing: readonly number[]): View {
  const full = fullView(today, closing);
  const sorted = [...closing].sort((a, b) => a - b);
  const most = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? full.last;
  const reach = Math.max(30, most - today) * 1.05;
  return full.last - today > reach * 3 ? { first: today, last: today + reach } : full;
}

/** The x (pixels) of a day; the ends leave room for the largest bubble. */
export function xOf(day: number, view: View, frame: Frame): number {
  const { from, to } = dates(frame);
  return from + ((day - view.first) / (view.last - view.first)) * (to - from);
}

/** The day, with its part, at an x (pixels). */
export function dayAt(x: number, view: View, frame: Frame): number {
  const { from, to } = dates(frame);
  return view.first + ((x - from) / Math.max(1, to - from)) * (view.last - view.first);
}

/** Closer (factor above 1) or further, with a day staying where it is; never beyond everything nor below a week. */
export function zoomed(view: View, full: View, by: Zoom): View {
  const length = view.last - view.first;
  const wanted = clamp(
    length / by.factor,
    Math.min(leastDays, full.last - full.first),
    full.last - full.first,
  );
  const share = length === 0 ? 0.5 : clamp((by.around - view.first) / length, 0, 1);
  const first = by.around - share * wanted;
  return within({ first, last: first + wanted }, full);
}

export type Zoom = { readonly factor: number; readonly around: number };

/** So many days later; stops at the ends of everything. */
export function moved(view: View, full: View, days: number): View {
  return within({ first: view.first + days, last: view.last + days }, full);
}

/** Exactly from one day to another, whichever comes first; a week at least. */
export function brushed(days: readonly [number, number], full: View): View {
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const missing = Math.max(0, leastDays - (last - first)) / 2;
  return within({ first: first - missing, last: last + missing }, full);
}

/** Moved as little as it takes to see a day, with a margin of a tenth. */
export function showing(view: View, full: View, day: number): View {
  const margin = (view.last - view.first) / 10;
  if (day < view.first) return moved(view, full, day - view.first - margin);
  if (day > view.last) return moved(view, full, day - view.last + margin);
  return view;
}

/** How a picture of one part of the dates is stretched (about its left edge) and shifted (pixels) to fit another. */
export function stretch(from: View, to: View, frame: Frame): Stretch {
  const span = dates(frame);
  const left = frame.lanes.dated?.from ?? frame.gutter;
  const scale = (from.last - from.first) / (to.last - to.first);
  const shift = xOf(from.first, to, frame) - span.from;
  return { scale, shift: shift + (span.from - left) * (1 - scale) };
}

export type Stretch = { readonly scale: number; readonly shift: number };

/** Whether nothing is left out. */
export function isFull(view: View, full: View): boolean {
  return view.first <= full.first + 1e-6 && view.last >= full.last - 1e-6;
}

function within({ first, last }: View, full: View): View {
  const length = last - first;
  if (length >= full.last - full.first) return full;
  const begin = clamp(first, full.first, full.last - length);
  return { first: begin, last: begin + length };
}

function dates({ lanes, pad, gutter, width }: Frame): Span {
  const { from, to } = lanes.dated ?? { from: gutter, to: width };
  return { from: from + pad, to: Math.max(from + pad + 1, to - pad) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
