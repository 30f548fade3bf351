import { describe, expect, it } from 'vitest';
import { parseMailDate } from './date.ts';
import { readMessage } from './message.ts';
import { message, read } from './testing.ts';

const iso = (text: string) => {
  const at = parseMailDate(text);
  return at === null ? null : new Date(at).toISOString().replace('.000Z', 'Z');
};

describe('a date', () => {
  it.each([
    ['Wed, 01 Oct 2025 02:02:12 +0200 (CEST)', '2025-10-01T00:02:12Z'],
    ['1 Oct 2025 02:02 -0430', '2025-10-01T06:32:00Z'],
    ['Wed, 1 Oct 2025 02:02:12 EST', '2025-10-01T07:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 PDT', '2025-10-01T09:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 UT', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 GMT', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 K', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 NOWHERE', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 -0000', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12 +9900', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:12', '2025-10-01T02:02:12Z'],
    ['Wed,  1 Oct 25 02:02:12 +0000', '2025-10-01T02:02:12Z'],
    ['Fri, 1 Oct 99 02:02:12 +0000', '1999-10-01T02:02:12Z'],
    ['Tue, 1 Oct 102 02:02:12 +0000', '2002-10-01T02:02:12Z'],
    ['Tue, 1 Oct 0002 02:02:12 +0000', '2002-10-01T02:02:12Z'],
    ['(sent) Wed, 1 (first) Oct 2025 02:02:12 +0000', '2025-10-01T02:02:12Z'],
    ['Wed, 1 Oct 2025 02:02:60 +0000', '2025-10-01T02:02:59Z'],
    ['Wed Oct  1 02:02:12 2025', '2025-10-01T02:02:12Z'],
    ['Wed Oct  1 02:02:12 CEST 2025', '2025-10-01T00:02:12Z'],
    ['Wed Oct 01 02:02:12 +0200 2025', '2025-10-01T00:02:12Z'],
    ['Wednesday, October 1, 2025 2:02 PM', '2025-10-01T14:02:00Z'],
    ['1-Oct-2025 12:02 AM', '2025-10-01T00:02:00Z'],
    ['Wed, 1 Oct 2025 02:02:12 GMT+0200', '2025-10-01T00:02:12Z'],
    ['Wed, 1 Oct 2025 2:02:12.345 +02:00', '2025-10-01T00:02:12Z'],
    ['2025-10-01T02:02:12Z', '2025-10-01T02:02:12Z'],
    ['2025-10-01 02:02:12.5 +0200', '2025-10-01T00:02:12Z'],
  ])('is read: %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it('is none when a part of it cannot be', () => {
    for (const text of [
      '',
      'yesterday',
      'Wed, 31 Feb 2025 02:02:12 +0000',
      'Wed, 1 Okt 2025 02:02:12',
      '1 Oct 2025',
      'Wed, 1 Oct 2025 24:02:12 +0000',
      '10/01/2025 02:02',
      '9'.repeat(100_000),
    ]) {
      expect(parseMailDate(text), text.slice(0, 40)).toBeNull();
    }
  });
});

const top = 'Received: from a by b; Wed, 01 Oct 2025 10:00:05 +0000';
const below = 'Received: from c by d; Tue, 30 Sep 2025 10:00:00 +0000';
const at = (activity: { startsAt: number }) => new Date(activity.startsAt).toISOString();

describe('when a message was sent', () => {
  it.each([
    ['up to two days after it arrived', 'Fri, 03 Oct 2025 10:00:00 +0000'],
    ['up to a year before', 'Wed, 02 Oct 2024 10:00:05 +0000'],
  ])('is its Date, %s', (_, date) => {
    const activity = read(`Date: ${date}`, top);
    expect(activity.startsAt).toBe(Date.parse(date));
    expect(activity.flags).toEqual([]);
  });

  it.each([
    ['missing', ''],
    ['unreadable', 'Mittwoch'],
    ['of a clock never set', 'Tue, 01 Jan 1980 00:00:00 +0000'],
    ['days after it arrived', 'Fri, 03 Oct 2025 10:00:06 +0000'],
    ['more than a year before', 'Mon, 30 Sep 2024 10:00:00 +0000'],
  ])('is that of the topmost Received when its Date is %s, and flagged', (_, date) => {
    const activity = read(`Date: ${date}`, top, below);
    expect(at(activity)).toBe('2025-10-01T10:00:05.000Z');
    expect(activity.flags).toEqual(['date_from_received']);
  });

  it('is that of the next Received when the topmost cannot be read', () => {
    const activity = read('Date: ?', 'Received: by b; whenever', 'Received: by c', below);
    expect(at(activity)).toBe('2025-09-30T10:00:00.000Z');
  });

  it('is needed: a message without any usable date is rejected with what stood there', () => {
    const bytes = message('From: a@b.example', 'Date: Mon, 31 Dec 1979 16:00:00 -0800');
    expect(readMessage(bytes, { bulkRule: true })).toEqual({
      reject: {
        field: 'date',
        value: 'Mon, 31 Dec 1979 16:00:00 -0800',
        expected: 'a date between 1990 and 2100 in Date or in Received',
      },
    });
  });
});
