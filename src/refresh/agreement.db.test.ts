import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { analyze } from '../analytics/analyze.ts';
import { presentRecord } from '../analytics/present.ts';
import { figuresOf, viewOf } from '../analytics/snapshot.ts';
import { readBundle } from '../connectors/bundle/connector.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { readSnapshot } from '../facts/snapshot.ts';
import { runImport } from '../ingest/import.ts';
import type { Item } from '../model/bundle.ts';
import { recompute } from './recompute.ts';
import { drain } from './worker.ts';

const goldens = new URL('../../test/goldens/', import.meta.url);

/** Imports items in batches of a size, and lets the worker take all marks. */
async function fill(database: TestDatabase, items: readonly Item[], size: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / size) }, (_, n) => ({
    items: items.slice(n * size, (n + 1) * size),
    rejects: [],
    cursor: String(n),
    progress: { done: n, total: null },
  }));
  await runImport(
    database.db,
    {
      connector: async function* () {
        yield* batches;
      },
      source: { kind: 'bundle', name: 'golden', bulkRule: true },
      signal: new AbortController().signal,
    },
    { clock: () => Date.parse('2026-11-21T00:00:00Z'), onProgress: () => {} },
  );
}

/** Every record's figures as a page reads them, in the shape of the interchange format. */
async function figuresIn({ db }: TestDatabase, asOf: number, days: number) {
  const { organization, settings } = await organizationIn(db);
  const keys = await db.query<{ key: number }>(sql`select key from entity where type <> 'user'`);
  const { timeZone } = organization;
  const all = keys.map(({ key }) => key);
  const snapshot = await readSnapshot(db, all, { asOf, timeZone });
  const names = await db.query<{ key: number; type: 'user' | 'contact' | 'lead'; id: string }>(
    sql`select key, type, id from entity`,
  );
  const people = new Map(names.map(({ key, ...person }) => [key, person]));
  const ids = await db.query<{ key: number; id: string }>(sql`select key, id from activity`);
  const activityIds = new Map(ids.map(({ key, id }) => [key, id]));
  const question = { asOf, days, timeZone, settings };
  return Array.from(figuresOf(snapshot, question), (result) =>
    presentRecord(
      result,
      { snapshot, view: viewOf(question) },
      {
        person: (key) => people.get(key) ?? { type: 'contact', id: '' },
        activityId: (fact) => activityIds.get(snapshot.activityKey(fact)) ?? '',
      },
    ),
  );
}

function byReference<T extends { readonly type: string; readonly id: string }>(
  records: readonly T[],
) {
  return Object.fromEntries(records.map((record) => [`${record.type}:${record.id}`, record]));
}

describe.each(readdirSync(goldens))('the stored bundle %s', async (name) => {
  const { bundle } = await readBundle(fileURLToPath(new URL(`${name}/bundle.json`, goldens)));
  const items = bundleItems(bundle);
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('gives the same figures as the bundle in memory, whatever the order of arrival', async () => {
    const backwards = [...items].reverse();
    await fill(database, backwards, 37);
    const untilEmpty = {
      clock: () => Date.parse('2026-11-21T00:00:00Z'),
      recomputeMarked: async () => {},
    };
    await drain(database.db, untilEmpty, new AbortController().signal);
    for (const file of readdirSync(new URL(`${name}/`, goldens))) {
      if (!file.startsWith('expected')) continue;
      const { asOf, days } = JSON.parse(readFileSync(new URL(`${name}/${file}`, goldens), 'utf8'));
      const instant = Date.parse(asOf);
      const inMemory = analyze(bundle, { asOf: instant, days });
      expect(byReference(await figuresIn(database, instant, days))).toEqual(
        byReference(inMemory.records),
      );
    }
  });

  it('changes nothing when it comes again', async () => {
    const before = await database.db.query(sql`select * from fact order by activity_key`);
    await fill(database, items, 100);
    expect(await database.db.query(sql`select * from record_mark`)).toEqual([]);
    expect(await database.db.query(sql`select * from activity_mark`)).toEqual([]);
    expect(await database.db.query(sql`select * from fact order by activity_key`)).toEqual(before);
  });

  it('stores the same for lists, recomputed in threads or after an event', async () => {
    const figures = () =>
      database.db.query(sql`select * from record_analytics order by record_key`);
    const asOf = Date.parse('2026-11-20T12:00:00Z');
    const clock = () => asOf;
    await database.db.run(sql`delete from record_analytics`);
    const markAll = sql`
      insert into record_mark (record_key) select key from entity where type not in ('user', 'team')`;
    await database.db.run(markAll);
    await drain(
      database.db,
      { clock, recomputeMarked: async () => {} },
      new AbortController().signal,
    );
    const afterEvent = await figures();
    await database.db.run(sql`delete from record_analytics`);
    await database.db.run(markAll);
    const { signal } = new AbortController();
    const written = await recompute(database.db, {
      target: database.connection,
      clock,
      signal,
      threads: 2,
    });
    expect(written).toBe(afterEvent.length);
    expect(await figures()).toEqual(afterEvent);
    expect(await database.db.query(sql`select * from record_mark`)).toEqual([]);
  });
});
