import { describe, expect, it } from 'vitest';
import { readCalendars } from './lines.ts';
import { calendarZones, momentOf } from './observances.ts';
import { instantOf, utc } from './zones.ts';

const horizon = Date.UTC(2030, 0, 1);

function definition(tzid: string, extra = '') {
  return `BEGIN:VTIMEZONE
TZID:${tzid}
${extra}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;
}

function zonesOf(...definitions: readonly string[]) {
  const [calendar] = readCalendars(
    ['BEGIN:VCALENDAR', ...definitions, 'END:VCALENDAR'].join('\n'),
  ).calendars;
  if (calendar === undefined) throw new Error('no calendar');
  return calendarZones(calendar, horizon);
}

function hoursAhead(zones: ReturnType<typeof zonesOf>, tzid: string, at: string) {
  return (zones(tzid)?.offsetAt(Date.parse(`${at}Z`)) ?? Number.NaN) / 3_600_000;
}

describe('a time zone that the calendar defines', () => {
  const zones = zonesOf(definition('Our Zone'));

  it.each([
    ['2026-03-29T00:59:59', 1],
    ['2026-03-29T01:00:00', 2],
    ['2026-10-25T00:59:59', 2],
    ['2026-10-25T01:00:00', 1],
  ])('changes its clock on time: at %s it is %i h ahead', (at, hours) => {
    expect(hoursAhead(zones, 'Our Zone', at)).toBe(hours);
  });

  it('wins over an alias, not over the name of a place', () => {
    const shadowed = zonesOf(definition('EST'), definition('America/New_York'));
    expect(hoursAhead(shadowed, 'EST', '2026-07-01T00:00:00')).toBe(2);
    expect(hoursAhead(shadowed, 'America/New_York', '2026-07-01T00:00:00')).toBe(-4);
  });

  it('may say which place it means', () => {
    const placed = zonesOf(definition('Custom', 'X-LIC-LOCATION:Asia/Tokyo'));
    expect(hoursAhead(placed, 'Custom', '2026-07-01T00:00:00')).toBe(9);
  });

  it('may change its clock on dates instead of by rule, and end a rule', () => {
    const zones = zonesOf(
      definition('Dated')
        .replace('RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'RDATE:20260401T020000')
        .replace('BYMONTH=10', 'BYMONTH=10;UNTIL=20251026T010000Z'),
    );
    expect(hoursAhead(zones, 'Dated', '2026-03-30T00:00:00')).toBe(1);
    expect(hoursAhead(zones, 'Dated', '2026-12-01T00:00:00')).toBe(2);
  });

  it('does not keep the reader busy with clocks that change every second', () => {
    const zones = zonesOf(definition('Busy').replaceAll('FREQ=YEARLY', 'FREQ=SECONDLY'));
    expect(hoursAhead(zones, 'Busy', '2026-12-01T00:00:00')).toBe(2);
  });

  it('is none without changes, and a Windows name needs none', () => {
    const zones = zonesOf('BEGIN:VTIMEZONE\nTZID:Empty\nEND:VTIMEZONE');
    expect(zones('Empty')).toBeNull();
    expect(zones('Nowhere')).toBeNull();
    expect(hoursAhead(zones, 'Tokyo Standard Time', '2026-07-01T00:00:00')).toBe(9);
  });
});

describe('the moment of a property', () => {
  const zones = zonesOf();
  const at = (value: string, tzid?: string) => {
    const moment = momentOf({ value, tzid }, zones, utc);
    return moment && new Date(instantOf(moment.wall, moment.zone)).toISOString().slice(0, 16);
  };

  it('is in UTC with a Z, else in its zone, else floating', () => {
    expect(at('20260302T090000Z', 'Asia/Tokyo')).toBe('2026-03-02T09:00');
    expect(at('20260302T090000', 'Asia/Tokyo')).toBe('2026-03-02T00:00');
    expect(at('20260302T090000')).toBe('2026-03-02T09:00');
    expect(at('20260302T090000', 'Nowhere')).toBe('2026-03-02T09:00');
    expect(at('20260302', 'Asia/Tokyo')).toBe('2026-03-02T00:00');
  });

  it.each(['', 'tomorrow', '20260230', '20261301T000000', '20260302T250000', '2026030'])(
    'is none for %j',
    (value) => {
      expect(at(value)).toBeNull();
    },
  );
});
