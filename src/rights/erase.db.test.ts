import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, settle, storedFigures } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { unlike } from '../analytics/testing/differences.ts';
import { cases } from '../analytics/testing/random.ts';
import { contactIds, leadIds, userIds } from '../analytics/testing/random-people.ts';
import { sql } from '../db/sql.ts';
import { bundleWithout, type PersonRef } from './testing/bundle-without.ts';
import { eraseOne, importWithout, itemsInOrder } from './testing/erasing.ts';

const anybody: fc.Arbitrary<PersonRef> = fc.oneof(
  fc.constantFrom(...userIds).map((id) => ({ type: 'user' as const, id })),
  fc.constantFrom(...contactIds, 'c0', 'c1').map((id) => ({ type: 'contact' as const, id })),
  fc.constantFrom(...leadIds).map((id) => ({ type: 'lead' as const, id })),
);

describe('somebody who is erased', () => {
  it('leaves every figure as it is without the record and addresses, whatever came in, also when it comes again', () =>
    fc.assert(
      fc.asyncProperty(cases(30), anybody, async ({ bundle, question }, person) => {
        await withDatabase(async ({ db }) => {
          const wanted = byReference(analyze(bundleWithout(bundle, person), question).records);
          await importWithout(db, itemsInOrder(bundle));
          await settle(db);
          await eraseOne(db, person);
          await settle(db);
          expect(unlike(await storedFigures(db, question), wanted)).toEqual([]);
          const facts = sql`select * from fact order by activity_key`;
          const once = await db.query(facts);
          await importWithout(db, itemsInOrder(bundle));
          await settle(db);
          expect(unlike(await storedFigures(db, question), wanted)).toEqual([]);
          expect(await db.query(facts)).toEqual(once);
        });
      }),
      { seed: 20_261_122, numRuns: 6, endOnFailure: true },
    ));
});

async function withDatabase(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  try {
    await work(database);
  } finally {
    await database.close();
  }
}
