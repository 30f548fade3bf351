import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, settle, storedFigures, testNow } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { avery, company, dana } from '../analytics/testing/cast.ts';
import { anEmail } from '../analytics/testing/seeds.ts';
import { checkBackup, restoreBackup } from '../backup/restore.ts';
import { writeBackup } from '../backup/write.ts';
import { sql } from '../db/sql.ts';
import { eraseAgain } from './erase-again.ts';
import { erasePerson } from './erase-person.ts';
import { type ErasedFile, erasedFile } from './erased-file.ts';
import { bundleWithout } from './testing/bundle-without.ts';
import { importWithout, itemsInOrder } from './testing/erasing.ts';

const person = { type: 'contact' as const, id: 'dana' };
const question = { asOf: testNow, days: 60 };
const told = company({
  activities: [
    anEmail({
      id: 'one',
      startsAt: '2026-11-10T09:00:00Z',
      from: dana,
      to: [avery],
      cc: ['rosa@ridge.example'],
    }),
    anEmail({ id: 'two', startsAt: '2026-11-12T09:00:00Z', from: avery, to: [dana] }),
  ],
});
const run = { signal: new AbortController().signal, onProgress: () => {} };

let folder: string;
let before: TestDatabase;
let after: TestDatabase;
let erased: ErasedFile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-restored-'));
  before = await testDatabase();
  after = await testDatabase();
  erased = erasedFile(join(folder, 'erased'));
});
afterAll(async () => {
  await before.close();
  await after.close();
  await rm(folder, { recursive: true });
});

it('an older backup that is restored does not bring back who was erased since', async () => {
  const file = join(folder, 'backup');
  await importWithout(before.db, itemsInOrder(told));
  await settle(before.db);
  await writeBackup(before.owner, file, { ...run, now: testNow });
  await erasePerson(before.db, person, { erased, now: testNow, actor: 'command line' });
  await settle(before.db);
  const wanted = byReference(analyze(bundleWithout(told, person), question).records);
  expect(await storedFigures(before.db, question)).toEqual(wanted);

  await after.owner.run(sql`truncate activation`);
  await restoreBackup(after.owner, await checkBackup(file, run), run);
  expect(await storedFigures(after.db, question)).toHaveProperty('contact:dana');
  expect(await eraseAgain(after.owner, erased, testNow)).toBe(1);
  await settle(after.db);
  expect(await storedFigures(after.db, question)).toEqual(wanted);
  expect(await after.db.query(sql`select from address where address = ${dana}`)).toEqual([]);
  expect(await after.db.query(sql`select from record_analytics where id = 'dana'`)).toEqual([]);
  // Nothing is left to do, and nothing comes in again.
  expect(await eraseAgain(after.db, erased, testNow)).toBe(0);
  const table = sql`select encode(hash, 'hex') as hash from suppressed order by 1`;
  expect(await after.db.query(table)).toEqual(await before.db.query(table));
});

it('nothing comes in without the key, once somebody was erased', async () => {
  await expect(importWithout(before.db, itemsInOrder(told))).rejects.toMatchObject({
    code: 'suppression_key_missing',
  });
});
