/** The figures as SQL in the same PostgreSQL that the product computes from. */

import type { Question } from '../../src/analytics/snapshot.ts';
import { dayText } from '../../src/analytics/zone.ts';
import type { Connection } from '../../src/db/embedded/endpoint.ts';
import { openPool } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { statementsOf } from './constants.ts';
import type { Peer } from './peer.ts';
import { storedRows } from './stored.ts';

/** Two processes scan, sort and add up, in memory; what one query makes is there for the next. */
const settings = `
  set work_mem = '512MB'; set hash_mem_multiplier = 2; set max_parallel_workers_per_gather = 1;
  set parallel_setup_cost = 0; set parallel_tuple_cost = 0.01; set min_parallel_table_scan_size = 0; set jit = off`;

/** Opens a connection of its own with settings that suit it; the facts are there already. */
export async function openPostgresPeer(target: Connection, question: Question): Promise<Peer> {
  const database = await openPool(target, { max: 1 });
  await database.run(sql.file(settings));
  await database.run(sql`drop table if exists bench_analytics`);
  await database.run(sql`create table bench_analytics (like record_analytics including all)`);
  await database.run(sql`vacuum analyze`);
  const statements = statementsOf('postgres.sql', question, {
    instant: (at) => `timestamptz '${new Date(at).toISOString()}'`,
    day: (day) => `date '${dayText(day)}'`,
    text: (text) => `'${text}'`,
  });
  return {
    name: 'PostgreSQL',
    async compute() {
      for (const statement of statements) await database.run(sql.file(statement));
    },
    rows: (from, to) => storedRows(database, 'bench_analytics', { from, to }),
    close: () => database.close(),
  };
}
