import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from './message.ts';
import { message, read } from './testing.ts';

const options = { bulkRule: true };

describe('a message', () => {
  it('becomes an email with its people, its subject and the headers that rules look at', () => {
    const activity = read(
      'To: "Bo, B." <BO@them.example>, cy@them.example',
      'Cc: Team: di@them.example;',
      'Bcc: ed@them.example',
      'Subject: =?utf-8?B?R3LDvA==?= =?utf-8?Q?=C3=9Fe?=\r\n  und mehr',
      'List-Id: "Talk,\r\n it" <talk.lists.example>',
      'X-Mailer: Anything',
    );
    expect(activity).toMatchObject({
      kind: 'email',
      status: 'completed',
      sensitivity: 'normal',
      subject: 'Grüße und mehr',
      from: 'ada@us.example',
      to: ['bo@them.example', 'cy@them.example'],
      cc: ['di@them.example'],
      bcc: ['ed@them.example'],
      startsAt: Date.UTC(2025, 9, 1, 10),
      headers: { 'list-id': '"Talk, it" <talk.lists.example>' },
      flags: [],
    });
    expect({ ...activity.displayNames }).toEqual({
      'ada@us.example': 'Ada',
      'bo@them.example': 'Bo, B.',
    });
  });

  it('is known by its Message-ID', () => {
    const hash = createHash('sha256').update('<one@us.example>').digest('hex');
    expect(read().id).toBe(`mail:${hash.slice(0, 32)}`);
    expect(read('Message-ID:   <one@us.example>  ', 'Subject: other').id).toBe(read().id);
    expect(read('Message-ID: <two@us.example>').id).not.toBe(read().id);
  });

  it('without one is known by its people, time and subject, and flagged', () => {
    const nameless = (subject: string) => read('Message-ID: <>', `Subject: ${subject}`);
    expect(nameless('x').flags).toEqual(['no_message_id']);
    expect(nameless('x').messageId).toBeNull();
    expect(nameless('x').id).toBe(nameless('x').id);
    expect(nameless('x').id).not.toBe(nameless('y').id);
    expect(nameless('x').id).toMatch(/^mail:[0-9a-f]{32}$/);
  });

  it('marked by its sender as private is', () => {
    expect(read('Sensitivity: Company-Confidential').sensitivity).toBe('company-confidential');
    expect(read('Sensitivity: Normal').sensitivity).toBe('normal');
  });

  it('keeps of the headers of exclusions the first 998 characters, and no half ones', () => {
    const kept = read(`Return-Path: ${'a'.repeat(997)}😀`, 'Precedence: Bulk', 'Precedence: other');
    expect(kept.headers['return-path']).toBe('a'.repeat(997));
    expect(kept.headers.precedence).toBe('Bulk');
  });

  it('of a shared list mailbox keeps no list headers, but what it says itself', () => {
    const lines = [
      'From: a@b.example',
      'Date: Wed, 1 Oct 2025 10:00:00 +0000',
      'List-Id: <x>',
      'List-Unsubscribe: <y>',
      'List-Post: <z>',
    ];
    const readOff = (precedence: string) => {
      const reading = readMessage(message(...lines, `Precedence: ${precedence}`), {
        bulkRule: false,
      });
      return 'activity' in reading ? reading.activity : null;
    };
    expect(readOff('list')?.headers).toEqual({});
    expect(readOff('list')?.flags).toEqual(['bulk_rule_off', 'no_message_id']);
    expect(readOff('auto_reply')?.headers).toEqual({ precedence: 'auto_reply' });
  });

  it.each<[string, readonly number[], string]>([
    ['UTF-8', [0xc3, 0xbc], 'ü'],
    ['windows-1252', [0x93, 0xfc, 0x94, 0x80], '“ü”€'],
    ['ISO-2022-JP', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42], '日本'],
    ['text with NUL and other controls', [0x61, 0, 0x07, 0x62], 'ab'],
  ])('is read with raw %s in its headers', (_, bytes, expected) => {
    const head = 'From: a@b.example\nDate: Wed, 1 Oct 2025 10:00:00 +0000\nSubject: ';
    const reading = readMessage(Buffer.concat([Buffer.from(head), Buffer.from(bytes)]), options);
    expect('activity' in reading && reading.activity.subject).toBe(expected);
  });

  it('may not bring NUL or half characters in by encoded words', () => {
    expect(read('Subject: =?utf-8?Q?a=00b=0Ac?=').subject).toBe('ab c');
    expect(read('Subject: =?utf-16le?B?PdhhAA==?=').subject?.isWellFormed()).toBe(true);
  });

  it('ends at its first empty line: no body is read', () => {
    const bytes = message(
      'From: a@b.example',
      'Date: Wed, 1 Oct 2025 10:00:00 +0000',
      '',
      'Subject: body',
      'To: c@d.example',
    );
    const reading = readMessage(bytes, options);
    expect('activity' in reading && reading.activity).toMatchObject({ subject: null, to: [] });
  });

  it('is read in spite of an envelope line, a byte order mark, junk lines and odd spacing', () => {
    const text =
      '\ufeffFrom x@y.example Wed Oct  1 10:00:00 2025\n>From z\nDATE : Wed, 1 Oct 2025 10:00:00 +0000\njunk\nfrom:a@b.example\n';
    const reading = readMessage(Buffer.from(text), options);
    expect('activity' in reading && reading.activity.from).toBe('a@b.example');
  });

  it('that is none is rejected with how it begins', () => {
    const reading = readMessage(Buffer.from('{"id": 1}\0\nFromage: b'), options);
    expect(reading).toEqual({
      reject: {
        field: 'headers',
        value: '{"id": 1} Fromage: b',
        expected: 'an email that starts with headers such as From, Date and Message-ID',
      },
    });
    expect(readMessage(message('Date: Wed, 1 Oct 2025 10:00:00 +0000'), options)).toMatchObject({
      reject: { field: 'from' },
    });
  });
});

