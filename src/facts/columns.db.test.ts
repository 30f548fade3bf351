import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle } from '../../test/support/figures.ts';
import { sql } from '../db/sql.ts';
import { copyFacts, type FactRows, readFacts } from './columns.ts';

const bundle = await goldenBundle('random-3');

function rowsOf(facts: FactRows) {
  return Array.from({ length: facts.length }, (_, row) => {
    const [people = 0, records = 0] = [facts.peopleStart[row], facts.recordsStart[row]];
    const end = row + 1 < facts.length ? facts.peopleStart[row + 1] : facts.keysLength;
    return {
      activity_key: facts.activityKey[row],
      starts_at: facts.startsAt[row],
      kind_side: facts.kindSide[row],
      completes_at: facts.countsFrom[row],
      duplicate_from: facts.countsUntil[row],
      minutes: facts.minutes[row],
      ours: facts.ours[row],
      theirs: facts.theirs[row],
      conversation_key: facts.conversation[row],
      authors: facts.authors[row],
      people: [...facts.keys.subarray(people, records)],
      records: [...facts.keys.subarray(records, end)],
    };
  });
}

describe('facts read by binary COPY', () => {
  let database: TestDatabase;
  let whole: Buffer;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    const pieces: Buffer[] = [];
    for await (const piece of database.db.copyOut(copyFacts())) pieces.push(piece);
    whole = Buffer.concat(pieces);
  });
  afterAll(() => database.close());

  it('are those that a query gives', async () => {
    const rows = await database.db.query(sql`
      select activity_key, starts_at, kind_side, completes_at, duplicate_from, minutes, ours,
        theirs, coalesce(conversation_key, -1) as conversation_key, authors, people, records
      from fact where reason is null and not canceled`);
    expect(rows.length).toBeGreaterThan(100);
    const read = rowsOf(await readFacts(database.db, copyFacts()));
    const inOrder = (a: { activity_key?: unknown }, b: { activity_key?: unknown }) =>
      Number(a.activity_key) - Number(b.activity_key);
    expect(read.sort(inOrder)).toEqual([...rows].sort(inOrder));
  });

  it('are the same wherever the stream is cut', async () => {
    const expected = rowsOf(await readFacts(database.db, copyFacts()));
    const cutsOf = fc.uniqueArray(fc.nat(whole.length), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(cutsOf, async (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), whole.length];
        const copyOut = async function* () {
          let from = 0;
          for (const end of ends) {
            yield whole.subarray(from, end);
            from = end;
          }
        };
        expect(rowsOf(await readFacts({ copyOut }, copyFacts(), 1))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('are refused when the stream ends in the middle of a row', async () => {
    const copyOut = async function* () {
      yield whole.subarray(0, whole.length - 7);
    };
    await expect(readFacts({ copyOut }, copyFacts())).rejects.toThrow('middle of a row');
  });
});
