import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, importItems, settle, storedFigures } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { readBundle } from '../connectors/bundle/connector.ts';
import { sql } from '../db/sql.ts';
import { markEveryRecord } from '../facts/marks.ts';
import { recompute } from './recompute.ts';
import { drain } from './worker.ts';

const goldens = new URL('../../test/goldens/', import.meta.url);

describe.each(readdirSync(goldens))('the stored bundle %s', async (name) => {
  const { bundle } = await readBundle(fileURLToPath(new URL(`${name}/bundle.json`, goldens)));
  const items = bundleItems(bundle);
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('gives the same figures as the bundle in memory, whatever the order of arrival', async () => {
    await importItems(database.db, [...items].reverse(), { size: 37 });
    await settle(database.db);
    for (const file of readdirSync(new URL(`${name}/`, goldens))) {
      if (!file.startsWith('expected')) continue;
      const expected = JSON.parse(readFileSync(new URL(`${name}/${file}`, goldens), 'utf8'));
      const question = { asOf: Date.parse(expected.asOf), days: expected.days };
      const inMemory = analyze(bundle, question);
      expect(await storedFigures(database.db, question)).toEqual(byReference(inMemory.records));
    }
  });

  it('changes nothing when it comes again', async () => {
    const facts = sql`select * from fact order by activity_key`;
    const before = await database.db.query(facts);
    const report = await importItems(database.db, items);
    expect(report).toMatchObject({ new: 0, changed: 0, known: items.length, read: items.length });
    expect(await database.db.query(sql`select * from record_mark`)).toEqual([]);
    expect(await database.db.query(sql`select * from activity_mark`)).toEqual([]);
    expect(await database.db.query(facts)).toEqual(before);
  });

  it('stores the same for lists, recomputed in threads or after an event', async () => {
    const clock = () => Date.parse('2026-11-20T12:00:00Z');
    const { signal } = new AbortController();
    const figures = () =>
      database.db.query(sql`select * from record_analytics order by record_key`);
    const forget = async () => {
      await database.db.run(sql`delete from record_analytics`);
      await database.db.transaction(markEveryRecord);
    };
    await forget();
    await drain(database.db, { clock, recomputeMarked: async () => {} }, signal);
    const afterEvent = await figures();
    await forget();
    const target = database.connection;
    const written = await recompute(database.db, { target, clock, signal, threads: 2 });
    expect(written).toBe(afterEvent.length);
    expect(await figures()).toEqual(afterEvent);
    expect(await database.db.query(sql`select * from record_mark`)).toEqual([]);
  });
});
