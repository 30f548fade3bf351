import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultBounds, expandCalendar } from './expansion.ts';
import type { Occurrence } from './series.ts';
import type { Bounds } from './slots.ts';

const bounds: Bounds = {
  from: Date.UTC(2026, 0, 1),
  until: Date.UTC(2027, 0, 1),
  maxInstances: 2000,
  deadlineMs: 5000,
};

function event(...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
}

function calendar(...parts: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
}

function shown({ startsAt, endsAt, meeting }: Occurrence): string {
  const [start, end] = [startsAt, endsAt].map((at) => new Date(at).toISOString().slice(0, 16));
  return `${start} to ${end}${meeting.summary === null ? '' : ` ${meeting.summary}`}`;
}

function meetings(text: string, limits: Partial<Bounds> = {}, timeZone = 'UTC') {
  return expandCalendar(text, { ...bounds, ...limits }, timeZone).occurrences.map(shown);
}

function starts(text: string, limits: Partial<Bounds> = {}, timeZone = 'UTC') {
  return meetings(text, limits, timeZone).map((meeting) => meeting.slice(0, 16));
}

const weekly = ['UID:week', 'DTSTART;TZID=Europe/Berlin:20260323T090000', 'DURATION:PT1H'];

describe('a series', () => {
  it('keeps its time of day when the clocks go forward and back', () => {
    const spring = event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=2');
    const autumn = event(
      'UID:b',
      'DTSTART;TZID=Europe/Berlin:20261019T090000',
      'RRULE:FREQ=WEEKLY;COUNT=2',
    );
    expect(starts(calendar(spring, autumn))).toEqual([
      '2026-03-23T08:00',
      '2026-03-30T07:00',
      '2026-10-19T07:00',
      '2026-10-26T08:00',
    ]);
  });

  it('lasts as long as DTEND says, by the clock as DURATION in days says', () => {
    const night = ['DTSTART;TZID=Europe/Berlin:20260328T220000', 'RRULE:FREQ=DAILY;COUNT=1'];
    const exact = event('UID:a', ...night, 'DTEND;TZID=Europe/Berlin:20260328T230000');
    const nominal = event('UID:b', ...night, 'DURATION:P1D');
    expect(meetings(calendar(exact, nominal))).toEqual([
      '2026-03-28T21:00 to 2026-03-28T22:00',
      '2026-03-28T21:00 to 2026-03-29T20:00',
    ]);
  });

  it('ends with UNTIL: an instant, a time of its zone, or the whole of a day', () => {
    const until = (value: string) =>
      starts(calendar(event(...weekly, `RRULE:FREQ=DAILY;UNTIL=${value}`))).length;
    expect(until('20260325T080000Z')).toBe(3);
    expect(until('20260325T075959Z')).toBe(2);
    expect(until('20260325T090000')).toBe(3);
    expect(until('20260325')).toBe(3);
    expect(until('20260101')).toBe(0);
  });

  it('leaves out EXDATE, by instant in any zone or by day', () => {
    const daily = (...lines: readonly string[]) =>
      starts(calendar(event(...weekly, 'RRULE:FREQ=DAILY;COUNT=4', ...lines)));
    expect(
      daily('EXDATE:20260324T080000Z', 'EXDATE;TZID=America/New_York:20260325T040000'),
    ).toEqual(['2026-03-23T08:00', '2026-03-26T08:00']);
    expect(daily('EXDATE;VALUE=DATE:20260323,20260324', 'EXDATE:')).toHaveLength(2);
  });

  it('has RDATE beside its rule, each instant once, and periods with a length of their own', () => {
    const text = calendar(
      event(
        ...weekly,
        'RRULE:FREQ=WEEKLY;COUNT=2',
        'RDATE:20260330T070000Z,20260401T100000Z',
        'RDATE;VALUE=PERIOD:20260402T100000Z/PT3H,20260403T100000Z/20260403T103000Z',
      ),
    );
    expect(meetings(text)).toEqual([
      '2026-03-23T08:00 to 2026-03-23T09:00',
      '2026-03-30T07:00 to 2026-03-30T08:00',
      '2026-04-01T10:00 to 2026-04-01T11:00',
      '2026-04-02T10:00 to 2026-04-02T13:00',
      '2026-04-03T10:00 to 2026-04-03T10:30',
    ]);
  });
});

