import { createHash } from 'node:crypto';
import { type Activity, blankActivity } from '../../model/activity.ts';
import type { Reject } from '../../model/bundle.ts';
import type { Attendee, Meeting } from './meeting.ts';
import type { Expansion, Occurrence } from './series.ts';

/** Single meetings as the product keeps them. */

/**
 * The appointments of a file, ordered by id, the latest version of each, and the rejects. Answers and proposals
 * (METHOD:REPLY, COUNTER…) are about a meeting but are none: they name one attendee, who would replace all others.
 */
export function appointmentsOf({ occurrences, rejects }: Expansion): {
  readonly activities: readonly Activity[];
  readonly rejects: readonly Reject[];
} {
  const latest = new Map<string, Occurrence>();
  const notMeetings = new Map<string, Reject>();
  for (const occurrence of occurrences) {
    const { place, meeting } = occurrence;
    if (meeting.method !== null && !meetingMethods.includes(meeting.method)) {
      notMeetings.set(place, {
        place,
        field: 'METHOD',
        value: meeting.method,
        expected: methodExpected,
      });
      continue;
    }
    const id = idOf(occurrence);
    const known = latest.get(id);
    if (known === undefined || isLater(occurrence, known)) latest.set(id, occurrence);
  }
  const activities = [...latest].map(([id, occurrence]) => appointment(id, occurrence));
  return {
    activities: activities.sort((a, b) => (a.id < b.id ? -1 : 1)),
    rejects: [...rejects, ...notMeetings.values()],
  };
}

const meetingMethods: readonly string[] = ['PUBLISH', 'REQUEST', 'ADD', 'CANCEL'];
const methodExpected = 'a meeting: METHOD PUBLISH, REQUEST, ADD, CANCEL or none';

/** The same for the same meeting in every file and every import, wherever it was moved to. */
function idOf({ uid, original }: Occurrence): string {
  return `cal:${createHash('sha256').update(`${uid}\n${original}`).digest('hex').slice(0, 32)}`;
}

function isLater(a: Occurrence, b: Occurrence): boolean {
  const bySequence = a.meeting.sequence - b.meeting.sequence;
  const byVersion = (a.meeting.versionAt ?? 0) - (b.meeting.versionAt ?? 0);
  if (bySequence !== 0 || byVersion !== 0) return (bySequence || byVersion) > 0;
  const content = ({ place, ...rest }: Occurrence) => JSON.stringify(rest);
  return content(a) > content(b);
}

function appointment(id: string, { meeting, startsAt, endsAt, allDay }: Occurrence): Activity {
  const { organizer, attendees } = meeting;
  const required = addresses(attendees.filter(({ optional }) => !optional));
  const people = organizer === null ? attendees : [organizer, ...attendees];
  return {
    ...blankActivity,
    id,
    kind: 'appointment',
    status: isCanceled(meeting) ? 'canceled' : 'scheduled',
    subject: meeting.summary?.replace(/\s+/g, ' ').trim() || null,
    startsAt,
    endsAt,
    sensitivity: meeting.isPrivate ? 'private' : 'normal',
    organizer: organizer?.address ?? null,
    required,
    optional: addresses(attendees.filter(({ optional }) => optional)).filter(
      (address) => !required.includes(address),
    ),
    responses: Object.fromEntries(attendees.map(({ address, response }) => [address, response])),
    icalUid: meeting.icalUid,
    allDay,
    displayNames: Object.fromEntries(
      people.flatMap(({ address, name }) => (isName(name) ? [[address, name]] : [])),
    ),
    versionAt: meeting.versionAt,
  };
}

function isCanceled({ status, method }: Meeting): boolean {
  return status === 'CANCELLED' || status === 'CANCELED' || method === 'CANCEL';
}

function addresses(attendees: readonly Attendee[]): readonly string[] {
  return [...new Set(attendees.map(({ address }) => address))];
}

/** Many programs write the address where the name belongs. */
function isName(name: string | null): name is string {
  return name !== null && !name.includes('@');
}
