import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from './testing/oracle-days.ts';
import { at } from './testing/seeds.ts';
import { dayNumbers, dayText, instantText } from './zone.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Havana',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Cairo',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];

describe('the calendar day of an instant', () => {
  it('is the day of the zone, not of UTC', () => {
    const day = (instant: string, zone: string) => dayText(dayNumbers(zone)(at(instant)));
    expect(day('2026-11-20T23:30:00Z', 'Europe/Berlin')).toBe('2026-11-21');
    expect(day('2026-11-20T02:30:00Z', 'America/New_York')).toBe('2026-11-19');
  });

  it('is right around midnight where the clock is moved at midnight', () => {
    const havana = dayNumbers('America/Havana');
    expect(dayText(havana(at('2026-03-08T04:59:59.999Z')))).toBe('2026-03-07');
    expect(dayText(havana(at('2026-03-08T05:00:00Z')))).toBe('2026-03-08');
    const beirut = dayNumbers('Asia/Beirut');
    expect(dayText(beirut(at('2026-03-28T21:59:59.999Z')))).toBe('2026-03-28');
    expect(dayText(beirut(at('2026-03-28T22:00:00Z')))).toBe('2026-03-29');
  });

  it('jumps where a country left out a day', () => {
    const apia = dayNumbers('Pacific/Apia');
    expect(dayText(apia(at('2011-12-30T09:59:59Z')))).toBe('2011-12-29');
    expect(dayText(apia(at('2011-12-30T10:00:00Z')))).toBe('2011-12-31');
  });

  it('is what the calendar of the runtime says, at any instant from 1970 to 2100', () => {
    const known = new Map(zones.map((zone) => [zone, dayNumbers(zone)]));
    const instant = fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, ms) => {
        expect(dayText(known.get(zone)?.(ms) ?? 0)).toBe(dayOf(ms, zone));
      }),
      { seed: 20_261_120, numRuns: 300 },
    );
  });
});

describe('an instant as text', () => {
  it('shows a fraction only where there is one', () => {
    expect(instantText(at('2026-11-20T12:00:00Z'))).toBe('2026-11-20T12:00:00Z');
    expect(instantText(at('2026-11-20T12:00:00.25Z'))).toBe('2026-11-20T12:00:00.250Z');
  });
});