describe('a replacement', () => {
  const master = event(...weekly, 'SUMMARY:plan', 'RRULE:FREQ=DAILY;COUNT=4');
  const moved = (...lines: readonly string[]) => event('UID:week', 'SUMMARY:moved', ...lines);

  it('takes the place of its occurrence, named in any zone', () => {
    const text = calendar(
      master,
      moved('RECURRENCE-ID:20260324T080000Z', 'DTSTART:20260324T150000Z', 'DURATION:PT2H'),
    );
    expect(meetings(text)).toEqual([
      '2026-03-23T08:00 to 2026-03-23T09:00 plan',
      '2026-03-24T15:00 to 2026-03-24T17:00 moved',
      '2026-03-25T08:00 to 2026-03-25T09:00 plan',
      '2026-03-26T08:00 to 2026-03-26T09:00 plan',
    ]);
    const { occurrences } = expandCalendar(text, bounds);
    expect(occurrences.map(({ original }) => original)[1]).toBe('2026-03-24T08:00:00Z');
  });

  it('may be named by its day', () => {
    const text = calendar(
      master,
      moved('RECURRENCE-ID;VALUE=DATE:20260324', 'DTSTART:20260324T150000Z'),
    );
    expect(starts(text)).toContain('2026-03-24T15:00');
    expect(starts(text)).toHaveLength(4);
  });

  it('moves into the window and out of it', () => {
    const text = calendar(
      master,
      moved('RECURRENCE-ID:20260324T080000Z', 'DTSTART:20260601T150000Z'),
      moved('RECURRENCE-ID:20260326T080000Z', 'DTSTART:20270601T150000Z'),
    );
    expect(starts(text)).toEqual(['2026-03-23T08:00', '2026-03-25T08:00', '2026-06-01T15:00']);
    expect(starts(text, { from: Date.UTC(2026, 4, 1) })).toEqual(['2026-06-01T15:00']);
  });

  it('goes with its occurrence when EXDATE takes that out', () => {
    const text = calendar(
      event(...weekly, 'RRULE:FREQ=DAILY;COUNT=2', 'EXDATE:20260324T080000Z'),
      moved('RECURRENCE-ID:20260324T080000Z', 'DTSTART:20260324T150000Z'),
    );
    expect(starts(text)).toEqual(['2026-03-23T08:00']);
  });

  it('may come without its series, and with a date that the series does not have', () => {
    const alone = moved('RECURRENCE-ID:20260324T080000Z', 'DTSTART:20260324T150000Z');
    expect(starts(calendar(alone))).toEqual(['2026-03-24T15:00']);
    expect(starts(calendar(event(...weekly), alone))).toEqual([
      '2026-03-23T08:00',
      '2026-03-24T15:00',
    ]);
  });

  it('takes all that follow along when it says so, each by the same step', () => {
    const text = calendar(
      event(...weekly, 'SUMMARY:plan', 'RRULE:FREQ=DAILY;COUNT=8'),
      moved(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260328T090000',
        'DTSTART;TZID=Europe/Berlin:20260329T103000',
        'DURATION:PT15M',
      ),
    );
    expect(meetings(text).slice(4)).toEqual([
      '2026-03-27T08:00 to 2026-03-27T09:00 plan',
      '2026-03-29T08:30 to 2026-03-29T08:45 moved',
      '2026-03-30T08:30 to 2026-03-30T08:45 moved',
      '2026-03-31T08:30 to 2026-03-31T08:45 moved',
    ]);
  });

  it('that is an old version of the whole series is no replacement', () => {
    const text = calendar(
      event(...weekly, 'SEQUENCE:2', 'RRULE:FREQ=DAILY;COUNT=2'),
      moved('RECURRENCE-ID:20260401T080000Z', 'DTSTART:20260401T080000Z', 'RRULE:FREQ=DAILY'),
    );
    expect(starts(text)).toHaveLength(2);
  });
});

