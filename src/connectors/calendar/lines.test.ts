import { describe, expect, it } from 'vitest';
import { allOf, calendarText, firstOf, plainText, readCalendars } from './lines.ts';

function eventsOf(text: string) {
  return readCalendars(text).calendars.flatMap(({ components }) =>
    components.filter(({ name }) => name === 'VEVENT'),
  );
}

const text = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:a',
  'SUMMARY:Long',
  '  title',
  'DTSTART:20260302T090000Z',
  'END:VEVENT',
  'END:VCALENDAR',
];

describe('the lines of a calendar', () => {
  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['LF with empty lines', '\n\n'],
  ])('may end in %s', (_, end) => {
    const [event] = eventsOf(text.filter((line) => !line.startsWith(' ')).join(end));
    expect(event && firstOf(event, 'UID')).toBe('a');
  });

  it('may be folded anywhere, even in front of the colon', () => {
    const [event] = eventsOf(text.join('\n').replace('UID:a', 'UID\n :a'));
    expect(event && firstOf(event, 'UID')).toBe('a');
    expect(event && firstOf(event, 'SUMMARY')).toBe('Long title');
  });

  it('may be in lower case, and carry a byte order mark and NUL characters', () => {
    const [event] = eventsOf(
      `\uFEFF${text.join('\n').toLowerCase()}`.replace('uid:a', 'uid:\0a\0'),
    );
    expect(event && firstOf(event, 'UID')).toBe('a');
  });

  it('keep quoted parameters together', () => {
    const attendee = 'ATTENDEE;CN="Roe; Jane: Dr.";ROLE=CHAIR:mailto:jane@example.com';
    const [event] = eventsOf(text.join('\n').replace('UID:a', attendee));
    expect(event && allOf(event, 'ATTENDEE')).toEqual([
      {
        name: 'ATTENDEE',
        parameters: { cn: 'Roe; Jane: Dr.', role: 'CHAIR' },
        value: 'mailto:jane@example.com',
      },
    ]);
  });

  it('that are not used are not kept', () => {
    const [event] = eventsOf(text.join('\n').replace('UID:a', 'DESCRIPTION:secret\nLOCATION:here'));
    expect(JSON.stringify(event)).not.toMatch(/secret|here/);
  });

  it('that cannot be read are rejected alone, with their place', () => {
    const broken = text
      .join('\n')
      .replace('UID:a', 'UID:a\nATTENDEE;CN="Jane:mailto:jane@example.com');
    expect(readCalendars(broken).rejects).toEqual([
      expect.objectContaining({ place: 'line 4', field: 'ATTENDEE' }),
    ]);
    expect(eventsOf(broken)).toHaveLength(1);
  });
});

describe('the components of a calendar', () => {
  it('end where the next one begins when their end is missing', () => {
    const lines = ['BEGIN:VCALENDAR', 'BEGIN:VTODO', 'END:VTOOD', 'BEGIN:VEVENT', 'UID:a'];
    const more = ['BEGIN:VEVENT', 'UID:b', 'BEGIN:VALARM', 'DURATION:PT1H', 'END:VCALENDAR'];
    const events = eventsOf([...lines, ...more].join('\n'));
    expect(events.map((event) => [firstOf(event, 'UID'), event.complete])).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect(events.map((event) => firstOf(event, 'DURATION'))).toEqual([null, null]);
  });

  it('are not complete when the file ends first', () => {
    expect(eventsOf(text.slice(0, 5).join('\n')).map(({ complete }) => complete)).toEqual([false]);
  });

  it('may stand without a calendar around them', () => {
    expect(eventsOf(text.slice(1, -1).join('\n'))).toHaveLength(1);
  });
});

describe('the bytes of a calendar', () => {
  it('are UTF-8, also when a fold cuts a character in two', () => {
    const bytes = Buffer.from('SUMMARY:Grüße');
    const cut = bytes.indexOf(0xc3) + 1;
    const folded = Buffer.concat([
      bytes.subarray(0, cut),
      Buffer.from('\r\n '),
      bytes.subarray(cut),
    ]);
    expect(calendarText(folded)).toBe('SUMMARY:Grüße');
  });

  it('are UTF-16 when they say so, and Windows-1252 when they are no UTF-8', () => {
    expect(calendarText(Buffer.from('\uFEFFSUMMARY:Grüße', 'utf16le'))).toBe('SUMMARY:Grüße');
    expect(calendarText(Buffer.from('SUMMARY:Grüße', 'latin1'))).toBe('SUMMARY:Grüße');
  });
});

it('a text loses its escapes', () => {
  expect(plainText('a\\, b\\; c\\nd \\\\n')).toBe('a, b; c\nd \\n');
});
