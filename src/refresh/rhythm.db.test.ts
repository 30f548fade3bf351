import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, testNow } from '../../test/support/figures.ts';
import { ago, avery, company, dana } from '../analytics/testing/cast.ts';
import { anEmail } from '../analytics/testing/seeds.ts';
import { dayMs } from '../analytics/zone.ts';
import { sql } from '../db/sql.ts';
import { rhythmKeeper } from './rhythm.ts';

describe("the organisation's rhythm", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is computed each day and after what has changed, and then rests', async () => {
    let now = testNow;
    // A look at the clock takes a second here.
    const keeper = rhythmKeeper(database.db, () => {
      now += 1000;
      return now;
    });
    const stored = () =>
      database.db.query(sql`
        select as_of_day, contacts, computed_at from organization_rhythm order by as_of_day`);
    await importItems(database.db, bundleItems(company()));
    await keeper.keep();
    const first = { as_of_day: testNow / dayMs, contacts: 0, computed_at: testNow + 1000 };
    expect(await stored()).toEqual([first]);

    const activities = [60, 53, 46].map((days) =>
      anEmail({ id: `m${days}`, from: dana, to: [avery], startsAt: ago(days) }),
    );
    await importItems(database.db, bundleItems({ ...company(), activities }), {
      name: 'mail',
    });
    now += 200_000;
    await keeper.keep();
    expect(await stored()).toEqual([first]);
    keeper.changed();
    await keeper.keep();
    const [second] = await stored();
    expect(second).toMatchObject({ as_of_day: first.as_of_day, contacts: 1 });
    keeper.changed();
    await keeper.keep();
    expect(await stored()).toEqual([second]);

    await database.db.run(sql`update organization set settings_version = settings_version + 1`);
    await keeper.keep();
    expect(await stored()).not.toEqual([second]);
    now = testNow + dayMs;
    await keeper.keep();
    expect((await stored()).map(({ as_of_day }) => as_of_day)).toContain(testNow / dayMs + 1);
  });

  it('is not computed while analytics are off', async () => {
    await database.db.run(sql`delete from organization_rhythm`);
    await database.db.run(sql`update organization set settings = '{"analyticsOn": false}'`);
    await rhythmKeeper(database.db, () => testNow).keep();
    expect(await database.db.query(sql`select from organization_rhythm`)).toEqual([]);
  });
});
