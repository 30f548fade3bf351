import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedDate } from './feed-date.ts';

const at = '2026-11-02T09:30:00.000Z';

describe('the date of an item', () => {
  it.each([
    ['Mon, 02 Nov 2026 09:30:00 GMT', at],
    ['Mon, 2 Nov 26 04:30 EST', at],
    ['Mon, 02 Nov 2026 10:30:00 CET', at],
    ['Mo, 02. November 2026 10:30:00 +0100', at],
    ['02-Nov-2026 09:30:00', at],
    ['Mon, 02 Nov 2026 10:30:00 +0100 (MEZ)', at],
    ['Mon, 02 Nov 2026 09:30:00 XYZ', at],
    ['Mon, 02 Nov 2026, 11:30 GMT+2', at],
    ['2026-11-02T09:30:00Z', at],
    ['2026-11-02T10:30:00.123+01:00', at],
    ['2026-11-02 09:30:00', at],
    ['2026-11-02T05:00-0430', at],
    [' 2026-11-02\n09:30:00 UTC ', at],
    ['2026-11-02', '2026-11-02T00:00:00.000Z'],
    ['1 Mär 2026', '2026-03-01T00:00:00.000Z'],
    ['Di, 1 Dez 1998 00:00', '1998-12-01T00:00:00.000Z'],
  ])('“%s” is %s', (text, wanted) => {
    expect(new Date(feedDate(text) ?? Number.NaN).toISOString()).toBe(wanted);
  });

  it.each([
    '',
    'yesterday',
    'No 5',
    'Vol. 12',
    '5',
    '12/11/2026',
    '2026-13-02',
    '45 Nov 2026',
    '2 Foo 2026',
  ])('“%s” is none', (text) => {
    expect(feedDate(text)).toBeNull();
  });

  it('is the one that was written, in both forms and wherever the server stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const date = new Date(seconds * 1000);
        expect(feedDate(date.toISOString())).toBe(seconds * 1000);
        expect(feedDate(date.toUTCString())).toBe(seconds * 1000);
      }),
    );
  });
});
