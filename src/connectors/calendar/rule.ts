import ICAL from 'ical.js';
import { readWall, type Wall } from './moments.ts';

/** A recurrence rule (RFC 5545 §3.3.10) as it stands in a calendar. `recurrence.ts` says when it occurs. */

export const frequencies = [
  'SECONDLY',
  'MINUTELY',
  'HOURLY',
  'DAILY',
  'WEEKLY',
  'MONTHLY',
  'YEARLY',
] as const;
export type Frequency = (typeof frequencies)[number];

export type Rule = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** As written: only the zone of the series makes it an instant. */
  readonly until: Wall | null;
  /** Monday = 0, as all days of the week here. */
  readonly weekStart: number;
  readonly bySecond: readonly number[];
  readonly byMinute: readonly number[];
  readonly byHour: readonly number[];
  /** `nth` 0: every such day of the week. */
  readonly byDay: readonly { readonly day: number; readonly nth: number }[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeek: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPosition: readonly number[];
};

/** The rule that a RRULE value gives, or what would have been expected where there is none. */
export function readRule(value: string): Rule | { readonly expected: string } {
  const text = value.trim().toUpperCase();
  const until = /(?:^|;)UNTIL=([^;]*)/.exec(text)?.[1];
  const end = until === undefined ? null : readWall(until);
  if (until !== undefined && end === null)
    return { expected: 'a recurrence rule whose UNTIL is a date or time (20261231T230000Z)' };
  const parsed = parse(text.replace(/(^|;)UNTIL=[^;]*/, '$1'));
  if (typeof parsed === 'string') return { expected: `a recurrence rule (RFC 5545): ${parsed}` };
  const frequency = frequencies.find((name) => name === parsed.freq);
  if (frequency === undefined)
    return { expected: `a recurrence rule with FREQ=${frequencies.join(', ')}` };
  const { parts } = parsed;
  const rule: Rule = {
    frequency,
    interval: Math.max(1, parsed.interval),
    // Some programs write COUNT=-1 for "no end".
    count: parsed.count !== null && parsed.count > 0 ? parsed.count : null,
    until: end,
    weekStart: (parsed.wkst + 5) % 7,
    bySecond: parts.BYSECOND ?? [],
    byMinute: parts.BYMINUTE ?? [],
    byHour: parts.BYHOUR ?? [],
    byDay: (parts.BYDAY ?? []).map((text) => ({
      day: weekDays.indexOf(text.slice(-2)),
      nth: Number(text.slice(0, -2)) || 0,
    })),
    byMonthDay: parts.BYMONTHDAY ?? [],
    byYearDay: parts.BYYEARDAY ?? [],
    byWeek: parts.BYWEEKNO ?? [],
    byMonth: parts.BYMONTH ?? [],
    bySetPosition: parts.BYSETPOS ?? [],
  };
  return neverOccurs(rule) ?? rule;
}

const weekDays: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function parse(text: string): InstanceType<typeof ICAL.Recur> | string {
  try {
    return ICAL.Recur.fromString(text);
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}

/** 30 February and its kind: days that no month of the rule has. */
function neverOccurs(rule: Rule): { readonly expected: string } | null {
  if (rule.byMonthDay.length === 0) return null;
  const months = rule.byMonth.length === 0 ? [1] : rule.byMonth;
  const longest = Math.max(...months.map((month) => longestMonth[month - 1] ?? 31));
  if (rule.byMonthDay.some((day) => day !== 0 && Math.abs(day) <= longest)) return null;
  return { expected: 'a rule that can occur: no month of BYMONTH has a day of BYMONTHDAY' };
}
