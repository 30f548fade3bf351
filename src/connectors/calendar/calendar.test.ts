import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch, Connector } from '../../model/bundle.ts';
import { calendarConnector } from './calendar.ts';
import { Expander } from './expander.ts';

const bounds = {
  from: Date.UTC(2026, 0, 1),
  until: Date.UTC(2027, 0, 1),
  maxInstances: 2000,
  deadlineMs: 500,
};

function calendar(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT']);
  return ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
}

const files = {
  'a.ics': calendar(['UID:one', 'DTSTART:20260302T090000Z', 'SUMMARY:one'], ['UID:broken']),
  'b/days.ICS': calendar(['UID:days', 'DTSTART:20260302T090000Z', 'RRULE:FREQ=DAILY;COUNT=7']),
  'c.ics': calendar(
    ['UID:never', 'DTSTART:20260303T090000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['UID:two', 'DTSTART:20260303T090000Z', 'SUMMARY:two'],
  ),
  'd.ics': 'no calendar',
  'e.ics': calendar(['UID:three', 'DTSTART:20260304', 'SUMMARY:three']),
  'notes.txt': 'not read',
};

const slow = calendar(
  ['UID:long', 'DTSTART:19500101T000000Z', 'RRULE:FREQ=SECONDLY;COUNT=4000000000'],
  ['UID:two', 'DTSTART:20260303T090000Z', 'SUMMARY:two'],
);

const expander = new Expander();
let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rapport-calendar-'));
  await mkdir(join(dir, 'b'));
  await mkdir(join(dir, 'empty'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
});

afterAll(async () => {
  await expander.close();
  await rm(dir, { recursive: true });
});

async function batchesOf(connector: Connector, cursor: string | null = null, stopAfter = 99) {
  const stop = new AbortController();
  const batches: Batch[] = [];
  for await (const batch of connector({ cursor, signal: stop.signal })) {
    batches.push(batch);
    if (batches.length === stopAfter) stop.abort();
  }
  return batches;
}

function found(batches: readonly Batch[]) {
  return {
    ids: batches
      .flatMap(({ items }) => items)
      .map((item) => (item.type === 'activity' ? item.value.id : item.type))
      .sort(),
    rejects: batches.flatMap(({ rejects }) => rejects.map(({ place, field }) => [place, field])),
  };
}

describe('a folder of calendars', () => {
  it('gives all its appointments, and for what cannot be read the file and the place in it', async () => {
    const batches = await batchesOf(calendarConnector(dir, bounds));
    expect(batches).toHaveLength(1);
    expect(batches[0]?.progress).toEqual({ done: 5, total: 5 });
    expect(found(batches).ids).toHaveLength(1 + 7 + 1 + 1);
    expect(found(batches).rejects).toEqual([
      ['a.ics event 2 (line 7)', 'DTSTART'],
      ['c.ics event 1 (line 2)', 'RRULE'],
      ['d.ics line 1', 'BEGIN'],
    ]);
  });

  it('is read to the end from any cursor, and nothing twice', async () => {
    const whole = found(await batchesOf(calendarConnector(dir, bounds, { expander })));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (batchSize, stopAfter) => {
          const connector = calendarConnector(dir, bounds, { batchSize, expander });
          const before = await batchesOf(connector, null, stopAfter);
          const after = await batchesOf(connector, before.at(-1)?.cursor);
          expect(found([...before, ...after])).toEqual(whole);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is finished when its last cursor is given back', async () => {
    const connector = calendarConnector(dir, bounds, { expander });
    const [batch] = await batchesOf(connector);
    expect(await batchesOf(connector, batch?.cursor)).toEqual([]);
  });
});

describe('a single calendar', () => {
  it('is read whatever its name, days in the time zone of the organisation', async () => {
    const connector = calendarConnector(join(dir, 'e.ics'), bounds, {
      timeZone: 'Europe/Berlin',
      expander,
    });
    const [batch] = await batchesOf(connector);
    const [item] = batch?.items ?? [];
    expect(item).toMatchObject({
      type: 'activity',
      value: { startsAt: Date.UTC(2026, 2, 3, 23), allDay: true },
    });
  });

  it.each([
    ['nowhere.ics', 'file_unreadable'],
    ['empty', 'calendar_missing'],
  ])('that is not there is a problem: %s', async (name, code) => {
    await expect(batchesOf(calendarConnector(join(dir, name), bounds))).rejects.toMatchObject({
      code,
      value: join(dir, name),
    });
  });

  it('needs a time zone that exists, and a cursor of its own kind', async () => {
    const lost = calendarConnector(dir, bounds, { timeZone: 'Nowhere' });
    await expect(batchesOf(lost)).rejects.toMatchObject({ code: 'time_zone_unknown' });
    const connector = calendarConnector(dir, bounds);
    for (const cursor of ['17', '{}', 'byte 5'])
      await expect(batchesOf(connector, cursor)).rejects.toMatchObject({
        code: 'cursor_unreadable',
      });
  });
});

describe('the thread that reads calendars', () => {
  it('gives each caller its own calendar, however many ask at once', async () => {
    const asked = Array.from({ length: 5 }, (_, index) => {
      const bytes = Buffer.from(calendar([`UID:${index}`, 'DTSTART:20260302T090000Z']));
      return expander.expand({ bytes, bounds, timeZone: 'UTC' });
    });
    const answers = await Promise.all(asked);
    expect(answers.map(({ occurrences }) => occurrences[0]?.uid)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
    ]);
  });

  it('stops a series that takes too long while this one goes on', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 10);
    try {
      const bytes = Buffer.from(slow);
      const { occurrences, rejects } = await expander.expand({ bytes, bounds, timeZone: 'UTC' });
      expect(occurrences.map(({ uid }) => uid)).toEqual(['two']);
      expect(rejects).toHaveLength(1);
      expect(ticks).toBeGreaterThan(10);
    } finally {
      clearInterval(timer);
    }
  });
});
