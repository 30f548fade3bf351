import { describe, expect, it } from 'vitest';
import { windowsZones } from './windows-zones.ts';
import { aliasZone, ianaZone, instantOf, placeZone, requiredZone, wallOf } from './zones.ts';

const berlin = requiredZone('Europe/Berlin');

function instant(wall: string): string {
  return new Date(instantOf(Date.parse(`${wall}:00Z`), berlin)).toISOString().slice(0, 16);
}

describe('the clock of a zone', () => {
  it.each([
    ['in winter', '2026-01-15T12:00', '2026-01-15T11:00'],
    ['in summer', '2026-07-15T12:00', '2026-07-15T10:00'],
    ['before the clock goes forward', '2026-03-29T01:59', '2026-03-29T00:59'],
    [
      'in the hour that is skipped, as the offset before it says',
      '2026-03-29T02:30',
      '2026-03-29T01:30',
    ],
    ['after it has gone forward', '2026-03-29T03:00', '2026-03-29T01:00'],
    ['in the hour that comes twice, the first time', '2026-10-25T02:30', '2026-10-25T00:30'],
    ['after it has gone back', '2026-10-25T03:00', '2026-10-25T02:00'],
  ])('is read %s', (_, wall, expected) => {
    expect(instant(wall)).toBe(expected);
  });

  it('shows what it was set by', () => {
    const noon = Date.UTC(2026, 6, 1, 12);
    expect(wallOf(noon, berlin)).toBe(noon + 2 * 3_600_000);
    expect(instantOf(wallOf(noon, berlin), berlin)).toBe(noon);
  });

  it('knows half hours and offsets behind UTC', () => {
    expect(requiredZone('Asia/Kolkata').offsetAt(0)).toBe(5.5 * 3_600_000);
    expect(requiredZone('America/St_Johns').offsetAt(Date.UTC(2026, 0, 1))).toBe(-3.5 * 3_600_000);
  });
});

describe('the name of a zone', () => {
  it.each([
    'Europe/Berlin',
    '/Europe/Berlin',
    'TZID=Europe/Berlin',
    '"Europe/Berlin"',
    '/mozilla.org/20050126_1/Europe/Berlin',
    '/freeassociation.sourceforge.net/Tzfile/Europe/Berlin',
  ])('%s holds the place', (name) => {
    expect(placeZone(name)?.name).toBe('Europe/Berlin');
  });

  it.each(['Eastern', 'CET', 'Europe/Germany', '', 'a/b/c'])('%s holds no place', (name) => {
    expect(placeZone(name)).toBeNull();
  });

  it.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['eastern standard time', 'America/New_York'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Amsterdam'],
    ['(UTC-05:00) Eastern Time (US & Canada)', 'America/New_York'],
    ['Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London', 'Europe/Dublin'],
    ['CET', 'CET'],
  ])('%s stands for %s', (name, zone) => {
    expect(aliasZone(name)?.name).toBe(zone);
  });

  it('may be an offset', () => {
    expect(aliasZone('UTC+01:00')?.offsetAt(0)).toBe(3_600_000);
    expect(aliasZone('GMT-0330')?.offsetAt(0)).toBe(-3.5 * 3_600_000);
  });

  it('is unknown otherwise', () => {
    expect(aliasZone('Customized Time Zone 1')).toBeNull();
    expect(ianaZone('Moon/Tycho')).toBeNull();
  });

  it('is a problem when the administrator got it wrong', () => {
    expect(() => requiredZone('Europe/Bärlin')).toThrow(
      expect.objectContaining({ code: 'time_zone_unknown', value: 'Europe/Bärlin' }),
    );
  });

  it('of Windows leads to a zone that Node knows', () => {
    const unknown = [...windowsZones.values()].filter((name) => ianaZone(name) === null);
    expect(unknown).toEqual([]);
    expect(windowsZones.size).toBeGreaterThan(130);
  });
});
