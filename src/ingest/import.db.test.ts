import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import { sql } from '../db/sql.ts';
import { type Activity, blankActivity } from '../model/activity.ts';
import type { Batch, Item } from '../model/bundle.ts';
import { contactsFromCorrespondents } from './correspondents.ts';
import { runImport } from './import.ts';

const us: Item = {
  type: 'organization',
  value: { name: 'Us', timeZone: 'UTC', domains: ['us.example'] },
};

function email(id: string, values: Partial<Activity> = {}): Item {
  return {
    type: 'activity',
    value: {
      ...blankActivity,
      id,
      kind: 'email',
      startsAt: Date.parse('2026-11-01T10:00:00Z'),
      from: 'ann@us.example',
      to: ['bea@them.example'],
      messageId: `<${id}@us.example>`,
      ...values,
    },
  };
}

function batchOf(items: readonly Item[], cursor: string): Batch {
  return { items, rejects: [], cursor, progress: { done: Number(cursor), total: 3 } };
}

const source = { kind: 'bundle', name: 'resumed', bulkRule: true } as const;
const run = { clock: () => testNow, onProgress: () => {}, mostTogether: 1 };

describe('an import', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, [us]);
  });
  afterAll(() => database.close());
  const idsOf = async (prefix: string) => {
    const rows = await database.db.query<{ id: string }>(
      sql`select id from activity where starts_with(id, ${prefix}) order by id`,
    );
    return rows.map(({ id }) => id);
  };

  it('that is stopped goes on after the last batch that was committed', async () => {
    const stop = new AbortController();
    const cursors: (string | null)[] = [];
    const connector = async function* ({ cursor }: { readonly cursor: string | null }) {
      cursors.push(cursor);
      for (let n = Number(cursor ?? 0); n < 3; n++)
        yield batchOf([email(`resumed-${n}`)], String(n + 1));
    };
    const progress = () => {
      if (cursors.length === 1) stop.abort();
    };
    const first = await runImport(
      database.db,
      { connector, source, signal: stop.signal },
      { ...run, onProgress: progress },
    );
    expect(first).toMatchObject({ finished: false, new: 1, resumed: false });
    const { signal } = new AbortController();
    const second = await runImport(database.db, { connector, source, signal }, run);
    expect(second).toMatchObject({ finished: true, new: 2, known: 0, resumed: true });
    expect(cursors).toEqual([null, '1']);
    expect(await idsOf('resumed-')).toEqual(['resumed-0', 'resumed-1', 'resumed-2']);
  });

  it('whose source breaks keeps what was committed and its place', async () => {
    const broken = { ...source, name: 'broken' };
    let isBroken = true;
    const connector = async function* ({ cursor }: { readonly cursor: string | null }) {
      if (cursor === null) yield batchOf([email('broken-0')], '1');
      if (isBroken) throw new Error('the disk is gone');
      yield batchOf([email('broken-1')], '2');
    };
    const { signal } = new AbortController();
    const trying = () => runImport(database.db, { connector, source: broken, signal }, run);
    await expect(trying()).rejects.toThrow('the disk is gone');
    expect(await idsOf('broken-')).toEqual(['broken-0']);
    isBroken = false;
    expect(await trying()).toMatchObject({ new: 1, resumed: true, finished: true });
    expect(await idsOf('broken-')).toEqual(['broken-0', 'broken-1']);
  });

  it('whose transaction fails writes nothing of the batch and does not move on', async () => {
    const failing = { ...source, name: 'failing' };
    await database.owner.run(sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`);
    await database.owner.run(sql`
      create trigger refuse before insert on fact for each row execute function refuse()`);
    const connector = async function* () {
      yield batchOf([email('failing-0')], '1');
    };
    const { signal } = new AbortController();
    const trying = () => runImport(database.db, { connector, source: failing, signal }, run);
    await expect(trying()).rejects.toThrow('no room');
    await database.owner.run(sql`drop trigger refuse on fact`);
    expect(await idsOf('failing-')).toEqual([]);
    expect(await trying()).toMatchObject({ new: 1, resumed: false });
  });

  it('keeps every reject with its place', async () => {
    const rejects = [
      { place: 'line 7', field: 'startsAt', value: 'soon', expected: 'an instant with offset' },
    ];
    const report = await importItems(database.db, [email('kept')], { name: 'rejects', rejects });
    expect(report).toMatchObject({ read: 2, new: 1, rejected: 1, rejects });
    expect(
      await database.db.query(sql`select place, field, value, expected from import_reject`),
    ).toEqual(rejects);
  });

  it('says why activities do not count', async () => {
    const report = await importItems(database.db, [
      email('why-1', { headers: { 'list-id': '<news>' } }),
      email('why-2', { status: 'canceled' }),
      email('why-3', { to: ['bob@us.example'] }),
    ]);
    expect(report.excluded).toEqual({ bulk: 1, canceled: 1, internal_only: 1 });
  });

  it('takes text that PostgreSQL cannot hold without losing the rest', async () => {
    const report = await importItems(database.db, [
      email('text-1', { subject: 'half \ud800 a pair' }),
      email('text-2', { subject: 'a zero \u0000 byte' }),
      email('text-3', { subject: 'plain' }),
    ]);
    expect(report.new).toBe(3);
    expect(await idsOf('text-')).toHaveLength(3);
  });

  it('rejects alone what the database cannot store', async () => {
    const report = await importItems(database.db, [
      email('store-1'),
      email('store-2', { startsAt: 8.64e15 }),
      email('store-3', { messageId: `<${Array.from({ length: 9000 }, (_, n) => n).join('')}>` }),
      email('store-4'),
    ]);
    expect(report).toMatchObject({ read: 4, new: 2, rejected: 2 });
    expect(report.rejects.map(({ place }) => place)).toEqual([
      'activity store-2',
      'activity store-3',
    ]);
    expect(await idsOf('store-')).toEqual(['store-1', 'store-4']);
  });

  it('gives one message of two mailboxes the recipients of both, in either order', async () => {
    const direct = (id: string) => email(id, { bcc: ['x@them.example'], headers: {} });
    const listed = (id: string) =>
      email(id, { bcc: ['y@them.example'], headers: { 'list-id': '<l>' } });
    await importItems(database.db, [direct('mail:a'), listed('mail:a')], { size: 1 });
    await importItems(database.db, [listed('mail:b'), direct('mail:b')], { size: 1 });
    await importItems(database.db, [listed('mail:c'), direct('mail:c')], { size: 2 });
    const stored = await database.db.query<{ id: string; people: string[]; headers: object }>(sql`
      select id, headers, array_agg(address.address order by address.address) as people
      from activity join participant on activity_key = activity.key join address on address.key = address_key
      where id in ('mail:a', 'mail:b', 'mail:c') group by activity.key order by id`);
    const people = ['ann@us.example', 'bea@them.example', 'x@them.example', 'y@them.example'];
    expect(stored).toEqual(
      ['mail:a', 'mail:b', 'mail:c'].map((id) => ({ id, headers: {}, people })),
    );
  });

  it('does not let an older version that comes late replace a later one', async () => {
    const version = (subject: string, versionAt: number) =>
      email('versions', { subject, versionAt });
    await importItems(database.db, [version('later', 2000)]);
    const report = await importItems(database.db, [version('earlier', 1000)]);
    expect(report).toMatchObject({ changed: 0, known: 1 });
    await importItems(database.db, [version('latest', 3000)]);
    const [row] = await database.db.query(sql`select subject from activity where id = 'versions'`);
    expect(row).toEqual({ subject: 'latest' });
  });

  it('makes contacts of unknown people who wrote and were written to, and accounts of their domains', async () => {
    const between = (id: string, from: string, to: string, values: Partial<Activity> = {}) =>
      email(id, { from, to: [to], ...values });
    await importItems(database.db, [
      between('c1', 'ann@us.example', 'Dee@mail.firm.example'.toLowerCase(), {
        displayNames: { 'dee@mail.firm.example': 'Dee Firm' },
      }),
      between('c2', 'dee@mail.firm.example', 'ann@us.example'),
      between('c3', 'ann@us.example', 'eve@gmail.com'),
      between('c4', 'eve@gmail.com', 'ann@us.example'),
      between('c5', 'ann@us.example', 'silent@firm.example'),
      between('c6', 'robot@firm.example', 'ann@us.example', {
        headers: { 'auto-submitted': 'auto-generated' },
      }),
      between('c7', 'ann@us.example', 'robot@firm.example'),
    ]);
    expect(await database.db.transaction(contactsFromCorrespondents)).toHaveLength(2);
    expect(await database.db.transaction(contactsFromCorrespondents)).toEqual([]);
    await settle(database.db);
    const made = await database.db.query(sql`
      select contact.name, account.name as account, made_because, counted
      from contact join record_analytics on record_key = contact.key
      left join account on account.key = contact.account_key order by contact.name`);
    expect(made).toEqual([
      {
        name: 'Dee Firm',
        account: 'firm.example',
        made_because: 'wrote 1 and got 1 emails',
        counted: 2,
      },
      {
        name: 'eve@gmail.com',
        account: null,
        made_because: 'wrote 1 and got 1 emails',
        counted: 2,
      },
    ]);
  });
});
