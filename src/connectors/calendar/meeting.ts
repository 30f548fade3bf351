import type { Response } from '../../model/vocabulary.ts';
import { allOf, type Component, firstOf, type Property, plainText } from './lines.ts';
import { readWall } from './moments.ts';

/** What a VEVENT says about the meeting, whenever it takes place: who, what, which version. */

/** What all occurrences of an event share: plain data, because it crosses from one thread to another. */
export type Meeting = {
  /** Null when the event has none. */
  readonly icalUid: string | null;
  /** METHOD of the calendar around it, in upper case. */
  readonly method: string | null;
  readonly summary: string | null;
  /** In upper case: CONFIRMED, TENTATIVE, CANCELLED. */
  readonly status: string | null;
  readonly isPrivate: boolean;
  readonly sequence: number;
  readonly versionAt: number | null;
  readonly organizer: Attendee | null;
  readonly attendees: readonly Attendee[];
};

export type Attendee = {
  /** Trimmed, in lower case. */
  readonly address: string;
  readonly name: string | null;
  readonly optional: boolean;
  readonly response: Response;
};

/** Reads the meeting of a VEVENT inside a calendar of the given METHOD. */
export function meetingOf(component: Component, method: string | null): Meeting {
  const word = (name: string) => firstOf(component, name)?.toUpperCase() ?? null;
  const summary = allOf(component, 'SUMMARY')[0];
  const versions = ['LAST-MODIFIED', 'DTSTAMP'].map((name) =>
    readWall(firstOf(component, name) ?? ''),
  );
  const [organizer] = allOf(component, 'ORGANIZER');
  return {
    icalUid: firstOf(component, 'UID'),
    method,
    summary: summary === undefined ? null : plainText(summary.value),
    status: word('STATUS'),
    isPrivate: ['PRIVATE', 'CONFIDENTIAL'].includes(word('CLASS') ?? ''),
    sequence: Number.parseInt(firstOf(component, 'SEQUENCE') ?? '', 10) || 0,
    versionAt: (versions[0] ?? versions[1])?.wall ?? null,
    organizer: organizer === undefined ? null : attendeeOf(organizer),
    attendees: allOf(component, 'ATTENDEE').flatMap((property) => attendeeOf(property) ?? []),
  };
}

const partStats: ReadonlyMap<string, Response> = new Map([
  ['ACCEPTED', 'accepted'],
  ['DECLINED', 'declined'],
  ['TENTATIVE', 'tentative'],
]);

/** The person behind an ATTENDEE or ORGANIZER; null for rooms, onlookers, and values without an address. */
function attendeeOf({ value, parameters }: Property): Attendee | null {
  const role = parameters.role?.toUpperCase();
  if (role === 'NON-PARTICIPANT') return null;
  if (['ROOM', 'RESOURCE'].includes(parameters.cutype?.toUpperCase() ?? '')) return null;
  const mail = /^\s*mailto:(.*)$/is.exec(value)?.[1] ?? parameters.email ?? value;
  const address = mail
    .replace(/^mailto:/i, '')
    .replace(/\?.*$/s, '')
    .trim()
    .toLowerCase();
  if (!/^[^\s@:]+@[^\s@:]+$/.test(address)) return null;
  return {
    address,
    name: parameters.cn?.replace(/\s+/g, ' ') || null,
    optional: role === 'OPT-PARTICIPANT',
    response: partStats.get(parameters.partstat?.toUpperCase() ?? '') ?? 'none',
  };
}
