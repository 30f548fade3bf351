import { isUtf8 } from 'node:buffer';
import ICAL from 'ical.js';
import type { Reject } from '../../model/bundle.ts';
import { shown } from '../../model/problem.ts';

/**
 * The text of an ICS file as the components that hold meetings. What real files get wrong is put up with here: any
 * line end, folded lines with the fold in odd places, empty lines, lower-case names, a byte order mark, NUL
 * characters, components that were never closed. Only the properties that are used are read, so that descriptions,
 * places and attachments never leave this file.
 */

export type Property = {
  /** In upper case. */
  readonly name: string;
  /** By lower-case name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** As it stands in the file, still escaped. */
  readonly value: string;
};

export type Component = {
  /** In upper case: `VCALENDAR`, `VEVENT`, `VTIMEZONE`, `STANDARD`… */
  readonly name: string;
  readonly line: number;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
  /** False when the file ended before this component did. */
  readonly complete: boolean;
};

/**
 * The text of an ICS file: UTF-8, or UTF-16 when it begins with that mark, or Windows-1252 when it is no valid UTF-8.
 * Lines are unfolded before they are decoded, because programs fold after 75 bytes, in the middle of a character.
 */
export function calendarText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const folded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unfolded = Buffer.from(
    folded.toString('latin1').replace(/(\r\n|\n|\r)[ \t]/g, ''),
    'latin1',
  );
  return new TextDecoder(isUtf8(unfolded) ? 'utf-8' : 'windows-1252').decode(unfolded);
}

/** The calendars of a text, in the order of the file, and the lines in them that could not be read. */
export function readCalendars(text: string): {
  readonly calendars: readonly Component[];
  readonly rejects: readonly Reject[];
} {
  const rejects: Reject[] = [];
  const root = open('', 0);
  let stack: OpenComponent[] = [root];
  for (const { line, content } of contentLines(text)) {
    const top = stack.at(-1) ?? root;
    const [, edge = '', named = ''] = /^(BEGIN|END)\s*:\s*(.*?)\s*$/i.exec(content) ?? [];
    if (edge.toUpperCase() === 'BEGIN') {
      const name = named.toUpperCase();
      const level = levels.findIndex((names) => names.includes(name));
      // What begins where it cannot be shows that the end of the component before it is missing.
      const unended = stack.findIndex((open) => level >= 0 && levels[level]?.includes(open.name));
      if (unended > 0) stack = closed(stack, unended);
      const component = open(name, line);
      (stack.at(-1) ?? root).components.push(component);
      stack.push(component);
    } else if (edge !== '') {
      const name = named.toUpperCase();
      const begun = stack.findLastIndex((open) => open.name === name);
      if (begun > 0) stack = closed(stack, begun);
    } else if (kept.get(top.name)?.has(propertyName(content))) {
      const property = readProperty(content);
      if (property !== null) top.properties.push(property);
      else rejects.push(unreadable(content, line));
    }
  }
  return { calendars: calendarsOf(root), rejects };
}

/** All values of one name; a component may repeat a property. */
export function allOf(component: Component, name: string): readonly Property[] {
  return component.properties.filter((property) => property.name === name);
}

/** The value of a property, null when it is missing or blank. A repeated one counts once: the first. */
export function firstOf(component: Component, name: string): string | null {
  const value = component.properties.find((property) => property.name === name)?.value.trim();
  return value === undefined || value === '' ? null : value;
}

/** A TEXT value without its escapes (RFC 5545 §3.3.11). */
export function plainText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, escaped: string) =>
    escaped.toLowerCase() === 'n' ? '\n' : escaped,
  );
}

type OpenComponent = {
  name: string;
  line: number;
  properties: Property[];
  components: OpenComponent[];
  complete: boolean;
};

function open(name: string, line: number): OpenComponent {
  return { name, line, properties: [], components: [], complete: false };
}

function closed(stack: readonly OpenComponent[], from: number): OpenComponent[] {
  for (const component of stack.slice(from)) component.complete = true;
  return stack.slice(0, from);
}

/** Components that stand beside each other, never inside each other. */
const levels: readonly (readonly string[])[] = [
  ['VCALENDAR'],
  ['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE'],
  ['STANDARD', 'DAYLIGHT', 'VALARM'],
];

function calendarsOf(root: OpenComponent): readonly Component[] {
  const calendars = root.components.filter(({ name }) => name === 'VCALENDAR');
  // Events without a calendar around them are how some programs hand over a single meeting.
  const bare = root.components.some(({ name }) => name === 'VEVENT');
  return bare ? [...calendars, { ...root, name: 'VCALENDAR' }] : calendars;
}

function* contentLines(text: string): Generator<{ line: number; content: string }> {
  let line = 0;
  let begun = 0;
  let content = '';
  for (const physical of text.replace(/^\uFEFF|\0/g, '').split(/\r\n|\n|\r/)) {
    line += 1;
    if (/^[ \t]/.test(physical)) {
      content += physical.slice(1);
      continue;
    }
    if (content.trim() !== '') yield { line: begun, content };
    begun = line;
    content = physical;
  }
  if (content.trim() !== '') yield { line: begun, content };
}

const kept: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['VCALENDAR', new Set(['METHOD'])],
  ['VTIMEZONE', new Set(['TZID', 'X-LIC-LOCATION'])],
  ['STANDARD', new Set(['DTSTART', 'RRULE', 'RDATE', 'TZOFFSETFROM', 'TZOFFSETTO'])],
  ['DAYLIGHT', new Set(['DTSTART', 'RRULE', 'RDATE', 'TZOFFSETFROM', 'TZOFFSETTO'])],
  [
    'VEVENT',
    new Set([
      ...['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID'],
      ...['SUMMARY', 'STATUS', 'CLASS', 'ORGANIZER', 'ATTENDEE'],
      ...['SEQUENCE', 'LAST-MODIFIED', 'DTSTAMP'],
    ]),
  ],
]);

function propertyName(content: string): string {
  return (/^[^:;]*/.exec(content)?.[0] ?? '').trim().toUpperCase();
}

// ical.js knows how values are quoted, escaped and listed in parameters. The values of properties it would reshape
// (`garbage` becomes the date `garb-ag-e`), so it is told of no property and leaves them as they stand.
const parametersOnly = {
  param: ICAL.design.icalendar.param,
  property: {},
  value: {},
  propertyGroups: false,
};

function readProperty(content: string): Property | null {
  try {
    const parsed: unknown = ICAL.parse.property(content.trimStart(), parametersOnly);
    if (!Array.isArray(parsed)) return null;
    const [, parameters, , value]: readonly unknown[] = parsed;
    return {
      name: propertyName(content),
      parameters: Object.fromEntries(
        Object.entries(Object(parameters)).map(([name, text]) => [name, String(text).trim()]),
      ),
      value: String(value),
    };
  } catch {
    return null;
  }
}

function unreadable(content: string, line: number): Reject {
  return {
    place: `line ${line}`,
    field: propertyName(content),
    value: shown(content),
    expected: 'NAME;PARAMETER=value:value, with quotes around a value that holds ; : or ,',
  };
}
