import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import type { Compared } from './compare.ts';
import { compareSignIns } from './sign-in.ts';

/**
 * The path is the real one; what a password costs is a parameter, so that 4,000 attempts take seconds. `npm run
 * test:timing` takes the real cost and minutes.
 */
const cost = { memoryCost: 2048, timeCost: 1, parallelism: 1 };

describe('an unknown person and a wrong password', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('take the same time to be refused', async () => {
    const measured: Compared[] = [];
    // Other work on the machine moves medians too, but not three times; a difference of ours is there every time.
    while (measured.length < 3 && !measured.some(({ isSame }) => isSame))
      measured.push(await compareSignIns(database.db, cost, { samples: 2000, careless: false }));
    expect(measured.at(-1)?.isSame, JSON.stringify(measured)).toBe(true);
  }, 240_000);

  it('would be told apart if nothing were verified for unknown people', async () => {
    const compared = await compareSignIns(database.db, cost, { samples: 200, careless: true });
    expect(compared.isSame, JSON.stringify(compared)).toBe(false);
    expect(compared.difference).toBeGreaterThan(0.1);
  });
});
