import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysBetween, endOfDay, isDay, startOfDay } from './days.ts';

const berlin = 'Europe/Berlin';

describe('days of the organisation', () => {
  it('begin at its midnight, in summer and in winter', () => {
    expect(new Date(startOfDay('2026-07-01', berlin)).toISOString()).toBe(
      '2026-06-30T22:00:00.000Z',
    );
    expect(new Date(startOfDay('2026-12-01', berlin)).toISOString()).toBe(
      '2026-11-30T23:00:00.000Z',
    );
  });

  it('are 23 or 25 hours long when the clock is moved', () => {
    const hours = (day: string) =>
      (endOfDay(day, berlin) + 1 - startOfDay(day, berlin)) / 3_600_000;
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-10-26')).toBe(24);
  });

  it('hold their first and last instant, in any zone', () => {
    const zones = [berlin, 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 20_000 }),
        (zone, number) => {
          const day = addDays('1990-01-01', number);
          expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
          expect(dayOf(endOfDay(day, zone), zone)).toBe(day);
        },
      ),
    );
  });

  it('are counted across a leap day', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });

  it('are told from text that only looks like one', () => {
    expect(isDay('2026-02-28')).toBe(true);
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('2026-2-3')).toBe(false);
  });
});
