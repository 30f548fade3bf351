import type { Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';
import type { CalendarEvent } from './event.ts';
import { dayMs, instantAt, isUntil, type Length, type Moment } from './moments.ts';
import { recurrences, type Span } from './recurrence.ts';
import { frequencies, type Rule, readRule } from './rule.ts';
import type { Replacement } from './versions.ts';

/** When the occurrences of one event start by its rules and dates, before exceptions and replacements. */

/** How far a calendar is read: without bounds a series would go on for ever. */
export type Bounds = {
  /** The window, in instants (ms): meetings that touch it, the end exclusive. */
  readonly from: number;
  readonly until: number;
  /** The most occurrences that one series may have inside the window. */
  readonly maxInstances: number;
  /** How long one series may take. */
  readonly deadlineMs: number;
};

/** A start; its length when it is not that of the event. */
export type Slot = { readonly start: Moment; readonly length: Length | null };

/** How far beyond the cap occurrences are counted, to say how many were left out. */
export const countedBeyondCap = 10_000;

/** The starts of a series around the window: its own start, its rules and its RDATEs, each instant once. */
export function slotsOf(
  event: CalendarEvent,
  bounds: Bounds,
  ranges: readonly Replacement[],
): { readonly slots: readonly Slot[]; readonly rejects: readonly Reject[] } {
  const rules = event.rules.map((value) => ({ value, rule: readRule(value) }));
  for (const { value, rule } of rules) {
    const expected = refusal(rule, event.start);
    if (expected !== null) return { slots: [], rejects: [refused(event, value, expected)] };
  }
  const span = spanOf(event, bounds, ranges);
  const slots = new Map<number, Slot>();
  let inside = 0;
  const add = (slot: Slot) => {
    const at = instantAt(slot.start);
    if (at < span.from || slots.has(at)) return;
    slots.set(at, slot);
    if (at >= bounds.from) inside += 1;
  };
  for (const slot of event.extra) add(slot);
  if (rules.length === 0) add({ start: event.start, length: null });
  for (const { rule } of rules) {
    if ('expected' in rule) continue;
    for (const start of starts(rule, event.start, span)) {
      add({ start, length: null });
      if (inside > bounds.maxInstances + countedBeyondCap) break;
    }
  }
  return { slots: [...slots.values()], rejects: [] };
}

/** Clocks differ from UTC by up to 14 hours; a whole day on both sides is room enough. */
const clockMs = 26 * 3_600_000;

/** The window, widened by all that can bring a start outside of it into it: clocks, lengths, moves. */
function spanOf(event: CalendarEvent, bounds: Bounds, ranges: readonly Replacement[]): Span {
  const longest = [event, ...ranges.map((range) => range.event), ...event.extra]
    .map(({ length }) => (length?.days ?? 0) * dayMs + (length?.ms ?? 0))
    .reduce((a, b) => Math.max(a, b));
  const farthest = ranges
    .map((range) => Math.abs(instantAt(range.event.start) - instantAt(range.slot)))
    .reduce((a, b) => Math.max(a, b), 0);
  const reach = clockMs + longest + farthest;
  return { from: bounds.from - reach, to: bounds.until + reach };
}

function* starts(rule: Rule, start: Moment, span: Span): Generator<Moment> {
  for (const wall of recurrences(rule, start.wall, span)) {
    const slot = { ...start, wall };
    if (rule.until !== null && !isUntil(rule.until, slot)) return;
    yield slot;
  }
}

function refusal(rule: ReturnType<typeof readRule>, start: Moment): string | null {
  if ('expected' in rule) return rule.expected;
  const withinDays = frequencies.indexOf(rule.frequency) < frequencies.indexOf('DAILY');
  return withinDays && start.isDate ? 'a rule of days or longer for an all-day meeting' : null;
}

/** The reject of a rule. */
export function refused(event: CalendarEvent, value: string, expected: string): Reject {
  return { place: event.place, field: 'RRULE', value: shown(value), expected };
}
