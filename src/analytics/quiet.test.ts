import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleSnapshot } from './analyze.ts';
import {
  contactDays,
  gapsOf,
  hasMeetingBooked,
  organizationRhythm,
  quietBeyond,
  quietOf,
  unknownRhythm,
} from './quiet.ts';
import { studentChance, studentQuantile } from './student.ts';
import { ago, avery, company, dana, now } from './testing/cast.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { worldOf } from './testing/oracle-people.ts';
import {
  contactDaysOf,
  gapsBetween,
  shareBelow,
  workingDaysAfter,
} from './testing/oracle-quiet.ts';
import { cases } from './testing/random.ts';
import { aMeeting, anEmail, at } from './testing/seeds.ts';
import { workingDayCount } from './working-calendar.ts';
import { dayMs, dayText } from './zone.ts';

const hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' }));
const countDays = workingDayCount({ hours, holidays: [] });
const day = (on: string) => at(`${on}T00:00:00Z`) / dayMs;
const mondays = ['2026-08-03', '2026-08-10', '2026-08-17', '2026-08-24', '2026-08-31'].map(day);

function weekly(changes: Partial<Parameters<typeof quietOf>[0]> = {}) {
  const pair = { days: mondays, today: day('2026-09-29'), hasMeeting: false, isInSync: true };
  return quietOf({ ...pair, ...changes }, unknownRhythm, countDays);
}

describe('a contact who wrote every Monday', () => {
  it('has gone quiet four weeks later, and the sentence has both gaps in working days', () => {
    expect(weekly()).toMatchObject({ state: 'quiet', usualGap: 5, presentGap: 21 });
  });

  it('has not on the Tuesday after the next Monday', () => {
    expect(weekly({ today: day('2026-09-08') }).state).toBe('withinRhythm');
  });

  it('has not with a meeting booked, nor while the mailbox is behind', () => {
    expect(weekly({ hasMeeting: true }).state).toBe('meetingBooked');
    expect(weekly({ isInSync: false }).state).toBe('notInSync');
  });

  it('has not when two contact days are all there is', () => {
    expect(weekly({ days: mondays.slice(3) })).toMatchObject({
      state: 'tooFewDays',
      usualGap: null,
    });
    expect(weekly({ days: [] })).toMatchObject({ state: 'tooFewDays', presentGap: null });
  });

  it('is not told by holidays: they are no working days', () => {
    const shut = workingDayCount({
      hours,
      holidays: Array.from({ length: 28 }, (_, n) => ({
        name: 'Works holidays',
        on: dayText(day('2026-09-01') + n),
        yearly: false,
      })),
    });
    const pair = { days: mondays, today: day('2026-09-29'), hasMeeting: false, isInSync: true };
    expect(quietOf(pair, unknownRhythm, shut)).toMatchObject({ state: 'tooRecent', presentGap: 1 });
  });
});

describe('a contact who writes every day', () => {
  it('has not gone quiet before five working days have passed', () => {
    const days = Array.from({ length: 40 }, (_, n) => day('2026-07-06') + n).filter((one) =>
      countDays(one - 1, one),
    );
    const last = days.at(-1) ?? 0;
    const steady = { mean: 0, variance: 0.01 };
    const states = [4, 6, 7].map(
      (later) =>
        quietOf({ days, today: last + later, hasMeeting: false, isInSync: true }, steady, countDays)
          .state,
    );
    expect(dayText(last)).toBe('2026-08-14');
    expect(states).toEqual(['tooRecent', 'tooRecent', 'quiet']);
  });
});

describe('a weekend with contact', () => {
  it('belongs to the Friday before', () => {
    const days = ['2026-11-20', '2026-11-21', '2026-11-23', '2026-11-29'].map(day);
    expect(gapsOf(days, countDays)).toEqual([1, 4]);
  });
});

