import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workingMinutes } from './testing/oracle-responses.ts';
import { at } from './testing/seeds.ts';
import {
  isWorkingDay,
  personalHours,
  type WorkingRules,
  workingCalendar,
} from './working-calendar.ts';
import { dayMs, hourMs } from './zone.ts';

const hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' }));
const berlin: WorkingRules = { timeZone: 'Europe/Berlin', hours, holidays: [] };

describe('working time', () => {
  const worked = (from: string, until: string, rules = berlin) =>
    workingCalendar(rules)(at(from), at(until)) / hourMs;

  it('is what lies within the hours: Friday afternoon to Monday morning are two hours', () => {
    expect(worked('2026-11-20T15:00:00Z', '2026-11-23T09:00:00Z')).toBe(2);
  });

  it('is nothing on a weekend or a holiday', () => {
    expect(worked('2026-11-21T08:00:00Z', '2026-11-22T18:00:00Z')).toBe(0);
    const holidays = [{ name: 'Christmas', on: '2020-12-25', yearly: true }];
    const rules = { ...berlin, holidays };
    expect(worked('2026-12-24T08:00:00Z', '2026-12-26T08:00:00Z', rules)).toBe(8);
  });

  it('has an hour less or more where people work while a clock is moved', () => {
    const night = { ...berlin, hours: [{ day: 7, from: '01:00', until: '05:00' }] };
    expect(worked('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', night)).toBe(3);
    expect(worked('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', night)).toBe(5);
    expect(worked('2026-10-17T12:00:00Z', '2026-10-18T12:00:00Z', night)).toBe(4);
  });

  it('has none of a day that a country left out', () => {
    const friday = {
      timeZone: 'Pacific/Apia',
      hours: [{ day: 5, from: '00:00', until: '23:59' }],
      holidays: [],
    };
    expect(worked('2011-12-28T00:00:00Z', '2012-01-04T00:00:00Z', friday)).toBe(0);
  });

  it('is what the clock of the zone shows minute by minute', () => {
    const zone = fc.constantFrom(
      ['2026-03-29', 'Europe/Berlin'],
      ['2026-10-25', 'Europe/Berlin'],
      ['2026-11-01', 'America/New_York'],
      ['2026-03-08', 'America/Havana'],
      ['2018-11-04', 'America/Sao_Paulo'],
      ['2019-02-17', 'America/Sao_Paulo'],
      ['2011-12-30', 'Pacific/Apia'],
      ['2026-04-05', 'Australia/Lord_Howe'],
      ['2026-06-30', 'Asia/Kathmandu'],
    );
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30', '59'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
    const day = fc
      .tuple(time, time)
      .filter(([one, other]) => one !== other)
      .map(([one, other]) =>
        one < other ? { from: one, until: other } : { from: other, until: one },
      );
    fc.assert(
      fc.property(
        zone,
        fc.array(day, { minLength: 7, maxLength: 7 }),
        fc.tuple(fc.integer({ min: -2880, max: 1440 }), fc.integer({ min: 0, max: 2880 })),
        fc.boolean(),
        ([on = '', timeZone = ''], week, [start, minutes], isHoliday) => {
          const rules = {
            timeZone,
            hours: week.map((one, place) => ({ ...one, day: place + 1 })).slice(isHoliday ? 0 : 2),
            holidays: isHoliday ? [{ name: '', on, yearly: false }] : [],
          };
          const from = at(`${on}T00:00:00Z`) + start * 60_000;
          const until = from + minutes * 60_000;
          expect(workingCalendar(rules)(from, until) / 60_000).toBe(
            workingMinutes({ from, until }, rules),
          );
        },
      ),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  it('is the same whichever spans were asked before', () => {
    const calendar = workingCalendar(berlin);
    const whole = calendar(at('2020-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z'));
    const again = workingCalendar(berlin);
    let sum = 0;
    for (let year = 2025; year >= 2020; year--)
      sum += again(at(`${year}-01-01T00:00:00Z`), at(`${year + 1}-01-01T00:00:00Z`));
    expect(sum).toBe(whole);
  });
});

describe('a working day', () => {
  it('is a weekday with hours that is no holiday', () => {
    const holidays = [
      { name: 'New Year', on: '2020-01-01', yearly: true },
      { name: 'Move', on: '2026-11-23', yearly: false },
    ];
    const isWorking = isWorkingDay({ hours, holidays });
    const on = (day: string) => isWorking(at(`${day}T00:00:00Z`) / dayMs);
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2027-01-01'].map(on)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect([on('2027-11-23'), on('1969-12-29'), on('1969-12-28')]).toEqual([true, true, false]);
  });
});

describe('the hours of a person', () => {
  it('are read in the form of the bundle, anything else is none', () => {
    expect(personalHours({ days: [1, 2, 2], from: '08:00', until: '12:30' })).toEqual([
      { day: 1, from: '08:00', until: '12:30' },
      { day: 2, from: '08:00', until: '12:30' },
    ]);
    for (const other of [
      null,
      '9-5',
      {},
      { days: [], from: '08:00', until: '12:00' },
      { days: [8], from: '08:00', until: '12:00' },
      { days: [1], from: '12:00', until: '08:00' },
      { days: [1], from: '8', until: '12:00' },
    ])
      expect(personalHours(other)).toBeNull();
  });
});