describe('versions', () => {
  const version = (sequence: number, start: string, ...lines: readonly string[]) =>
    event('UID:v', `SEQUENCE:${sequence}`, `DTSTART:${start}`, ...lines);

  it('with a higher SEQUENCE take back the ones before', () => {
    expect(
      starts(calendar(version(1, '20260302T090000Z'), version(2, '20260303T090000Z'))),
    ).toEqual(['2026-03-03T09:00']);
  });

  it('of one SEQUENCE and start are one meeting, of different starts they are different ones', () => {
    const text = calendar(
      version(0, '20260302T090000Z', 'SUMMARY:new', 'LAST-MODIFIED:20260102T000000Z'),
      version(0, '20260302T090000Z', 'SUMMARY:old', 'LAST-MODIFIED:20260101T000000Z'),
      version(0, '20260305T090000Z', 'SUMMARY:other'),
    );
    expect(expandCalendar(text, bounds).occurrences.map(({ meeting }) => meeting.summary)).toEqual([
      'new',
      'other',
    ]);
  });

  it('without a UID are told apart by what they say', () => {
    const once = event('DTSTART:20260302T090000Z', 'SUMMARY:one');
    const other = event('DTSTART:20260302T090000Z', 'SUMMARY:two');
    expect(meetings(calendar(once, other, once))).toHaveLength(2);
  });
});

describe('times', () => {
  it('without a zone, and days, are those of the organisation', () => {
    const text = calendar(
      event('UID:a', 'DTSTART:20260702T090000', 'DTEND:20260702T100000'),
      event('UID:b', 'DTSTART;VALUE=DATE:20260702'),
      event('UID:c', 'DTSTART;TZID=Nowhere:20260703T090000'),
    );
    expect(meetings(text, {}, 'Europe/Berlin')).toEqual([
      '2026-07-01T22:00 to 2026-07-02T22:00',
      '2026-07-02T07:00 to 2026-07-02T08:00',
      '2026-07-03T07:00 to 2026-07-03T07:00',
    ]);
    expect(starts(text)).toEqual(['2026-07-02T00:00', '2026-07-02T09:00', '2026-07-03T09:00']);
  });

  it('of an all-day series are days whatever the clocks do', () => {
    const text = calendar(
      event('UID:a', 'DTSTART;VALUE=DATE:20260328', 'RRULE:FREQ=DAILY;UNTIL=20260330'),
    );
    const { occurrences } = expandCalendar(text, bounds, 'Europe/Berlin');
    expect(occurrences.map(({ original, allDay }) => [original, allDay])).toEqual([
      ['2026-03-28', true],
      ['2026-03-29', true],
      ['2026-03-30', true],
    ]);
    expect(occurrences.map(({ startsAt, endsAt }) => (endsAt - startsAt) / 3_600_000)).toEqual([
      24, 23, 24,
    ]);
  });

  it('never end before they begin', () => {
    const text = calendar(event('UID:a', 'DTSTART:20260302T090000Z', 'DTEND:20260302T080000Z'));
    expect(meetings(text)).toEqual(['2026-03-02T09:00 to 2026-03-02T09:00']);
  });
});