const headerLine = fc.constantFrom(
  'From: "A, B" <a@b.example>',
  'To: c@d.example,',
  ' =?utf-8?Q?E=20F?= <e@f.example>',
  '\tg@h.example',
  'Subject: =?utf-8?Q?=C3=BC?=',
  'Date: Wed, 1 Oct 2025 10:00:00 +0000',
  'Message-ID: <i@j.example>',
  'References: <k@l.example>',
  ' <m@n.example>',
  'Received: by o; Wed, 1 Oct 2025 10:00:00 +0000',
  'List-Id: p',
  'junk',
  'From x@y.example Wed Oct  1 10:00:00 2025',
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

describe('reading a message', () => {
  it('gives the same whatever its line ends, mixed ones too', () => {
    const lines = fc.array(fc.tuple(headerLine, lineEnd), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(lines, lineEnd, (given, last) => {
        const plain = given.map(([line]) => `${line}\n`).join('');
        // CR then LF would be one line end, not two.
        const mixed = given.map(([line, end]) => line + end).join('');
        fc.pre(!(mixed.endsWith('\r') && last === '\n'));
        const bytes = Buffer.from(`${mixed}${last}To: body@x.example${last}`);
        expect(readMessage(bytes, options)).toEqual(
          readMessage(Buffer.from(`${plain}\n`), options),
        );
      }),
    );
  });

  it('never throws, whatever the bytes, and gives text that can be stored', () => {
    const soup = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.tuple(headerLine, lineEnd).map((pair) => Buffer.from(pair.join(''))),
      fc
        .constantFrom('=?utf-8?B?', '?=', '<', '"', '(', ':', ';', '\0', '\x1b$B')
        .map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(soup, { maxLength: 30 }), fc.boolean(), (parts, bulkRule) => {
        const text = JSON.stringify(readMessage(Buffer.concat(parts), { bulkRule }));
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to their length, whatever stands in its headers', () => {
    const names = [
      'From',
      'Date',
      'Received',
      'References',
      'In-Reply-To',
      'Subject',
      'Message-ID',
      'Return-Path',
      'X-Mailer',
      'List-Post',
      'Reply-To',
    ];
    const pieces = [
      '<',
      '(',
      '"',
      '=?',
      '=?utf-8?Q?a',
      ' ',
      '\r\n ',
      'a@b ',
      '<a>',
      ';',
      'mailer-daemon ',
      'bounce-',
      '1 Oct ',
      'via ',
    ];
    for (const piece of pieces) {
      const value = piece.repeat(Math.floor(100_000 / piece.length));
      for (const name of names) {
        const bytes = message(
          `${name}: ${value}`,
          'Date: Wed, 1 Oct 2025 10:00:00 +0000',
          'To: x@y.example',
          'List-Id: z',
        );
        const started = performance.now();
        readMessage(bytes, options);
        expect(performance.now() - started, `${name}: ${piece}`).toBeLessThan(1000);
      }
    }
  });
});
