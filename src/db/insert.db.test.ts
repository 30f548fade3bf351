import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { BinaryRows } from '../facts/binary-rows.ts';
import { insertRows } from './insert.ts';
import { sql } from './sql.ts';

function rowsOf(...numbers: readonly number[]): readonly Buffer[] {
  const rows = new BinaryRows();
  for (const number of numbers) {
    rows.begin(2);
    rows.integer(number);
    rows.text(`number ${number}`);
  }
  rows.end();
  return [rows.take()];
}

describe('rows that are inserted in bulk', () => {
  let database: TestDatabase;
  const target = { table: 'numbered', columns: ['n', 'name'] };
  const stored = () =>
    database.owner.query<{ n: number }>(sql`select n from numbered order by n`).then((rows) => {
      return rows.map(({ n }) => n);
    });
  beforeAll(async () => {
    database = await testDatabase();
    await database.owner.run(sql`
      create table numbered (n integer generated always as identity primary key, name text not null)`);
  });
  afterAll(() => database.close());

  it('come in once each, however often a transaction writes', async () => {
    await database.owner.transaction(async (session) => {
      await insertRows(session, target, rowsOf(1, 2));
      await insertRows(session, target, rowsOf(3));
    });
    await database.owner.transaction((session) => insertRows(session, target, rowsOf(4)));
    expect(await stored()).toEqual([1, 2, 3, 4]);
  });

  it('are checked by the policies of the table', async () => {
    await database.owner.run(
      sql.file(`
      create role picky_${process.pid} nologin;
      grant select, insert on numbered to picky_${process.pid};
      alter table numbered enable row level security;
      create policy small on numbered using (true) with check (n < 100);
      create policy all_of_it on numbered to current_user using (true) with check (true)`),
    );
    const asPicky = (numbers: readonly number[]) =>
      database.owner.transaction(async (session) => {
        // A connection works in one role all its life; this one changes it, and its own table stays behind.
        await session.run(sql`drop table if exists incoming_numbered`);
        await session.run(sql.file(`set local role picky_${process.pid}`));
        await insertRows(session, target, rowsOf(...numbers));
      });
    await expect(asPicky([99, 100])).rejects.toThrow('row-level security');
    await asPicky([99]);
    expect(await stored()).toEqual([1, 2, 3, 4, 99]);
    await database.owner.run(
      sql.file(`drop owned by picky_${process.pid}; drop role picky_${process.pid}`),
    );
  });
});
