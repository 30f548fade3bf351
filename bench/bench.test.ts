import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('comes to the same figures as its peers and prints one JSON object', {
  timeout: 120_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'main.ts'),
    '--json',
    ...['--activities', '3000', '--rounds', '1', '--seconds', '2'],
    // Without the page, which needs a browser, and is looked at by the journeys.
    ...['--only', 'core,ingest,recompute,fresh,read,regrade,mbox,similar'],
  ]);
  const positive = expect.toSatisfy((value) => typeof value === 'number' && value > 0);
  expect(JSON.parse(stdout)).toMatchObject({
    activities: 3000,
    core: { factsPerSecond: positive, vsLoop: positive },
    ingest: { activitiesPerSecond: positive, mboxMessagesPerSecond: positive },
    recompute: { vsPostgresSql: positive, vsDuckdb: positive, peakMb: positive },
    fresh: { p95Ms: positive },
    read: { p99Ms: positive, listP99Ms: positive },
    similar: { p50Ms: positive, checked: 3 },
    regrade: { seconds: positive, records: positive },
  });
});
