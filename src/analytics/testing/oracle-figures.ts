import type { ActivityKind, Side } from '../../model/vocabulary.ts';
import { dayBefore, dayOf } from './oracle-days.ts';
import type { Moment, Seen } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';
import { durationOf } from './oracle-reasons.ts';
import { turnsOf } from './oracle-turns.ts';

/** The KPIs of one record: the table of section 5. */

/** The figures of the record whose activities are `seen`, in the shape of the interchange format. */
export function figures(
  world: World,
  seen: readonly Seen[],
  { moment, days }: { readonly moment: Moment; readonly days: number },
) {
  const { asOf } = moment;
  const { timeZone } = world.bundle.organization;
  const today = dayOf(asOf, timeZone);
  const first = dayBefore(today, days - 1);
  const isInWindow = (instant: number) => {
    const day = dayOf(instant, timeZone);
    return first <= day && day <= today;
  };
  const counted = seen.filter(({ reason }) => reason === null);
  const turns = turnsOf(world, seen, moment);
  const inWindow = counted.filter(({ activity }) => isInWindow(activity.startsAt));
  const next = seen.find(
    ({ activity, reasons }) =>
      activity.kind !== 'email' &&
      activity.startsAt > asOf &&
      reasons.every((reason) => reason === 'not_completed'),
  );
  const lastOf = (side: Side) =>
    counted.findLast(
      ({ activity }) =>
        activity.kind === 'appointment' ||
        activity.kind === 'phonecall' ||
        (activity.kind === 'email' && sideOf(world, activity) === side),
    )?.activity.id ?? null;
  return {
    lifetime: { ...sums(world, counted), ...responses(turns) },
    window: {
      ...sums(world, inWindow),
      ...responses(turns.filter(({ startedAt }) => isInWindow(startedAt))),
    },
    daily: daily(world, inWindow),
    lastInteraction: counted.at(-1)?.activity.id ?? null,
    nextInteraction: next?.activity.id ?? null,
    lastInbound: lastOf('them'),
    lastOutbound: lastOf('us'),
    mostContacted: mostOften(counted, ['contact', 'lead']),
    mostContactedBy: mostOften(counted, ['user']),
  };
}

function sixCounts(world: World, counted: readonly Seen[]) {
  const number = (kind: ActivityKind, side: Side) =>
    counted.filter(({ activity }) => activity.kind === kind && sideOf(world, activity) === side)
      .length;
  return {
    emailsSent: number('email', 'us'),
    emailsReceived: number('email', 'them'),
    meetingsSent: number('appointment', 'us'),
    meetingsReceived: number('appointment', 'them'),
    phoneCallsMade: number('phonecall', 'us'),
    phoneCallsReceived: number('phonecall', 'them'),
  };
}

function sums(world: World, counted: readonly Seen[]) {
  const six = sixCounts(world, counted);
  const meetings = counted.filter(({ activity }) => activity.kind === 'appointment');
  return {
    ...six,
    initiatedByUs: six.emailsSent + six.meetingsSent + six.phoneCallsMade,
    initiatedByThem: six.emailsReceived + six.meetingsReceived + six.phoneCallsReceived,
    minutesByUs: total(counted.map((one) => minutesByUs(world, one))),
    minutesByThem: total(counted.map((one) => minutesByThem(world, one))),
    faceTimeMinutes: total(meetings.map(({ activity }) => durationOf(activity))),
    emailRatioByUs: ratio(six.emailsSent, six.emailsReceived),
    emailRatioByThem: ratio(six.emailsReceived, six.emailsSent),
  };
}

function minutesByUs(world: World, { activity, participants }: Seen): number {
  switch (activity.kind) {
    case 'email':
      return sideOf(world, activity) === 'us' ? 5 : 2.5;
    case 'appointment':
    case 'phonecall':
      return durationOf(activity) * Math.max(1, participants.filter((one) => one.internal).length);
    case 'task':
      return durationOf(activity);
  }
}

function minutesByThem(world: World, { activity }: Seen): number {
  switch (activity.kind) {
    case 'email':
      return sideOf(world, activity) === 'them' ? 5 : 2.5;
    case 'appointment':
    case 'phonecall':
      return durationOf(activity);
    case 'task':
      return 0;
  }
}

function responses(turns: ReturnType<typeof turnsOf>) {
  const by = (answering: Side) => {
    const theirs = turns.filter(({ side }) => side !== answering);
    const hours = theirs.flatMap((turn) => (turn.end === 'answered' ? [turn.hours] : []));
    const answered = hours.length;
    const unanswered = theirs.filter(({ end }) => end === 'unanswered').length;
    return {
      meanHours: ratio(total(hours), answered),
      medianHours: median(hours),
      answered,
      unanswered,
      closing: theirs.filter(({ end }) => end === 'closing').length,
      rate: ratio(answered, answered + unanswered),
    };
  };
  return { responseByUs: by('us'), responseByThem: by('them') };
}

function daily(world: World, inWindow: readonly Seen[]) {
  return [...new Set(inWindow.map(({ on }) => on))]
    .sort()
    .map((date) => [
      date,
      ...Object.values(
        sixCounts(
          world,
          inWindow.filter(({ on }) => on === date),
        ),
      ),
    ])
    .filter((row) => row.slice(1).some((count) => count !== 0));
}

function mostOften(counted: readonly Seen[], types: readonly string[]) {
  const withoutTasks = counted.filter(({ activity }) => activity.kind !== 'task');
  const people = new Set(
    withoutTasks
      .flatMap(({ participants }) => participants.flatMap(({ owners }) => owners))
      .filter(({ type }) => types.includes(type)),
  );
  return [...people]
    .map((person) => {
      const theirs = withoutTasks
        .filter(({ participants }) => participants.some(({ owners }) => owners.includes(person)))
        .map(({ activity }) => activity);
      const number = (kind: ActivityKind) => theirs.filter((one) => one.kind === kind).length;
      return {
        type: person.type,
        id: person.id,
        emails: number('email'),
        meetings: number('appointment'),
        phoneCalls: number('phonecall'),
        total: theirs.length,
        latest: Math.max(...theirs.map(({ startsAt }) => startsAt)),
      };
    })
    .sort(
      (a, b) =>
        b.total - a.total ||
        b.latest - a.latest ||
        byCodeUnit(a.type, b.type) ||
        byCodeUnit(a.id, b.id),
    )
    .slice(0, 3)
    .map(({ total: _total, latest, ...line }) => ({ ...line, lastAt: isoOf(latest) }));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return ratio(total(half), half.length);
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
