import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('comes to the same figures as its peers and prints one JSON object', {
  timeout: 180_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'main.ts'),
    '--json',
    '--activities',
    '3000',
    '--only',
    'core,ingest,recompute,fresh,read',
  ]);
  const positive = expect.toSatisfy((value) => typeof value === 'number' && value > 0);
  expect(JSON.parse(stdout)).toMatchObject({
    activities: 3000,
    core: { factsPerSecond: positive, vsLoop: positive },
    ingest: { activitiesPerSecond: positive },
    recompute: { vsPostgresSql: positive, vsDuckdb: positive, peakMb: positive },
    fresh: { p95Ms: positive },
    read: { p99Ms: positive, listP99Ms: positive },
  });
});
