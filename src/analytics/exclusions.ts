/**
 * Why an activity does not count (spec §3), split by what it depends on: the ledger of any instant follows from one
 * interpretation of the activity, so nothing is stored per instant.
 */

import type { Activity } from '../model/activity.ts';
import type { Settings } from '../model/entities.ts';
import type { ExclusionReason } from '../model/vocabulary.ts';
import { type Directory, normalized } from './directory.ts';
import { addressesOf, type Participant } from './participants.ts';

/** Reasons that hold at every instant: all but `canceled`, `not_completed` and `duplicate`, which are tried before. */
export type StandingReason = Exclude<ExclusionReason, 'canceled' | 'not_completed' | 'duplicate'>;

/** When an activity counts, seen from any instant. */
export type Standing = {
  readonly canceled: boolean;
  /** From this instant (ms) on it is completed; Infinity: never. */
  readonly completesAt: number;
  /** From this instant (ms) on an earlier copy of it counts in its place; Infinity: never. */
  readonly duplicateFrom: number;
  readonly reason: StandingReason | null;
};

/** Why the activity does not count as of an instant (ms); null when it counts. */
export function reasonAt(standing: Standing, asOf: number): ExclusionReason | null {
  if (standing.canceled) return 'canceled';
  if (standing.completesAt > asOf) return 'not_completed';
  if (standing.duplicateFrom <= asOf) return 'duplicate';
  return standing.reason;
}

/** The instant (ms) from which an activity is completed: a meeting by its end, anything else by its status. */
export function completesAt(activity: Activity): number {
  if (activity.kind === 'appointment') return endOf(activity);
  return activity.status === 'completed' ? activity.startsAt : Number.POSITIVE_INFINITY;
}

/** Duration in minutes (spec §2); 0 when nothing tells it. */
export function durationOf(activity: Activity): number {
  if (activity.durationMinutes !== null) return activity.durationMinutes;
  return activity.endsAt === null ? 0 : (activity.endsAt - activity.startsAt) / 60_000;
}

function endOf(activity: Activity): number {
  return activity.endsAt ?? activity.startsAt + (activity.durationMinutes ?? 0) * 60_000;
}

/** The organisation's rules, ready to be asked once per activity. */
export type ExclusionRules = {
  readonly directory: Directory;
  readonly addresses: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
  readonly subjects: readonly string[];
  readonly massThreshold: number;
  readonly never: Never;
};

/** With whom a user's activities are never analysed (spec §15): addresses by the key of the user. */
export type Never = ReadonlyMap<number, ReadonlySet<string>>;

/** The rules that the settings, the directory and the users themselves make. */
export function exclusionRules(
  settings: Settings,
  directory: Directory,
  never: Never = new Map(),
): ExclusionRules {
  return {
    directory,
    never,
    addresses: new Set(settings.exclusions.addresses.map(normalized)),
    domains: new Set(settings.exclusions.domains.map(normalized)),
    subjects: settings.exclusions.subjects
      .map((text) => text.toLowerCase())
      .filter((text) => text !== ''),
    massThreshold: settings.massThreshold,
  };
}

/** The first standing reason that holds, in the order of spec §3. `present` leaves out who opted out. */
export function standingReason(
  activity: Activity,
  people: { readonly all: readonly Participant[]; readonly present: readonly Participant[] },
  rules: ExclusionRules,
): StandingReason | null {
  if (activity.override === 'exclude') return 'overruled';
  if (activity.sensitivity !== 'normal') return 'private';
  if (isExcludedByRule(activity, people.all, rules)) return 'excluded_by_rule';
  const lifted = activity.override === 'include';
  const liftable = machineReason(activity) ?? meetingReason(activity, rules.directory);
  if (liftable !== null && !lifted) return liftable;
  if (activity.kind === 'task') return null;

  const present = sidesOf(people.present);
  const all = sidesOf(people.all);
  if ((present.them === 0 && all.them > 0) || (present.us === 0 && all.us > 0)) return 'opted_out';
  if (present.them === 0) return 'internal_only';
  if (present.us === 0) return 'no_internal';
  return present.them > rules.massThreshold && !lifted ? 'mass' : null;
}

function isExcludedByRule(
  activity: Activity,
  participants: readonly Participant[],
  rules: ExclusionRules,
): boolean {
  const subject = activity.subject?.toLowerCase() ?? '';
  return (
    rules.subjects.some((text) => subject.includes(text)) ||
    participants.some((participant) =>
      participant.addresses.some(
        (address) =>
          rules.addresses.has(address) ||
          rules.domains.has(address.slice(address.lastIndexOf('@') + 1)),
      ),
    ) ||
    isNeverAnalysed(participants, rules.never)
  );
}

/** True when somebody takes part who never wants to be analysed with another one who does. */
function isNeverAnalysed(participants: readonly Participant[], never: Never): boolean {
  if (never.size === 0) return false;
  return participants.some(({ owners }) =>
    owners.some(({ key }) => {
      const unwanted = never.get(key);
      return participants.some(({ addresses }) => addresses.some((one) => unwanted?.has(one)));
    }),
  );
}

/** Email written by a machine. Header names come in lower case; values are compared so here. */
function machineReason(activity: Activity): StandingReason | null {
  if (activity.kind !== 'email') return null;
  const header = (name: string) => activity.headers[name]?.trim().toLowerCase();
  const contentType = header('content-type')?.replace(/["\s]/g, '') ?? '';
  const sender = normalized(activity.from ?? '').split('@', 1)[0] ?? '';
  const precedence = header('precedence') ?? '';
  const autoSubmitted = header('auto-submitted')?.split(';', 1)[0]?.trim();

  if (contentType.includes('report-type=delivery-status')) return 'bounce';
  if (sender === 'mailer-daemon' || sender === 'postmaster') return 'bounce';
  if (contentType.startsWith('text/calendar') && contentType.includes('method=reply'))
    return 'calendar_response';
  if (autoSubmitted !== undefined && autoSubmitted !== 'no') return 'automatic_reply';
  if (header('x-autoreply') !== undefined || header('x-autorespond') !== undefined)
    return 'automatic_reply';
  if (precedence === 'auto_reply' || header('return-path') === '<>') return 'automatic_reply';
  if (header('list-id') !== undefined || header('list-unsubscribe') !== undefined) return 'bulk';
  return precedence === 'bulk' || precedence === 'list' || precedence === 'junk' ? 'bulk' : null;
}

function meetingReason(activity: Activity, directory: Directory): StandingReason | null {
  if (activity.kind !== 'appointment') return null;
  if (activity.allDay || durationOf(activity) >= 24 * 60) return 'all_day';
  const external = [...addressesOf(activity)].filter(
    ([, address]) => !directory.isInternal(address),
  );
  const everyoneDeclined = external.every(
    ([, address]) => activity.responses[address] === 'declined',
  );
  return external.length > 0 && everyoneDeclined ? 'declined' : null;
}

function sidesOf(participants: readonly Participant[]): { us: number; them: number } {
  let us = 0;
  for (const participant of participants) if (participant.internal) us += 1;
  return { us, them: participants.length - us };
}
