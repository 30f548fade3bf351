import type { Activity } from '../../model/activity.ts';
import type { Side } from '../../model/vocabulary.ts';
import { dayOf } from './oracle-days.ts';
import type { Moment, Seen } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';

/** Response times a second time, plain and slow: section 5, from "Response time" to its last line. */

export type Wait = {
  readonly from: number;
  readonly until: number;
  readonly isAnswered: boolean;
  /** `type:id` of who answers; null: nobody known. */
  readonly person: string | null;
};

/** How long each turn of a record waited for one side; closing turns are none. `record` is written `type:id`. */
export function waitsFor(
  world: World,
  { seen, conversations, asOf }: Moment,
  { record, side }: { readonly record: string; readonly side: Side },
): readonly Wait[] {
  const emails = seen.filter(
    ({ activity, reason, records }) =>
      activity.kind === 'email' &&
      reason === null &&
      records.some(({ type, id }) => `${type}:${id}` === record),
  );
  return conversations.flatMap((conversation) => {
    const runs = runsOf(
      world,
      emails.filter(({ activity }) => conversation.has(activity)),
    );
    return runs.flatMap((run, place): Wait[] => {
      const [first] = run;
      const answer = runs[place + 1]?.[0];
      if (first === undefined || sideOf(world, first.activity) === side) return [];
      const from = first.activity.startsAt;
      if (answer !== undefined) {
        const [person = null] = namesOn(answer, ['from']);
        return [{ from, until: answer.activity.startsAt, isAnswered: true, person }];
      }
      if (run.length === 1 && place > 0) return [];
      const isOurs = (name: string) => name.startsWith('user:');
      const person =
        namesOn(first, ['to', 'cc', 'bcc'])
          .filter((name) => !namesOn(first, ['from']).includes(name))
          .find((name) => isOurs(name) === (side === 'us')) ?? null;
      return [{ from, until: asOf, isAnswered: false, person }];
    });
  });
}

function runsOf(world: World, emails: readonly Seen[]): readonly (readonly Seen[])[] {
  const runs: Seen[][] = [];
  for (const email of emails) {
    const before = runs.at(-1)?.[0];
    if (before && same(world, before.activity, email.activity)) runs.at(-1)?.push(email);
    else runs.push([email]);
  }
  return runs;
}

function same(world: World, one: Activity, other: Activity): boolean {
  return sideOf(world, one) === sideOf(world, other);
}

function namesOn({ participants }: Seen, roles: readonly string[]): readonly string[] {
  return participants
    .filter(({ role }) => roles.includes(role))
    .flatMap(({ owners }) => owners.map(({ type, id }) => `${type}:${id}`));
}

/** The median by the textbook: the curve as a table, then the first value at or below one half. */
export function medianWait(
  waits: readonly { readonly time: number; readonly isAnswered: boolean }[],
): number | null {
  const times = [...new Set(waits.filter((one) => one.isAnswered).map(({ time }) => time))];
  const curve = times
    .toSorted((a, b) => a - b)
    .map((time) => ({
      time,
      waiting: times
        .filter((other) => other <= time)
        .reduce((product, other) => {
          const atRisk = waits.filter((one) => one.time >= other).length;
          const answers = waits.filter((one) => one.isAnswered && one.time === other).length;
          return product * ((atRisk - answers) / atRisk);
        }, 1),
    }));
  const reached = curve.filter(({ waiting }) => waiting < 0.5 + 1e-9);
  const [at, next] = reached;
  if (at === undefined) return null;
  const isHalf = Math.abs(at.waiting - 0.5) < 1e-9;
  return isHalf && next !== undefined ? (at.time + next.time) / 2 : at.time;
}

/** Working minutes between two whole minutes, by looking at the clock of the zone in each of them. */
export function workingMinutes(
  { from, until }: { readonly from: number; readonly until: number },
  rules: {
    readonly timeZone: string;
    readonly hours: readonly {
      readonly day: number;
      readonly from: string;
      readonly until: string;
    }[];
    readonly holidays: readonly { readonly on: string; readonly yearly: boolean }[];
  },
): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: rules.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let minutes = 0;
  for (let minute = from; minute < until; minute += 60_000) {
    const on = dayOf(minute, rules.timeZone);
    const time = clock.format(minute);
    const weekday = new Date(on).getUTCDay() || 7;
    const isHoliday = rules.holidays.some((one) =>
      one.yearly ? one.on.slice(5) === on.slice(5) : one.on === on,
    );
    const isWithin = rules.hours.some(
      (one) => one.day === weekday && one.from <= time && time < one.until,
    );
    if (isWithin && !isHoliday) minutes += 1;
  }
  return minutes;
}
