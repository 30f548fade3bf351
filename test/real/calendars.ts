import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { calendarConnector } from '../../src/connectors/calendar/calendar.ts';
import { Expander } from '../../src/connectors/calendar/expander.ts';
import type { Occurrence } from '../../src/connectors/calendar/series.ts';
import type { Bounds } from '../../src/connectors/calendar/slots.ts';
import type { Connector } from '../../src/model/bundle.ts';
import { Problem } from '../../src/model/problem.ts';

/**
 * Calendars that nobody here wrote, checked against `expected.json` beside them: for each file a window, the number of
 * occurrences that two other programs found in it, and the first of them.
 */

const day = z.iso.date();
const expectations = z.object({
  files: z.record(
    z.string(),
    z.object({
      window: z.tuple([day, day]),
      occurrences: z.int(),
      /** Start and end (days, UTC instants, or times that float), summary (cut to 60 characters), status. */
      first: z.array(
        z.tuple([z.string(), z.string(), z.string().nullable(), z.string().nullable()]),
      ),
    }),
  ),
});
type Expectation = z.infer<typeof expectations>['files'][string];

/** One result for each calendar of the folder: whether its meetings are the expected ones, and the figures. */
export async function checkCalendars(
  dir: string,
): Promise<readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[]> {
  const text = await readFile(join(dir, 'expected.json'), 'utf8').catch((cause: unknown) => {
    throw new Problem({
      code: 'file_unreadable',
      message: 'The folder of calendars has no expected.json',
      value: dir,
      hint: 'Give the folder that holds the calendars and the figures expected of them',
      cause,
    });
  });
  const { files } = expectations.parse(JSON.parse(text));
  const expander = new Expander();
  const results = [];
  try {
    for (const [name, expectation] of Object.entries(files)) {
      const path = join(dir, name);
      const bounds = boundsOf(expectation);
      const bytes = await readFile(path);
      const { occurrences } = await expander.expand({ bytes, bounds, timeZone: 'UTC' });
      const wrong = differences(occurrences, expectation);
      const { appointments, rejects } = await imported(
        calendarConnector(path, bounds, { expander }),
      );
      const figures = `${occurrences.length} occurrences, ${appointments} appointments, ${rejects} rejects`;
      results.push({ name, ok: wrong.length === 0, detail: [figures, ...wrong].join('; ') });
    }
  } finally {
    await expander.close();
  }
  return results;
}

function boundsOf({ window: [from, until] }: Expectation): Bounds {
  const midnight = (on: string) => Date.parse(`${on}T00:00:00Z`);
  return {
    from: midnight(from),
    until: midnight(until),
    maxInstances: 10_000,
    deadlineMs: 5000,
  };
}

/** What is not as expected. Of the meetings up to the last expected start none may be missing and none be too many. */
function differences(
  occurrences: readonly Occurrence[],
  { occurrences: count, first }: Expectation,
): readonly string[] {
  const wrong = occurrences.length === count ? [] : [`expected ${count}`];
  const lines = first.map(([start, end, summary, status]) =>
    line([plain(start), plain(end), summary, status]),
  );
  const lastStart = plain(first.at(-1)?.[0] ?? '');
  const left = occurrences.map(lineOf);
  for (const expected of lines) {
    const at = left.indexOf(expected);
    if (at < 0) wrong.push(`missing ${expected}`);
    else left.splice(at, 1);
  }
  const early = left.filter((text) => text < lastStart);
  return [...wrong, ...early.map((text) => `not expected ${text}`)];
}

function lineOf({ startsAt, endsAt, allDay, meeting }: Occurrence): string {
  const written = (instant: number) => new Date(instant).toISOString().slice(0, allDay ? 10 : 19);
  const summary = meeting.summary?.slice(0, 60) ?? null;
  return line([written(startsAt), written(endsAt), summary, meeting.status]);
}

function line([start, end, summary, status]: readonly (string | null)[]): string {
  return `${start} ${end} ${summary ?? ''} (${status ?? 'no status'})`;
}

/** Floating times are read as UTC here, so the two are written alike. */
function plain(time: string): string {
  return time.replace(/Z$| \(floating\)$/, '');
}

async function imported(
  connector: Connector,
): Promise<{ readonly appointments: number; readonly rejects: number }> {
  let [appointments, rejects] = [0, 0];
  const { signal } = new AbortController();
  for await (const batch of connector({ cursor: null, signal })) {
    appointments += batch.items.length;
    rejects += batch.rejects.length;
  }
  return { appointments, rejects };
}
