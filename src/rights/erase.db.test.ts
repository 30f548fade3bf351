import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, settle, storedFigures } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { avery, company, dana, rosa } from '../analytics/testing/cast.ts';
import { unlike } from '../analytics/testing/differences.ts';
import { cases } from '../analytics/testing/random.ts';
import { contactIds, leadIds, userIds } from '../analytics/testing/random-people.ts';
import { aMeeting, anEmail } from '../analytics/testing/seeds.ts';
import { sql } from '../db/sql.ts';
import { bundleWithout, type PersonRef } from './testing/bundle-without.ts';
import { eraseOne, importWithout, itemsInOrder, nowOfErasing } from './testing/erasing.ts';

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

describe('what hung on mail that is removed with somebody', () => {
  const dates = { startsAt: '2026-11-02T09:00:00Z' };
  const asked = anEmail({ ...dates, id: 'asked', from: avery, to: [rosa], messageId: '<1@x>' });
  const between = anEmail({
    id: 'between',
    startsAt: '2026-11-03T09:00:00Z',
    from: avery,
    to: [dana],
    messageId: '<2@x>',
    inReplyTo: '<1@x>',
  });
  const answered = anEmail({
    id: 'answered',
    startsAt: '2026-11-04T09:00:00Z',
    from: rosa,
    to: [avery],
    messageId: '<3@x>',
    inReplyTo: '<2@x>',
  });
  // Copies of an email are of its conversation as well; those of a meeting are found by its calendar alone.
  const meeting = { ...dates, organizer: avery, durationMinutes: 30, icalUid: 'event' };
  const copied = aMeeting({ ...meeting, id: 'a', required: [dana] });
  const copy = aMeeting({ ...meeting, id: 'b', required: [rosa] });
  const lead = { type: 'lead' as const, id: 'liam' };
  const aboutLead = anEmail({
    id: 'about a lead',
    startsAt: '2026-11-05T09:00:00Z',
    from: dana,
    to: [avery],
    regarding: lead,
  });

  it.each([
    ['a conversation falls apart that it held together', [asked, between, answered], 'dana'],
    ['a copy counts in its place', [copied, copy], 'dana'],
    ['what is about a lead stays out of other deals', [aboutLead], 'liam'],
  ] as const)('%s', async (_, activities, id) => {
    const bundle = company({ activities });
    const person = id === 'liam' ? lead : { type: 'contact' as const, id };
    await withDatabase(async ({ db }) => {
      const question = { asOf: nowOfErasing, days: 60 };
      const before = byReference(analyze(bundle, question).records);
      const wanted = byReference(analyze(bundleWithout(bundle, person), question).records);
      expect(wanted['contact:rosa'] ?? wanted).not.toEqual(
        id === 'liam' ? null : before['contact:rosa'],
      );
      await importWithout(db, itemsInOrder(bundle));
      await settle(db);
      await eraseOne(db, person);
      await settle(db);
      expect(await storedFigures(db, question)).toEqual(wanted);
    });
  });
});

async function withDatabase(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  try {
    await work(database);
  } finally {
    await database.close();
  }
}
