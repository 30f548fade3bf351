import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterWork,
  dayAt,
  dayMs,
  instantAt,
  isoDay,
  isWorkday,
  type Language,
  timeZones,
  workdayFrom,
  workdayUpTo,
} from './workdays.ts';

const dayOf = (iso: string) => Date.parse(iso) / dayMs;
const places = fc.constantFrom<Language>('de', 'en');
const days = fc.integer({ min: dayOf('2015-01-01'), max: dayOf('2045-12-31') });

describe('working days', () => {
  it.each([
    ['2026-04-03', 'Good Friday', ['de', 'en']],
    ['2026-04-06', 'Easter Monday', ['de', 'en']],
    ['2026-05-01', 'the first of May', ['de']],
    ['2026-05-04', 'the early May bank holiday', ['en']],
    ['2026-05-14', 'Ascension Day', ['de']],
    ['2026-05-25', 'Whit Monday and the spring bank holiday', ['de', 'en']],
    ['2026-08-31', 'the summer bank holiday', ['en']],
    ['2027-12-27', 'the day for a Christmas Day on Saturday', ['en']],
    ['2027-12-28', 'the day for a Boxing Day on Sunday', ['en']],
    ['2023-01-02', 'the day for a New Year on Sunday', ['en']],
    ['2022-12-27', 'the day for a Christmas Day on Sunday', ['en']],
    ['2025-12-26', 'Boxing Day', ['de', 'en']],
  ] as const)('%s is %s', (date, _, free) => {
    const off = (['de', 'en'] as const).filter((place) => !isWorkday(dayOf(date), place));
    expect(off).toEqual(free);
  });

  it('are found by going back and by going on, never on a weekend', () => {
    fc.assert(
      fc.property(days, places, (day, place) => {
        const [before, after] = [workdayUpTo(day, place), workdayFrom(day, place)];
        for (const found of [before, after]) {
          expect(new Date(found * dayMs).getUTCDay() % 6).not.toBe(0);
        }
        expect(day - before).toBeLessThan(6);
        expect(after - day).toBeLessThan(6);
      }),
    );
  });
});

describe('local time', () => {
  it('is what the time zone database says', () => {
    fc.assert(
      fc.property(days, places, fc.integer({ min: 16, max: 80 }), (day, place, quarters) => {
        const at = instantAt(day, quarters / 4, place);
        const clock = new Date(at).toLocaleString('sv-SE', { timeZone: timeZones[place] });
        const minute = String((quarters % 4) * 15).padStart(2, '0');
        const hour = String(Math.floor(quarters / 4)).padStart(2, '0');
        expect(clock).toBe(`${isoDay(day)} ${hour}:${minute}:00`);
        expect(dayAt(at, place)).toBe(day);
      }),
    );
  });

  it('passes only during office hours when work is counted', () => {
    const friday = instantAt(dayOf('2026-11-20'), 17, 'de');
    expect(afterWork(friday, 45, 'de')).toBe(instantAt(dayOf('2026-11-23'), 8.75, 'de'));
    const beforeChristmas = instantAt(dayOf('2026-12-23'), 17, 'en');
    expect(afterWork(beforeChristmas, 20, 'en')).toBe(beforeChristmas + 20 * 60_000);
    expect(afterWork(beforeChristmas, 60 * 10, 'en')).toBe(instantAt(dayOf('2026-12-29'), 9, 'en'));
  });
});