describe('the window', () => {
  it('holds what touches it, and not what ends as it begins or begins as it ends', () => {
    const at = (uid: string, start: string, end: string) =>
      event(`UID:${uid}`, `DTSTART:${start}`, `DTEND:${end}`);
    const text = calendar(
      at('before', '20251231T220000Z', '20260101T000000Z'),
      at('into', '20251231T230000Z', '20260101T010000Z'),
      at('empty', '20260101T000000Z', '20260101T000000Z'),
      at('last', '20261231T235900Z', '20270101T010000Z'),
      at('after', '20270101T000000Z', '20270101T010000Z'),
    );
    expect(expandCalendar(text, bounds).occurrences.map(({ uid }) => uid)).toEqual([
      'into',
      'empty',
      'last',
    ]);
  });

  it('is two years back to one ahead by default', () => {
    const { from, until, maxInstances } = defaultBounds(Date.UTC(2026, 4, 6, 7));
    expect([from, until, maxInstances]).toEqual([
      Date.UTC(2024, 4, 6, 7),
      Date.UTC(2027, 4, 6, 7),
      2000,
    ]);
  });

  it('cuts a series after the most instances that it may have, and says how many are left out', () => {
    const hourly = event('UID:h', 'DTSTART:20200101T000000Z', 'RRULE:FREQ=HOURLY');
    const other = event('UID:o', 'DTSTART:20261224T120000Z');
    const { occurrences, rejects } = expandCalendar(calendar(hourly, other), bounds);
    expect(occurrences).toHaveLength(2001);
    expect(occurrences[0]?.startsAt).toBe(bounds.from);
    expect(occurrences[1999]?.startsAt).toBe(bounds.from + 1999 * 3_600_000);
    expect(rejects).toEqual([
      {
        place: 'event 1 (line 3)',
        field: 'RRULE',
        value: 'FREQ=HOURLY',
        expected:
          'at most 2000 instances from 2026-01-01 to 2027-01-01: the first ones were read, 6760 were left out',
      },
    ]);
  });
});

describe('a series without measure', () => {
  it('is not counted to its end', () => {
    const text = calendar(event('UID:m', 'DTSTART:19500101T000000Z', 'RRULE:FREQ=MINUTELY'));
    const { occurrences, rejects } = expandCalendar(text, { ...bounds, maxInstances: 3 });
    expect(occurrences.map(shown)).toEqual([
      '2026-01-01T00:00 to 2026-01-01T00:00',
      '2026-01-01T00:01 to 2026-01-01T00:01',
      '2026-01-01T00:02 to 2026-01-01T00:02',
    ]);
    expect(rejects).toEqual([
      expect.objectContaining({ expected: expect.stringContaining('more than 10000 were left') }),
    ]);
  });
});