describe("the organisation's rhythm", () => {
  it('weighs every pair the same, and its spread is that within pairs', () => {
    const rhythm = organizationRhythm([[2, 8], [16, 16, 16, 16], [7]]);
    expect(rhythm.mean).toBeCloseTo((Math.log(4) + Math.log(16)) / 2, 12);
    expect(rhythm.variance).toBeCloseTo((2 * Math.log(2) ** 2) / 4, 12);
    expect(organizationRhythm([[7]])).toEqual(unknownRhythm);
  });
});

describe("Student's distribution", () => {
  it('has the quantiles of the tables', () => {
    const table = [6.314, 2.92, 2.353, 2.132, 2.015];
    expect(table.map((_, n) => Math.round(studentQuantile(0.95, n + 1) * 1000) / 1000)).toEqual(
      table,
    );
    expect(studentChance(0, 7)).toBe(0.5);
  });
});

describe('a meeting that is booked', () => {
  const has = (activity: ReturnType<typeof aMeeting>) => {
    const bundle = { ...company(), activities: [activity] };
    const { snapshot } = bundleSnapshot(bundle, at(now));
    const contact = snapshot.records.find(({ id }) => id === 'dana');
    return hasMeetingBooked(snapshot.facts, snapshot.factsOf(contact?.key ?? -1), at(now));
  };
  const given = { id: 'a', organizer: avery, required: [dana] };

  it('lies ahead and is not canceled', () => {
    expect(has(aMeeting({ ...given, startsAt: ago(-2) }))).toBe(true);
    expect(has(aMeeting({ ...given, startsAt: ago(2) }))).toBe(false);
    expect(has(aMeeting({ ...given, startsAt: ago(-2), status: 'canceled' }))).toBe(false);
    expect(has(anEmail({ id: 'a', from: dana, to: [avery], startsAt: ago(-2) }))).toBe(false);
  });
});

describe('quiet of random companies', () => {
  it('is that of a second, plain implementation', () => {
    const off = ['2026-11-16', '2026-10-30', '2026-03-25'];
    const holidays = off.map((on) => ({ name: '', on, yearly: false }));
    const count = workingDayCount({ hours, holidays });
    const organization = { mean: Math.log(3), variance: 0.4 };
    const compared = { surprises: 0, quiet: 0 };
    fc.assert(
      fc.property(cases(40), fc.nat(60), ({ bundle, question: { asOf } }, later) => {
        const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
        const world = worldOf(bundle);
        const moment = momentAt(world, asOf);
        for (const { key } of snapshot.records) {
          const days = contactDays(snapshot.facts, snapshot.factsOf(key), asOf);
          const wanted = contactDaysOf(world, moment, keyed.reference(key));
          expect(days.map(dayText)).toEqual(wanted);
          const gaps = gapsBetween(wanted, off);
          expect(gapsOf(days, count)).toEqual(gaps);
          const last = wanted.at(-1);
          if (last === undefined || gaps.length < 2) continue;
          const today = Math.max(days.at(-1) ?? 0, Math.floor(asOf / dayMs)) + later;
          const got = quietOf(
            { days, today, hasMeeting: false, isInSync: true },
            organization,
            count,
          );
          const present = workingDaysAfter(last, dayText(today), off);
          expect(got.presentGap).toBe(present);
          if (present === 0) continue;
          // The second implementation is slow: sixty shares are enough.
          if (compared.surprises > 60) continue;
          const share = shareBelow(present, gaps, organization);
          expect(got.surprise).toBeCloseTo(share, 6);
          compared.surprises += 1;
          const isLonger = present > (got.usualGap ?? 0) && present >= 5 && share > quietBeyond;
          expect(got.state === 'quiet').toBe(isLonger);
          if (isLonger) compared.quiet += 1;
        }
      }),
      { seed: 20_261_122, numRuns: 40 },
    );
    expect(compared.surprises).toBeGreaterThan(30);
    expect(compared.quiet).toBeGreaterThan(10);
  });
});
