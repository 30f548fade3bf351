import { dayOf, daysBetween } from './oracle-days.ts';
import type { Moment } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';

/** Who has gone quiet a second time, plain and slow: section 10 and the decision on its rhythm. */

/** The calendar days (as text) on which a record (`type:id`) had inbound contact in two years. */
export function contactDaysOf(world: World, { seen, asOf }: Moment, record: string) {
  const days = seen
    .filter(
      ({ activity, reason, records }) =>
        reason === null &&
        activity.startsAt >= asOf - 730 * 86_400_000 &&
        records.some(({ type, id }) => `${type}:${id}` === record) &&
        (activity.kind === 'appointment' ||
          activity.kind === 'phonecall' ||
          (activity.kind === 'email' && sideOf(world, activity) === 'them')),
    )
    .map(({ activity }) => dayOf(activity.startsAt, world.bundle.organization.timeZone));
  return [...new Set(days)].sort();
}

/** The gaps of a pair and until today in working days, Monday to Friday but for some days. */
export function gapsBetween(days: readonly string[], off: readonly string[]): readonly number[] {
  return days
    .slice(1)
    .map((day, place) => workingDaysAfter(days[place] ?? day, day, off))
    .filter((gap) => gap > 0);
}

export function workingDaysAfter(day: string, until: string, off: readonly string[]): number {
  return Array.from({ length: daysBetween(day, until) }, (_, n) =>
    new Date(Date.parse(day) + (n + 1) * 86_400_000).toISOString().slice(0, 10),
  ).filter((one) => ![0, 6].includes(new Date(one).getUTCDay()) && !off.includes(one)).length;
}

/** The share of what the rhythm allows below a gap: the density of Student's distribution added up in small steps. */
export function shareBelow(
  gap: number,
  gaps: readonly number[],
  organization: { readonly mean: number; readonly variance: number },
): number {
  const n = gaps.length;
  const logs = gaps.map((one) => Math.log(one));
  const own = logs.reduce((sum, log) => sum + log, 0) / n;
  const squares = logs.reduce((sum, log) => sum + (log - own) ** 2, 0);
  const mean = (n * own + 3 * organization.mean) / (n + 3);
  const spread = Math.sqrt(((squares + 3 * organization.variance) / (n + 3)) * (1 + 1 / (n + 3)));
  const end = (Math.log(gap) - mean) / spread;
  const density = (t: number) => (1 + (t * t) / (n + 3)) ** (-(n + 4) / 2);
  const area = (from: number, to: number) => {
    const steps = 20_000;
    const width = (to - from) / steps;
    return Array.from(
      { length: steps },
      (_, k) => density(from + (k + 0.5) * width) * width,
    ).reduce((sum, part) => sum + part, 0);
  };
  // The tails beyond are folded in: t = 1/x.
  const tail = (from: number) => {
    const steps = 20_000;
    const width = 1 / from / steps;
    return Array.from({ length: steps }, (_, k) => {
      const x = (k + 0.5) * width;
      return (density(1 / x) / x ** 2) * width;
    }).reduce((sum, part) => sum + part, 0);
  };
  const half = area(0, 1) + tail(1);
  return 0.5 + area(0, end) / (2 * half);
}