describe('what cannot be read', () => {
  const fine = event('UID:fine', 'DTSTART:20260302T090000Z');

  it('is a rule that never occurs: refused at once, and the rest of the file comes through', () => {
    const never = event(
      'UID:never',
      'DTSTART:20260101T090000Z',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    );
    const { occurrences, rejects } = expandCalendar(calendar(never, fine), bounds);
    expect(occurrences.map(({ uid }) => uid)).toEqual(['fine']);
    expect(rejects).toEqual([
      {
        place: 'event 1 (line 3)',
        field: 'RRULE',
        value: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
        expected: expect.stringContaining('a rule that can occur'),
      },
    ]);
  });

  it('is a series that takes too long: it is stopped, and the rest of the file comes through', () => {
    const long = (uid: string) =>
      event(`UID:${uid}`, 'DTSTART:19500101T000000Z', 'RRULE:FREQ=SECONDLY;COUNT=4000000000');
    const text = calendar(long('a'), long('b'), fine, long('c'));
    const began = performance.now();
    const { occurrences, rejects } = expandCalendar(text, { ...bounds, deadlineMs: 200 });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(occurrences.map(({ uid }) => uid)).toEqual(['fine']);
    expect(rejects).toHaveLength(3);
    expect(rejects[1]).toEqual({
      place: 'event 2 (line 8)',
      field: 'RRULE',
      value: 'FREQ=SECONDLY;COUNT=4000000000',
      expected: 'a series that can be worked out within 200 ms',
    });
  });

  it.each([
    ['no start', ['SUMMARY:x'], 'DTSTART'],
    ['a start that is no date', ['DTSTART:tomorrow'], 'DTSTART'],
    ['a rule that is none', ['DTSTART:20260302T090000Z', 'RRULE:often'], 'RRULE'],
    ['hours in an all-day series', ['DTSTART:20260302', 'RRULE:FREQ=HOURLY'], 'RRULE'],
    ['a replacement of nothing', ['DTSTART:20260302', 'RECURRENCE-ID:x'], 'RECURRENCE-ID'],
  ])('is an event with %s', (_, lines, field) => {
    const { occurrences, rejects } = expandCalendar(
      calendar(event('UID:a', ...lines), fine),
      bounds,
    );
    expect(occurrences.map(({ uid }) => uid)).toEqual(['fine']);
    expect(rejects).toEqual([expect.objectContaining({ place: 'event 1 (line 3)', field })]);
  });

  it.each([
    ['DTEND', 'DTEND:late'],
    ['DURATION', 'DURATION:long'],
    ['EXDATE', 'EXDATE:never'],
    ['RDATE', 'RDATE:sometime'],
  ])('of %s is left out alone, the event stays', (field, line) => {
    const text = calendar(event('UID:a', 'DTSTART:20260302T090000Z', line));
    const { occurrences, rejects } = expandCalendar(text, bounds);
    expect(occurrences).toHaveLength(1);
    expect(rejects).toEqual([expect.objectContaining({ field })]);
  });

  it('is the event at which the file breaks off', () => {
    const text = calendar(fine, 'BEGIN:VEVENT', 'UID:cut', 'DTSTART:20260302T090000Z');
    const { occurrences, rejects } = expandCalendar(text.replace(/END:VCALENDAR\s*$/, ''), bounds);
    expect(occurrences.map(({ uid }) => uid)).toEqual(['fine']);
    expect(rejects).toEqual([expect.objectContaining({ field: 'END' })]);
  });

  it('is a file that is no calendar; an empty calendar and tasks are fine', () => {
    expect(expandCalendar('<html>', bounds).rejects).toHaveLength(1);
    expect(expandCalendar('', bounds).rejects).toHaveLength(1);
    const task = ['BEGIN:VTODO', 'UID:t', 'END:VTODO', 'BEGIN:VJOURNAL', 'END:VJOURNAL'];
    expect(expandCalendar(calendar(...task), bounds)).toEqual({ occurrences: [], rejects: [] });
  });
});

describe('the order of events in a file', () => {
  const anyEvent = fc
    .record({
      uid: fc.constantFrom('UID:a', 'UID:b', 'X-NONE:1'),
      start: fc.constantFrom('20260302T090000Z', '20260303T090000Z', '20260304'),
      rule: fc.constantFrom('X-NONE:1', 'RRULE:FREQ=DAILY;COUNT=3', 'RRULE:FREQ=MONTHLY'),
      replaces: fc.constantFrom(
        'X-NONE:1',
        'RECURRENCE-ID:20260303T090000Z',
        'RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T090000Z',
      ),
      excluded: fc.constantFrom('X-NONE:1', 'EXDATE:20260304T090000Z'),
      sequence: fc.integer({ min: 0, max: 1 }),
      summary: fc.constantFrom('x', 'y'),
    })
    .map(({ uid, start, rule, replaces, excluded, sequence, summary }) =>
      event(
        uid,
        `DTSTART:${start}`,
        rule,
        replaces,
        excluded,
        `SEQUENCE:${sequence}`,
        `SUMMARY:${summary}`,
      ),
    );

  it('never changes the meetings', () => {
    const withoutPlace = (text: string) =>
      expandCalendar(text, bounds)
        .occurrences.map(({ place, ...rest }) => JSON.stringify(rest))
        .sort();
    const shuffled = fc
      .array(anyEvent, { maxLength: 6 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        expect(withoutPlace(calendar(...others))).toEqual(withoutPlace(calendar(...events)));
      }),
      { numRuns: 100 },
    );
  });
});
