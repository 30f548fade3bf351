import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { openPool } from './pool.ts';
import { sql } from './sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await test.owner.run(sql`create table thing (id integer primary key, name text not null)`);
});
afterAll(() => test.close());

describe('a value of the database', () => {
  it('comes as a number when it counts or measures', async () => {
    const rows = await test.owner.query(
      sql`select count(*) as n, 1.25::numeric as d, 2.5::float8 as f, array[1, null]::bigint[] as a`,
    );
    expect(rows).toEqual([{ n: 1, d: 1.25, f: 2.5, a: [1, null] }]);
  });

  it('comes as milliseconds when it is an instant and as text when it is a day', async () => {
    const at = Date.UTC(2026, 9, 25, 0, 30, 0, 123);
    const rows = await test.owner.query(
      sql`select ${new Date(at)}::timestamptz as at, '2026-10-25'::date as day, array['2026-10-25'::date] as days,
                 array[${new Date(at)}::timestamptz] as ats, 'infinity'::timestamptz as never`,
    );
    expect(rows).toEqual([
      { at, day: '2026-10-25', days: ['2026-10-25'], ats: [at], never: Infinity },
    ]);
  });

  it('is the same whatever the server is set to', async () => {
    await test.owner.run(
      sql`alter database ${sql.id(test.connection.database)} set timezone to 'Asia/Kolkata'`,
    );
    await test.owner.run(
      sql`alter database ${sql.id(test.connection.database)} set datestyle to 'SQL, DMY'`,
    );
    const other = await openPool(test.connection, { max: 1 });
    const rows = await other.query(
      sql`select '2026-10-25T00:30:00+05:30'::timestamptz as at, '2026-10-25'::date as day`,
    );
    await other.close();
    expect(rows).toEqual([{ at: Date.UTC(2026, 9, 24, 19), day: '2026-10-25' }]);
  });
});

describe('a statement that comes again and again', () => {
  it('is prepared, and gives what its values ask for also when the table has changed', async () => {
    const db = await openPool(test.connection, { max: 1 });
    await db.run(sql`create table again (id integer, name text)`);
    await db.run(sql`insert into again select n, 'row ' || n from generate_series(1, 20) n`);
    const nameOf = async (id: number) => {
      const [row] = await db.query<{ name: string }>(sql`select name from again where id = ${id}`);
      return row?.name;
    };
    for (let id = 1; id < 20; id++) expect(await nameOf(id)).toBe(`row ${id}`);
    const prepared = sql`select from pg_prepared_statements where statement like '%from again%'`;
    expect(await db.query(prepared)).toHaveLength(1);
    await db.run(sql`alter table again add column note text`);
    await db.run(sql`update again set name = 'another' where id = 20`);
    expect(await nameOf(20)).toBe('another');
    await db.run(sql`drop table again`);
    await db.close();
  });
});

