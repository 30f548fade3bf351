/** The figures as SQL in DuckDB, on a file of its own with the facts in the layout that suits it. */

import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Question } from '../../src/analytics/snapshot.ts';
import type { Database } from '../../src/db/pool.ts';
import { type Sql, sql } from '../../src/db/sql.ts';
import { statementsOf } from './constants.ts';
import type { Peer } from './peer.ts';
import { comparedColumns } from './stored.ts';

/** Copies facts and records out of PostgreSQL into a DuckDB file in `folder`, which is made anew. */
export async function openDuckdbPeer(
  database: Database,
  question: Question,
  folder: string,
): Promise<Peer> {
  const file = join(folder, 'peer.duckdb');
  await rm(file, { force: true });
  const instance = await DuckDBInstance.create(file, { threads: '2' });
  const connection = await instance.connect();
  for (const { table, content, columns, order } of tables(question.timeZone)) {
    const csv = join(folder, `${table}.csv`);
    const rows = database.copyOut(sql`copy (${content}) to stdout (format csv, header)`);
    await pipeline(Readable.from(rows), createWriteStream(csv));
    await connection.run(
      `create table ${table} as select * from read_csv('${csv}', header = true, columns = ${columns}) ${order}`,
    );
    await rm(csv);
  }
  const statements = statementsOf('duckdb.sql', question, {
    instant: (at) => `${at}::bigint`,
    day: String,
    text: (text) => `'${text}'`,
  });
  return {
    name: 'DuckDB',
    async compute() {
      for (const statement of statements) await connection.run(statement);
    },
    async rows(from, to) {
      const reader = await connection.runAndReadAll(`
        select ${selected} from bench_analytics where record_key >= ${from} and record_key < ${to} order by record_key`);
      return reader
        .getRows()
        .map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value)));
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(file, { force: true });
    },
  };
}

const selected = comparedColumns
  .map(({ name, as }) => (as === 'list' ? `array_to_string(${name}, ',')` : name))
  .join(', ');

type Table = {
  readonly table: string;
  readonly content: Sql;
  readonly columns: string;
  readonly order: string;
};

function tables(timeZone: string): readonly Table[] {
  const ms = (column: string) => {
    const name = sql.id(column);
    return sql`case when ${name} = 'infinity' then 9000000000000000 else (extract(epoch from ${name}) * 1000)::bigint end
      as ${name}`;
  };
  return [
    {
      table: 'record_fact',
      content: sql`
        select record_key, activity_key, ${ms('starts_at')},
          (starts_at at time zone ${timeZone})::date - date '1970-01-01' as day, kind_side, ${ms('completes_at')},
          ${ms('duplicate_from')}, minutes, ours, conversation_key, authors,
          '[' || array_to_string(people, ',') || ']' as people
        from fact, unnest(records) record_key where reason is null and not canceled`,
      columns: `{record_key: 'INTEGER', activity_key: 'BIGINT', starts_at: 'BIGINT', day: 'INTEGER', kind_side: 'UTINYINT',
        completes_at: 'BIGINT', duplicate_from: 'BIGINT', minutes: 'DOUBLE', ours: 'USMALLINT',
        conversation_key: 'INTEGER', authors: 'UTINYINT', people: 'INTEGER[]'}`,
      order: 'order by record_key, starts_at, activity_key',
    },
    {
      table: 'person',
      content: sql`
        select key, row_number() over (order by type, id) as rank, type = 'user' as is_user from entity
        where type in ('user', 'contact', 'lead')`,
      columns: `{key: 'INTEGER', rank: 'INTEGER', is_user: 'BOOLEAN'}`,
      order: 'order by key',
    },
    {
      table: 'record',
      content: sql`
        select record.key, record.type, entity.id, record.name, app_user.key as known_owner,
          app_user.name as owner_name, account.key as known_account, contact.key as known_contact, status, stage,
          value, close_on - date '1970-01-01' as close_on,
          (extract(epoch from record.created_at) * 1000)::bigint as created_at,
          (extract(epoch from closed_at) * 1000)::bigint as closed_at
        from (
          select key, 'account' as type, name, owner_key, null::integer as account_key,
            null::integer as contact_key, null::text as status, null::text as stage, null::float8 as value,
            null::date as close_on, created_at, null::timestamptz as closed_at
          from account
          union all
          select key, 'contact', name, owner_key, account_key, null, null, null, null, null, null, null
          from contact where not opted_out
          union all
          select key, 'lead', name, owner_key, null, null, status, topic, null, null, created_at, closed_at
          from lead where not opted_out
          union all
          select key, 'opportunity', name, owner_key, account_key, contact_key, status, stage, estimated_value,
            estimated_close_on, created_at, closed_at
          from opportunity
        ) record
        join entity using (key)
        left join app_user on app_user.key = record.owner_key
        left join account on account.key = record.account_key
        left join contact on contact.key = record.contact_key`,
      columns: `{key: 'INTEGER', type: 'VARCHAR', id: 'VARCHAR', name: 'VARCHAR', known_owner: 'INTEGER',
        owner_name: 'VARCHAR', known_account: 'INTEGER', known_contact: 'INTEGER', status: 'VARCHAR', stage: 'VARCHAR',
        value: 'DOUBLE', close_on: 'INTEGER', created_at: 'BIGINT', closed_at: 'BIGINT'}`,
      order: 'order by key',
    },
  ];
}
