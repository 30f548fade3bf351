import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recurrences } from './recurrence.ts';
import { frequencies, type Rule, readRule } from './rule.ts';

const dayMs = 86_400_000;

function rule(value: string): Rule {
  const read = readRule(value);
  if ('expected' in read) throw new Error(`${value}: ${read.expected}`);
  return read;
}

function times(value: string, start: string, { from = start, to = '2060-01-01', count = 5 } = {}) {
  const found: string[] = [];
  const span = { from: Date.parse(`${from}Z`), to: Date.parse(`${to}T00:00:00Z`) };
  for (const time of recurrences(rule(value), Date.parse(`${start}Z`), span)) {
    if (time >= span.from) found.push(new Date(time).toISOString().slice(0, 16));
    if (found.length === count) break;
  }
  return found.map((time) => (time.endsWith('T09:00') ? time.slice(0, 10) : time));
}

describe('a recurrence rule', () => {
  it.each([
    ['FREQ=DAILY;INTERVAL=10', '2026-01-28', '2026-02-07', '2026-02-17'],
    ['FREQ=WEEKLY;BYDAY=TU,TH', '2026-01-06', '2026-01-08', '2026-01-13'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO', '2026-01-04', '2026-01-05', '2026-01-18'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,MO', '2026-01-04', '2026-01-12', '2026-01-18'],
    ['FREQ=MONTHLY', '2026-01-31', '2026-03-31', '2026-05-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', '2026-02-28', '2026-03-31'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-01-30', '2026-02-27', '2026-03-27'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '2026-01-29', '2026-02-26', '2026-03-30'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-02-13', '2026-03-13', '2026-11-13'],
    ['FREQ=YEARLY', '2024-02-29', '2028-02-29', '2032-02-29'],
    ['FREQ=YEARLY;BYDAY=20MO', '2026-05-18', '2027-05-17', '2028-05-15'],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '2026-11-26', '2027-11-25', '2028-11-23'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '2026-05-11', '2027-05-17', '2028-05-15'],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH', '2026-12-31', '2032-12-30', '2037-12-31'],
    ['FREQ=YEARLY;BYYEARDAY=1,-1', '2026-01-01', '2026-12-31', '2027-01-01'],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '2024-11-05',
      '2028-11-07',
      '2032-11-02',
    ],
    ['FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10', '2026-01-01', '2026-01-01T09:20', '2026-01-01T09:40'],
    ['FREQ=HOURLY;INTERVAL=6;BYDAY=MO', '2026-01-05', '2026-01-05T15:00', '2026-01-05T21:00'],
    ['FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30', '2026-01-01', '2026-01-01T09:30', '2026-01-01T17:00'],
  ])('%s occurs on %s, %s, %s', (value, first, second, third) => {
    expect(times(value, `${first}T09:00:00`, { count: 3 })).toEqual([first, second, third]);
  });

  it('counts its start, which belongs to it even when the rule does not name that day', () => {
    expect(times('FREQ=WEEKLY;COUNT=3;BYDAY=MO', '2026-01-01T09:00:00')).toEqual([
      '2026-01-01',
      '2026-01-05',
      '2026-01-12',
    ]);
  });

  it('ends at the end of the span when it never occurs', () => {
    // The 15th to the 21st is never the first Monday of April.
    const never = 'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15,16,17,18,19,20,21';
    expect(times(never, '2026-01-01T09:00:00')).toEqual(['2026-01-01']);
    expect(times('FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30', '2026-01-01T09:00:00')).toEqual([
      '2026-01-01',
    ]);
    expect(times('FREQ=YEARLY;INTERVAL=999999999', '2026-01-01T09:00:00')).toEqual(['2026-01-01']);
  });

  it('occurs before 1970 as well', () => {
    expect(times('FREQ=HOURLY;INTERVAL=36;BYMINUTE=0,15', '1969-12-30T09:00:00')).toEqual([
      '1969-12-30',
      '1969-12-30T09:15',
      '1969-12-31T21:00',
      '1969-12-31T21:15',
      '1970-01-02',
    ]);
  });

  const part = (name: string, values: readonly (string | number)[]) =>
    fc
      .option(fc.subarray([...values], { minLength: 1, maxLength: 2 }), { nil: [], freq: 2 })
      .map((chosen) => (chosen.length === 0 ? '' : `;${name}=${chosen.join(',')}`));
  const anyRule = fc
    .tuple(
      fc.constantFrom(...frequencies.slice(2)).map((name) => `FREQ=${name}`),
      fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=5', ';INTERVAL=7'),
      fc.constantFrom('', ';WKST=SU', ';WKST=WE'),
      part('BYMONTH', [1, 2, 6, 11]),
      part('BYMONTHDAY', [1, 13, 29, 31, -1]),
      part('BYDAY', ['MO', 'WE', 'SU', '1FR', '-1TH']),
      part('BYHOUR', [0, 9, 23]),
      part('BYSETPOS', [1, -1]),
    )
    .map((parts) => parts.join(''))
    .filter((value) => !('expected' in readRule(value)));
  const anyStart = fc
    .integer({ min: 0, max: 4000 })
    .map((day) => Date.UTC(2015, 0, 1) + day * dayMs);

  it('gives the same times after a day, whether it is read from there or from its start', () => {
    fc.assert(
      fc.property(anyRule, anyStart, fc.integer({ min: 1, max: 400 }), (value, start, days) => {
        const from = start + days * dayMs;
        const to = from + 60 * dayMs;
        const read = (span: { from: number; to: number }) =>
          recurrences(rule(value), start, span)
            .filter((time) => time >= from)
            .take(50)
            .toArray();
        expect(read({ from, to })).toEqual(read({ from: start, to }));
      }),
      { numRuns: 80 },
    );
  });

  it('rises, and keeps to its months, days and hours after the start', () => {
    fc.assert(
      fc.property(anyRule, anyStart, (value, start) => {
        const { byMonth, byDay, byHour, frequency } = rule(value);
        const span = { from: start, to: start + 800 * dayMs };
        const found = recurrences(rule(value), start, span).take(200).toArray();
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        for (const time of found.slice(1)) {
          const at = new Date(time);
          if (byMonth.length > 0) expect(byMonth).toContain(at.getUTCMonth() + 1);
          if (byHour.length > 0) expect(byHour).toContain(at.getUTCHours());
          if (byDay.length > 0 && frequency !== 'SECONDLY')
            expect(byDay.map(({ day }) => day)).toContain((at.getUTCDay() + 6) % 7);
        }
      }),
      { numRuns: 80 },
    );
  });
});