describe('a transaction', () => {
  it('leaves nothing of itself when it fails', async () => {
    const failing = test.owner.transaction(async (session) => {
      await session.run(sql`insert into thing values (1, 'one')`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await test.owner.query(sql`select from thing`)).toEqual([]);
  });

  it('has what is first behind it when its work begins, and leaves nothing of that behind', async () => {
    const first = sql`select set_config('rapport.login', ${"o'7"}, true)`;
    const login = sql`select current_setting('rapport.login', true) as login`;
    const within = await test.owner.transaction((session) => session.query(login), { first });
    expect(within).toEqual([{ login: "o'7" }]);
    expect(await test.owner.query(login)).not.toEqual(within);
    const failing = { first: sql`select 1 / ${0}::integer` };
    await expect(test.owner.transaction(async () => 'done', failing)).rejects.toThrow('zero');
    expect(await test.owner.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('is not taken for committed when the error of a statement in it was swallowed', async () => {
    const swallowing = test.owner.transaction(async (session) => {
      await session.run(sql`insert into thing values (1, 'one')`);
      await session.run(sql`select 1 / 0`).catch(() => {});
    });
    await expect(swallowing).rejects.toMatchObject({ code: 'transaction_undone' });
  });

  it('is tried again when it lost against another one', async () => {
    await test.owner.run(sql`create table counter as select 0 as n`);
    const add = () =>
      test.owner.transaction(
        async (session) => {
          const [row] = await session.query<{ n: number }>(sql`select n from counter`);
          await pause(5);
          await session.run(sql`update counter set n = ${(row?.n ?? 0) + 1}`);
        },
        { isolation: 'serializable' },
      );
    await Promise.all([add(), add(), add()]);
    expect(await test.owner.query(sql`select n from counter`)).toEqual([{ n: 3 }]);
  });

  it('fails when its connection breaks, and the next one gets a new connection', async () => {
    const broken = test.owner.transaction(async (session) => {
      const [me] = await session.query<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await test.owner.run(sql`select pg_terminate_backend(${me?.pid ?? 0})`);
      await pause(20);
      await session.run(sql`select 1`);
    });
    await expect(broken).rejects.toThrow();
    expect(await test.owner.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });
});

describe('COPY', () => {
  it('brings rows in and out, with values written into the statement', async () => {
    const count = await test.owner.copyIn(
      sql`copy ${sql.id('thing')} from stdin with (delimiter ${'|'})`,
      pieces('1|a', 'b\n2|c\\\\d\n'),
    );
    expect(count).toBe(2);
    const out = test.owner.copyOut(
      sql`copy (select id, name from thing where name = any (${['ab', 'c\\d', "'"]}) and id > ${-1}
                order by id) to stdout`,
    );
    expect(await text(out)).toBe('1\tab\n2\tc\\\\d\n');
  });

  it('leaves nothing when its source fails, and gives the error of the source', async () => {
    const failing = test.owner.copyIn(sql`copy thing from stdin`, breaking());
    await expect(failing).rejects.toThrow('source is gone');
    expect(await test.owner.query(sql`select id from thing where id = 9`)).toEqual([]);
  });

  it('names what the server did not like about the rows', async () => {
    await expect(test.owner.copyIn(sql`copy thing from stdin`, pieces('x\ty\n'))).rejects.toThrow(
      'invalid input syntax for type integer',
    );
  });

  it('can be stopped early, alone and within a transaction', async () => {
    const many = sql`copy (select repeat('x', 100) from generate_series(1, ${200_000})) to stdout`;
    for await (const piece of test.owner.copyOut(many)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    const after = await test.owner.transaction(async (session) => {
      for await (const _ of session.copyOut(many)) break;
      return session.query(sql`select 1 as one`);
    });
    expect(after).toEqual([{ one: 1 }]);
  });
});

describe('listening', () => {
  it('hears what is notified, also after its connection broke, until it is stopped', async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    const again = new Promise<void>((resolve) => {
      const options = { signal: stop.signal, onReconnect: resolve };
      void test.owner
        .listen('thing changed', (payload) => heard.push(payload), options)
        .then(async () => {
          await test.owner.run(sql`select pg_notify('thing changed', ${'first'})`);
          await until(() => heard.length === 1);
          await test.owner.run(
            sql`select pg_terminate_backend(pid) from pg_stat_activity
                where query like 'listen%' and datname = current_database()`,
          );
        });
    });
    await again;
    await test.owner.run(sql`select pg_notify('thing changed', ${'second'})`);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['first', 'second']);
    stop.abort();
  });
});

describe('a server that cannot be used', () => {
  it('is named, with what to do', async () => {
    const nowhere = { ...test.connection, host: '127.0.0.1', port: 1 };
    await expect(openPool(nowhere, { max: 1 })).rejects.toMatchObject({
      code: 'database_unreachable',
      value: expect.stringContaining('127.0.0.1:1/'),
    });
    await expect(
      openPool({ ...test.connection, database: 'none' }, { max: 1 }),
    ).rejects.toMatchObject({ code: 'database_missing' });
  });

  it('is refused when its address is not one, without showing the password', async () => {
    await expect(openPool('mysql://me:secret@host/db', { max: 1 })).rejects.toMatchObject({
      code: 'database_url_invalid',
      value: 'mysql://me:…@host/db',
    });
  });

  it('is refused when its text is not UTF-8', async () => {
    await test.owner.run(
      sql`create database latin encoding 'LATIN1' locale 'C' locale_provider 'libc' template template0`,
    );
    const latin = { ...test.connection, database: 'latin' };
    await expect(openPool(latin, { max: 1 })).rejects.toMatchObject({ code: 'database_not_utf8' });
    await test.owner.run(sql`drop database latin`);
  });
});

async function* pieces(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function* breaking(): AsyncGenerator<Buffer> {
  yield Buffer.from('9\tnine\n');
  throw new Error('the source is gone');
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}
