import type { Attendee, Meeting, Person } from './happenings.ts';
import { dayMs, isoDay, type Language, offsetMinutes, timeZones } from './workdays.ts';

/** Calendars as calendar programs export them: one iCalendar file per person (RFC 5545). */

/** All meetings that a person organises or is invited to, but for those that were booked in the CRM. */
export function icsOf(owner: Person, meetings: readonly Meeting[]): string {
  const own = meetings.filter((meeting) => concerns(meeting, owner));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Brockelund//Calendar 4.2//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${text(owner.name)}`,
    ...zone('de'),
    ...zone('en'),
    ...own.flatMap(events),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function concerns(meeting: Meeting, owner: Person): boolean {
  const { organizer, required, optional, regarding } = meeting;
  if (regarding !== null) return false;
  return organizer === owner || [...required, ...optional].some(({ person }) => person === owner);
}

/** The event, and for a series one more for each occurrence that was moved or called off. */
function events(meeting: Meeting): readonly string[] {
  const { series, organizer } = meeting;
  const place = organizer.language;
  const rule =
    series === null
      ? []
      : [
          `RRULE:FREQ=WEEKLY;COUNT=${series.count}`,
          ...series.skipped.map((at) => `EXDATE${local(at, place)}`),
        ];
  const changed = (series?.changed ?? []).flatMap(({ plannedAt, startsAt, canceled }) =>
    event({ ...meeting, startsAt, canceled }, [`RECURRENCE-ID${local(plannedAt, place)}`]),
  );
  return [...event(meeting, rule), ...changed];
}

function event(meeting: Meeting, recurrence: readonly string[]): readonly string[] {
  const { organizer, required, optional } = meeting;
  return [
    'BEGIN:VEVENT',
    `UID:${meeting.uid}`,
    `DTSTAMP:${utc(meeting.bookedAt)}`,
    ...span(meeting),
    ...recurrence,
    `SUMMARY:${text(meeting.subject)}`,
    `ORGANIZER;CN="${organizer.name}":mailto:${organizer.address}`,
    ...required.map((attendee) => attendeeLine('REQ-PARTICIPANT', attendee)),
    ...optional.map((attendee) => attendeeLine('OPT-PARTICIPANT', attendee)),
    `STATUS:${meeting.canceled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(meeting.isPrivate ? ['CLASS:PRIVATE'] : []),
    'END:VEVENT',
  ];
}

function span({ startsAt, minutes, allDay, organizer }: Meeting): readonly string[] {
  const endsAt = startsAt + minutes * 60_000;
  if (allDay) {
    const dates = [startsAt, endsAt].map((at) => isoDay(at / dayMs).replaceAll('-', ''));
    return [`DTSTART;VALUE=DATE:${dates[0]}`, `DTEND;VALUE=DATE:${dates[1]}`];
  }
  const place = organizer.language;
  return [`DTSTART${local(startsAt, place)}`, `DTEND${local(endsAt, place)}`];
}

const partstat = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  none: 'NEEDS-ACTION',
} as const;

function attendeeLine(role: string, { person, response }: Attendee): string {
  return `ATTENDEE;CN="${person.name}";ROLE=${role};PARTSTAT=${partstat[response]}:mailto:${person.address}`;
}

/** An instant on the clock of a place, with the parameter that names the zone. */
function local(at: number, place: Language): string {
  const shifted = at + offsetMinutes(at, place) * 60_000;
  return `;TZID=${timeZones[place]}:${utc(shifted).replace('Z', '')}`;
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The rules of both zones since 1996 (Directive 2000/84/EC), as RFC 5545 wants them beside every TZID. */
function zone(place: Language): readonly string[] {
  const [winter, summer] = place === 'de' ? ['+0100', '+0200'] : ['+0000', '+0100'];
  const [names, hours] =
    place === 'de'
      ? [
          ['CET', 'CEST'],
          ['03', '02'],
        ]
      : [
          ['GMT', 'BST'],
          ['02', '01'],
        ];
  const [winterName, summerName] = names;
  const [autumnHour, springHour] = hours;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZones[place]}`,
    'BEGIN:STANDARD',
    `DTSTART:19961027T${autumnHour}0000`,
    `TZOFFSETFROM:${summer}`,
    `TZOFFSETTO:${winter}`,
    `TZNAME:${winterName}`,
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    `DTSTART:19960331T${springHour}0000`,
    `TZOFFSETFROM:${winter}`,
    `TZOFFSETTO:${summer}`,
    `TZNAME:${summerName}`,
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];
}

function text(value: string): string {
  return value.replace(/[\\;,]/g, '\\$&');
}

/** Lines of at most 75 octets; letters are counted as the two octets that ours have at most. */
function fold(line: string): string {
  const letters = [...line];
  let [out, width] = ['', 0];
  for (const letter of letters) {
    const octets = letter.charCodeAt(0) < 128 ? 1 : 2;
    const isFull = width + octets > 75;
    out += isFull ? `\r\n ${letter}` : letter;
    width = isFull ? 1 + octets : width + octets;
  }
  return out;
}
