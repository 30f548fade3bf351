import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch, Connector } from '../../model/bundle.ts';
import { Problem } from '../../model/problem.ts';
import { bundleConnector, readBundle } from './connector.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-bundle-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function file(content: string | Buffer, suffix = '.json'): Promise<string> {
  files += 1;
  const path = join(folder, `bundle-${files}${suffix}`);
  await writeFile(path, content);
  return path;
}

async function drained(connector: Connector, cursor: string | null = null): Promise<Batch[]> {
  const batches: Batch[] = [];
  const signal = new AbortController().signal;
  for await (const batch of connector({ cursor, signal })) batches.push(batch);
  return batches;
}

async function problemOf(attempt: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await attempt.catch((error: unknown) => error);
  if (thrown instanceof Problem) return thrown;
  throw new Error(`no Problem: ${String(thrown)}`);
}

const lines = [
  '{"type":"organization","name":"Us","timeZone":"Europe/Berlin","domains":["us.example"]}',
  '{"type":"user","id":"u1","emails":["u1@us.example"]}',
  '{"type":"activity","id":"a1","kind":"email","startsAt":"2026-11-20T12:00:00Z","from":"u1@us.example"}',
];

describe('a bundle', () => {
  it('comes in the same order whatever the order in its file, with the defaults for the rest', async () => {
    const activities = [{ id: 'a1', kind: 'task', startsAt: '2026-11-20T12:00:00Z' }];
    const { bundle, rejects } = await readBundle(
      await file(JSON.stringify({ activities, users: [{ id: 'u1' }], version: 2 })),
    );
    expect(rejects).toEqual([]);
    expect(bundle.users.map(({ id }) => id)).toEqual(['u1']);
    expect(bundle.activities).toHaveLength(1);
    expect(bundle.organization.timeZone).toBe('UTC');
    expect(bundle.settings.massThreshold).toBe(50);
  });

  it('rejects what does not fit alone, with its place', async () => {
    const path = await file(
      JSON.stringify({
        users: [{ id: 'u1' }, { id: 'u2', role: 'king' }],
        teams: { id: 't' },
        accounts: [null],
        opportunites: [{ id: 'o1' }],
      }),
    );
    const { bundle, rejects } = await readBundle(path);
    expect(bundle.users.map(({ id }) => id)).toEqual(['u1']);
    expect(rejects.map(({ place, field }) => [place, field])).toEqual([
      ['users[1]', 'role'],
      ['teams', 'teams'],
      ['accounts[0]', '(whole)'],
      ['opportunites', 'opportunites'],
    ]);
  });

  it('says line and column of broken JSON', async () => {
    const problem = await problemOf(readBundle(await file('{"users":[\n{"id":"u1",}]}')));
    expect(problem.code).toBe('bundle_broken');
    expect(problem.field).toBe('line 2, column 12');
    const cut = await problemOf(readBundle(await file('{"users":[{"id":"u1"}')));
    expect(cut.hint).toContain('ends too early');
  });

  it('refuses a file that is too large for one object, missing, empty or no bundle', async () => {
    const path = await file('{"users":[]}');
    const large = await problemOf(drained(bundleConnector(path, { jsonLimit: 5 })));
    expect(large).toMatchObject({
      code: 'bundle_too_large',
      hint: expect.stringContaining('NDJSON'),
    });
    expect((await problemOf(readBundle(join(folder, 'none')))).code).toBe('file_unreadable');
    expect((await problemOf(readBundle(folder))).code).toBe('file_unreadable');
    expect((await problemOf(readBundle(await file('')))).code).toBe('bundle_format');
    expect((await problemOf(readBundle(await file('[{"type":"user"}]')))).code).toBe(
      'bundle_format',
    );
    expect(
      (await problemOf(readBundle(await file(Buffer.from('{"a":"\xe9"}', 'latin1'))))).code,
    ).toBe('bundle_encoding');
  });
});

