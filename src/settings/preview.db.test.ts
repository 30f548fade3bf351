import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import { settingsChangeSchema } from '../contract/settings.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { communicationFrequencies } from '../model/vocabulary.ts';
import { changeSettings } from './change.ts';
import { previewSettings } from './preview.ts';

const influence = fc.integer({ min: 5, max: 15 }).map((tenths) => tenths / 10);
const grades = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 })
  .map((scores) => scores.toSorted((a, b) => a - b))
  .chain(([fair = 40, good = 60, excellent = 80]) =>
    fc.constantFrom({ fair, good, excellent }, { fair, good, excellent: null }),
  );

describe.each(['contoso', 'random-1'])('a preview, in the company %s', async (name) => {
  const bundle = await goldenBundle(name);
  const addresses = bundle.contacts.flatMap(({ emails }) => emails);
  const domains = [...new Set(addresses.map((address) => address.split('@')[1] ?? ''))];
  const subjects = bundle.activities.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const some = (texts: readonly string[]) => {
    const distinct = [...new Set(texts)].slice(0, 6);
    return fc.subarray(distinct, { maxLength: Math.min(3, distinct.length) });
  };
  const changes = fc.record(
    {
      frequency: fc.constantFrom(...communicationFrequencies),
      influence: fc.record({ email: influence, appointment: influence }, { requiredKeys: [] }),
      grades,
      responseGraceHours: fc.constantFrom(0, 24, 72, 500),
      massThreshold: fc.constantFrom(2, 3, 50),
      exclusions: fc.record(
        { addresses: some(addresses), domains: some(domains), subjects: some(subjects) },
        { requiredKeys: [] },
      ),
      internalDomains: some(['contoso.example', 'us.example', ...domains]),
      currency: fc.constantFrom('EUR', 'USD', null),
      rates: fc.constantFrom([], [{ currency: 'USD', rate: 0.5, from: null }]),
      cardDays: fc.record({ lead: fc.integer({ min: 1, max: 365 }) }),
    },
    { requiredKeys: [] },
  );

  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
  });
  afterAll(() => database.close());

  type Listed = { readonly key: number; readonly type: string; readonly grade: string | null };
  const listed = () =>
    database.db.query<Listed>(
      sql`select record_key as key, type, health_grade as grade from record_analytics`,
    );
  /** What went from which grade to which, counted. */
  const moved = (before: readonly Listed[], after: readonly Listed[]) => {
    const grade = new Map(after.map((one) => [one.key, one.grade]));
    const counts: Record<string, number> = {};
    for (const one of before) {
      const move = `${one.type}: ${one.grade} → ${grade.get(one.key)}`;
      counts[move] = (counts[move] ?? 0) + 1;
    }
    return counts;
  };
  const preview = async (wanted: object, atMost?: { scores: number; rules: number }) => {
    const { version } = await organizationIn(database.db);
    const change = settingsChangeSchema.parse({ version, ...wanted });
    const options = atMost === undefined ? {} : { atMost };
    const answer = await previewSettings(database.db, change, { asOf: testNow, ...options });
    if ('stale' in answer) throw new Error('The version was read a moment ago.');
    return { answer, change };
  };

  it('says what really happens then', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (wanted) => {
        const { answer, change } = await preview(wanted);
        const before = await listed();
        await changeSettings(database.db, change, { by: 'system', now: testNow });
        await settle(database.db);
        const after = await listed();
        const cells = answer.types.flatMap((type) =>
          type.grades.map(({ from, to, records }) => [`${type.type}: ${from} → ${to}`, records]),
        );
        expect(answer.sampled).toBeNull();
        expect(Object.fromEntries(cells)).toEqual(moved(before, after));
        for (const { type, records, changed } of answer.types) {
          const ofType = before.filter((one) => one.type === type);
          expect(records).toBe(ofType.length);
          const still = new Map(after.map(({ key, grade }) => [key, grade]));
          expect(changed).toBe(ofType.filter(({ key, grade }) => still.get(key) !== grade).length);
          moves += changed;
        }
      }),
      { numRuns: 20 },
    );
    expect(moves).toBeGreaterThan(0);
  });

  it('says of how many records it is when it did not look at all of them', async () => {
    const all = (await listed()).length;
    const atMost = { scores: 3, rules: 2 };
    const { answer: scores } = await preview({ responseGraceHours: 100 }, atMost);
    const { answer: rules } = await preview({ massThreshold: 33 }, atMost);
    const { answer: gradesOnly } = await preview(
      { grades: { fair: 0, good: 1, excellent: 2 } },
      atMost,
    );
    const count = ({ types }: typeof scores) =>
      types.reduce((sum, { records }) => sum + records, 0);
    expect(scores.sampled?.records).toBe(3);
    expect(scores.sampled?.of).toBeGreaterThanOrEqual(all);
    expect(count(scores)).toBeLessThanOrEqual(3);
    expect(rules.sampled?.records).toBe(2);
    expect(gradesOnly.sampled).toBeNull();
    expect(count(gradesOnly)).toBe(all);
  });
});
