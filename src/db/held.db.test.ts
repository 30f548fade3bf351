import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { assertHeld } from './held.ts';
import { sql } from './sql.ts';

describe('the role of the program', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is held by policies', async () => {
    await assertHeld(database.db);
    await expect(
      database.db.run(sql`create policy mine on fact to rapport_worker using (true)`),
    ).rejects.toThrow('must be owner');
    await expect(database.db.run(sql`alter table fact disable row level security`)).rejects.toThrow(
      'must be owner',
    );
  });

  it('is refused when it is above them', async () => {
    await expect(assertHeld(database.owner)).rejects.toMatchObject({ code: 'role_above_policies' });
  });

  it('is refused when a table has none in force', async () => {
    await database.owner.run(sql`alter table fact no force row level security`);
    await expect(assertHeld(database.db)).rejects.toMatchObject({
      code: 'table_without_policies',
      value: 'fact',
    });
    await database.owner.run(sql`alter table fact force row level security`);
    await assertHeld(database.db);
  });
});