describe('NDJSON', () => {
  it('is told by its name or by its first line, with BOM, CRLF, blank lines and gzip', async () => {
    const plain = await readBundle(await file(lines.join('\n'), '.txt'));
    expect(plain.bundle.activities).toHaveLength(1);
    const windows = `\uFEFF${lines.join('\r\n\r\n')}\r\n`;
    expect(await readBundle(await file(windows, '.ndjson'))).toEqual(plain);
    expect(await readBundle(await file(gzipSync(windows), '.jsonl.gz'))).toEqual(plain);
    expect(await readBundle(await file(gzipSync(windows), '.bin'))).toEqual(plain);
  });

  it('rejects a broken line, a line of no known type and a line that is not UTF-8 alone', async () => {
    const bad = ['{"type":"user"', '{"type":"case","id":"1"}', '7'].join('\n');
    const latin = Buffer.from('{"type":"user","id":"\xe9"}\n', 'latin1');
    const content = Buffer.concat([
      Buffer.from(`${lines[0]}\n${bad}\n`),
      latin,
      Buffer.from(lines[1] ?? ''),
    ]);
    const { bundle, rejects } = await readBundle(await file(content, '.ndjson'));
    expect(rejects.map(({ place, field }) => [place, field])).toEqual([
      ['line 2', 'line'],
      ['line 3', 'type'],
      ['line 4', 'line'],
      ['line 5', 'line'],
    ]);
    expect(bundle.users).toHaveLength(1);
  });

  it('does not collect a line without end in memory', async () => {
    const endless = Buffer.alloc(17 * 1024 * 1024, 'x');
    const content = Buffer.concat([
      Buffer.from(`${lines[0]}\n`),
      endless,
      Buffer.from(`\n${lines[1]}`),
    ]);
    const { bundle, rejects } = await readBundle(await file(content, '.ndjson'));
    expect(rejects).toMatchObject([{ place: 'line 2', field: 'line' }]);
    expect(bundle.users).toHaveLength(1);
  });

  it('says that a gzip was cut off', async () => {
    const cut = gzipSync(lines.join('\n')).subarray(0, 60);
    expect((await problemOf(readBundle(await file(cut, '.ndjson.gz')))).code).toBe('file_broken');
  });

  it('shows progress in bytes, up to all of them', async () => {
    const path = await file(lines.join('\n'), '.ndjson');
    const batches = await drained(bundleConnector(path, { batchSize: 1 }));
    const size = Buffer.byteLength(lines.join('\n'));
    expect(batches.map(({ progress }) => progress.total)).toEqual([size, size, size]);
    expect(batches.at(-1)?.progress.done).toBe(size);
  });
});

describe('an id that comes twice', () => {
  it('is passed over when it says the same, rejected when it says something else', async () => {
    const users = [
      { id: 'u1', name: 'A' },
      { name: 'A', id: 'u1' },
      { id: 'u1', name: 'B' },
    ];
    const { bundle, rejects } = await readBundle(
      await file(JSON.stringify({ users, teams: [{ id: 'u1', name: 'B' }] })),
    );
    expect(bundle.users).toEqual([expect.objectContaining({ id: 'u1', name: 'A' })]);
    expect(bundle.teams).toHaveLength(1);
    expect(rejects).toMatchObject([{ place: 'users[2]', field: 'id', value: 'u1' }]);
  });
});

describe('an import that is cut off', () => {
  const line = fc.oneof(
    fc.record({
      type: fc.constant('user'),
      id: fc.constantFrom('1', '2', '3'),
      name: fc.constantFrom('A', 'B'),
    }),
    fc.record({ type: fc.constant('team'), id: fc.nat(20).map(String) }),
    fc.constant({ type: 'user', id: 7 }),
  );

  it('gives the same items and rejects, whatever the batch size and wherever it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 15 }),
        fc.integer({ min: 1, max: 7 }),
        async (all, size) => {
          const path = await file(all.map((one) => JSON.stringify(one)).join('\n'), '.ndjson');
          const whole = await drained(bundleConnector(path, { batchSize: 1000 }));
          const pieces: Batch[] = [];
          for (let cursor: string | null = null; ; ) {
            const [next] = await firstOf(bundleConnector(path, { batchSize: size }), cursor);
            if (next === undefined) break;
            pieces.push(next);
            cursor = next.cursor;
          }
          expect(pieces.flatMap(({ items }) => items)).toEqual(whole.flatMap(({ items }) => items));
          expect(pieces.flatMap(({ rejects }) => rejects)).toEqual(
            whole.flatMap(({ rejects }) => rejects),
          );
        },
      ),
      { numRuns: 20 },
    );
  }, 20_000);

  it('starts anew when the file is another one by now', async () => {
    const path = await file(lines.join('\n'), '.ndjson');
    const [first] = await firstOf(bundleConnector(path, { batchSize: 2 }), null);
    await writeFile(path, [...lines, '{"type":"team","id":"t"}'].join('\n'));
    const again = await drained(bundleConnector(path), first?.cursor ?? null);
    expect(again.flatMap(({ items }) => items)).toHaveLength(4);
  });

  it('stops between two batches once it is told to', async () => {
    const path = await file(lines.join('\n'), '.ndjson');
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const { items } of bundleConnector(path, { batchSize: 1 })({
      cursor: null,
      signal: stop.signal,
    })) {
      seen.push(items.length);
      stop.abort();
    }
    expect(seen).toEqual([1]);
  });
});

async function firstOf(connector: Connector, cursor: string | null): Promise<readonly Batch[]> {
  for await (const batch of connector({ cursor, signal: new AbortController().signal }))
    return [batch];
  return [];
}
