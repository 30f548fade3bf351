import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, decidedOrder, instantOf, readDate } from './dates.ts';

const plainDate = (text: string, order?: 'dmy' | 'mdy' | 'ymd') => {
  const read = readDate(text, order);
  return read !== null && 'date' in read ? read.date : read;
};

describe('a date in a cell', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['2026/1/5', '2026-01-05'],
    ['20261120', '2026-11-20'],
    ['31/12/2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['5.5.2026', '2026-05-05'],
    ['12 Mar 2026', '2026-03-12'],
    ['12. März 2026', '2026-03-12'],
    ['Mar 12, 2026', '2026-03-12'],
    ['Tue, 12-Mar-26 10:00', '2026-03-12'],
  ])('%s is read without being told an order', (text, date) => {
    expect(plainDate(text)).toBe(date);
  });

  it.each(['4/5/2026', '04.05.2026', '04-05-2026', '4/5/2026 10:00', '4/5/26'])(
    '%s can be read in two ways, and is read in neither',
    (text) => {
      expect(readDate(text)).toEqual({ orders: expect.arrayContaining(['dmy', 'mdy']) });
      expect(plainDate(text, 'dmy')).toBe('2026-05-04');
      expect(plainDate(text, 'mdy')).toBe('2026-04-05');
    },
  );

  it('counts only in the order it was told', () => {
    expect(readDate('31/12/2026', 'mdy')).toBeNull();
    expect(readDate('12/31/2026', 'dmy')).toBeNull();
    expect(plainDate('2026-12-31', 'mdy')).toBe('2026-12-31');
    expect(plainDate('26-12-31', 'ymd')).toBe('2026-12-31');
    expect(readDate('31/12/2026', 'ymd')).toBeNull();
  });

  it.each([
    '2026-02-30',
    '31/11/2026',
    '2026-13-01',
    'soon',
    '12:30',
    '4/5',
    '2026-11-20 25:00',
    '',
  ])('%j is none', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it('decides an order only when one of its parts is above 12', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        (day, month) => {
          const expected = day > 12 ? 'dmy' : null;
          expect(decidedOrder(`${day}/${month}/2026`)).toBe(expected);
          expect(decidedOrder(`${month}/${day}/2026`)).toBe(expected === null ? null : 'mdy');
          const read = readDate(`${day}/${month}/2026`);
          expect(read !== null && 'orders' in read).toBe(day <= 12 && day !== month);
        },
      ),
    );
  });
});

describe('an instant in a cell', () => {
  const at = (text: string, zone: string, edge?: 'start' | 'end') => {
    const read = readDate(text);
    if (read === null || 'orders' in read) throw new Error(text);
    return new Date(instantOf(read, zone, edge)).toISOString();
  };

  it.each([
    ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20 12:00:00 UTC', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20 12:00:00.5+0130', '2026-11-20T10:30:00.500Z'],
    ['2026-11-20 12:00', '2026-11-20T11:00:00.000Z'],
    ['2026-07-20 3:05:09 pm', '2026-07-20T13:05:09.000Z'],
    ['2026-07-20 12:30 AM', '2026-07-19T22:30:00.000Z'],
  ])('%s is by its offset, or else by the clocks of the zone', (text, utc) => {
    expect(at(text, 'Europe/Berlin')).toBe(utc);
  });

  it('is the first or the last moment of a day, on days of 23 hours too', () => {
    expect(at('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00:00.000Z');
    expect(at('2026-03-29', 'Europe/Berlin', 'end')).toBe('2026-03-29T21:59:59.999Z');
  });

  it('falls on the day that the zone has then', () => {
    const read = readDate('2026-11-20T23:30:00-08:00');
    if (read === null || 'orders' in read) throw new Error('unread');
    expect(dayOf(read, 'Asia/Tokyo')).toBe('2026-11-21');
    expect(dayOf(read, 'America/Los_Angeles')).toBe('2026-11-20');
  });
});
