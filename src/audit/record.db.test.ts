import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { audit, forgetInAudit } from './record.ts';
import { verifyAudit } from './verify.ts';

const at = Date.UTC(2026, 10, 20, 12);

describe('the audit log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await asWhoCanDoAnything(sql`truncate audit_entry`);
    await database.db.run(sql`delete from audit_person`);
  });

  it('binds every entry to the one before it, also when many are added at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        database.db.transaction((session) =>
          audit(session, {
            at: at + n,
            actor: 'system',
            action: 'imported',
            object: { type: 'source', id: String(n) },
            details: { read: n, 'Ünïcode – "': ['\\', '\n'] },
          }),
        ),
      ),
    );
    const verified = await verifyAudit(database.db);
    expect(verified).toMatchObject({ entries: 40, broken: null, head: { number: 40 } });
    expect(verified.head?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('holds nothing of a transaction that is undone, and leaves no gap for it', async () => {
    await written(1);
    await expect(
      database.db.transaction(async (session) => {
        await audit(session, { at, actor: 'nobody', action: 'sign_in_failed' });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await written(1);
    expect(await verifyAudit(database.db)).toMatchObject({ entries: 2, broken: null });
  });

  it('can be added to by the program, and neither changed nor removed', async () => {
    await written(2);
    for (const statement of [
      sql`update audit_entry set content = '{}' where number = 1`,
      sql`delete from audit_entry where number = 2`,
      sql`truncate audit_entry`,
      sql`insert into audit_entry (number, content) values (1, '{}') on conflict (number) do update set content = '{}'`,
      sql`alter table audit_entry disable trigger user`,
      sql`drop trigger keep_audit_entry on audit_entry`,
      sql`set session_replication_role = replica`,
    ]) {
      await expect(database.db.run(statement), statement.text).rejects.toMatchObject({
        code: 'database_not_permitted',
      });
      await expect(database.readers.run(sql`select from audit_entry`)).rejects.toThrow('denied');
    }
    expect(await verifyAudit(database.db)).toMatchObject({ entries: 2, broken: null });
  });

  it('is not changed by the owner of the table either, without taking its guard away', async () => {
    await written(2);
    for (const statement of [
      sql`update audit_entry set content = '{}' where number = 1`,
      sql`delete from audit_entry where number = 2`,
      sql`truncate audit_entry`,
    ])
      await expect(database.owner.run(statement), statement.text).rejects.toThrow('neither');
  });

  it('takes number and hash from nobody who adds to it', async () => {
    await written(1);
    await database.db.run(sql`
      insert into audit_entry (number, content, hash)
      values (7, '{"at":"2026-11-20T12:00:00.000Z","actor":"system","action":"imported"}', '\\x00')`);
    expect(await verifyAudit(database.db)).toMatchObject({ entries: 2, broken: null });
  });

  const altered = sql`replace(content, 'system', 'nobody')`;
  it.each([
    ['changed', sql`update audit_entry set content = ${altered} where number = 3`, 3, 'changed'],
    [
      'changed with its own hash made anew',
      sql`
        update audit_entry set content = ${altered}, hash = sha256(
          (select hash from audit_entry where number = 2) || convert_to('3' || E'\\n' || ${altered}, 'UTF8')
        ) where number = 3`,
      4,
      'changed',
    ],
    ['removed', sql`delete from audit_entry where number = 3`, 3, 'missing'],
    ['removed at the beginning', sql`delete from audit_entry where number = 1`, 1, 'missing'],
    [
      'removed with the rest moved up',
      sql`delete from audit_entry where number = 3; update audit_entry set number = number - 1 where number > 3`,
      3,
      'changed',
    ],
    [
      'put into the place of another',
      sql`update audit_entry set number = -1 where number = 2; update audit_entry set number = 2 where number = 3;
        update audit_entry set number = 3 where number = -1`,
      2,
      'changed',
    ],
  ] as const)(
    'is noticed to be tampered with: an entry %s',
    async (_, tampering: Sql, number, because) => {
      await written(5);
      await asWhoCanDoAnything(tampering);
      expect((await verifyAudit(database.db)).broken).toEqual({ number, because });
    },
  );

  it('shows with a noted head that its end is missing or that all of it was written anew', async () => {
    await written(5);
    const { head } = await verifyAudit(database.db);
    await asWhoCanDoAnything(sql`delete from audit_entry where number > 3`);
    expect((await verifyAudit(database.db)).broken).toBeNull();
    expect((await verifyAudit(database.db, head)).broken).toEqual({
      number: 4,
      because: 'missing',
    });
    await asWhoCanDoAnything(sql`truncate audit_entry`);
    await written(6, 'nobody');
    expect((await verifyAudit(database.db)).broken).toBeNull();
    expect((await verifyAudit(database.db, head)).broken).toEqual({
      number: 5,
      because: 'not_as_noted',
    });
  });

  it('knows people by a pseudonym, and forgets who they were while its chain holds', async () => {
    const [person] = await database.db.query<{ key: number }>(
      sql`insert into entity (type, id) values ('contact', 'anna@theirs.example') returning key`,
    );
    const [deal] = await database.db.query<{ key: number }>(
      sql`insert into entity (type, id) values ('opportunity', 'o-1') returning key`,
    );
    const [login] = await database.db.query<{ key: number }>(
      sql`insert into login (email, roles) values ('berta@ours.example', '{seller}') returning key`,
    );
    if (person === undefined || deal === undefined || login === undefined) throw new Error('none');
    const entry = { at, actor: { login: login.key }, action: 'figures_read' } as const;
    await database.db.transaction(async (session) => {
      await audit(session, { ...entry, object: { entity: person.key } });
      await audit(session, { ...entry, object: { entity: person.key } });
      await audit(session, { ...entry, object: { entity: deal.key } });
      await audit(session, { ...entry, object: { login: login.key } });
    });
    const rows = await database.db.query<{ content: string; actor: string; object_id: string }>(
      sql`select content, actor, object_id from audit_entry order by number`,
    );
    expect(rows.map(({ content }) => content).join()).not.toMatch(/anna|berta/);
    expect(rows[0]?.object_id).toBe(rows[1]?.object_id);
    expect(rows[2]?.object_id).toBe('o-1');
    expect(rows[3]?.object_id).toBe(rows[0]?.actor);
    await forgetInAudit(database.db, [person.key]);
    await database.db.run(sql`delete from login where key = ${login.key}`);
    expect(await database.db.query(sql`select from audit_person`)).toEqual([]);
    expect(await verifyAudit(database.db)).toMatchObject({ entries: 4, broken: null });
  });

  async function written(entries: number, actor: 'system' | 'nobody' = 'system'): Promise<void> {
    for (let n = 0; n < entries; n += 1) {
      await database.db.transaction((session) =>
        audit(session, { at: at + n, actor, action: 'imported', details: { read: n } }),
      );
    }
  }

  /** As who owns the tables and takes their guards away. */
  async function asWhoCanDoAnything(statement: Sql): Promise<void> {
    await database.owner.transaction(async (session) => {
      await session.run(sql`alter table audit_entry disable trigger user`);
      await session.run(sql`alter table audit_entry no force row level security`);
      await session.run(statement);
      await session.run(sql`alter table audit_entry force row level security`);
      await session.run(sql`alter table audit_entry enable trigger user`);
    });
  }
});
