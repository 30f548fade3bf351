/**
 * npm run test:policies [-- --checks N]
 *
 * Random organisations in a database of its own: every row of every table for everybody, against plain code. Then every
 * policy is made wrong in every way there is, and each time the same comparison has to notice. Fails otherwise.
 */

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { audit } from '../../src/audit/record.ts';
import { openEmbedded } from '../../src/db/embedded/server.ts';
import { migrate, migrationsFolder } from '../../src/db/migrate.ts';
import { type Database, openPool, type Session } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { checkWorld, type Outcome, type Settled, settleWorld } from './check.ts';
import { type Mutant, mutantsOf } from './mutants.ts';

const { checks: wanted } = new Command('test:policies')
  .option('--checks <n>', 'how many rows are asked for', Number, 1_000_000)
  .parse()
  .opts<{ checks: number }>();
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Worlds on which mutants are tried: small ones, one after the other until one notices. */
const mutantWorlds = [
  { seed: 1, size: 20 },
  { seed: 2, size: 20 },
  { seed: 3, size: 60 },
] as const;

const folder = await mkdtemp(join(tmpdir(), 'rapport-policies-'));
await chmod(folder, 0o755);
const server = await openEmbedded({ dataFolder: folder, log: () => {} });
const maintenance = await openPool(server.connection, { max: 1 });
try {
  const found = await checkMany();
  say(`${found.checks} checks, ${found.leaks.length} leaks, ${found.hidden.length} wrongly hidden`);
  for (const line of [...found.leaks, ...found.hidden].slice(0, 20)) say(`  ${line}`);
  const { mutants, survivors } = await mutate();
  say(`${mutants} mutants, ${mutants - survivors.length} killed`);
  for (const name of survivors) say(`  survived: ${name}`);
  const isFine = found.leaks.length + found.hidden.length + survivors.length === 0;
  process.exitCode = isFine ? 0 : 1;
} finally {
  await maintenance.close();
  await server.close();
  await rm(folder, { recursive: true });
}

async function checkMany(): Promise<Outcome> {
  let sum: Outcome = { checks: 0, leaks: [], hidden: [] };
  for (let seed = 100; sum.checks < wanted; seed++) {
    const { database, settled, close } = await inWorld({ seed, size: 100 });
    const found = await database.transaction((session) => checkWorld(session, settled));
    await close();
    sum = {
      checks: sum.checks + found.checks,
      leaks: [...sum.leaks, ...found.leaks],
      hidden: [...sum.hidden, ...found.hidden],
    };
    process.stderr.write(`  ${sum.checks} checks\n`);
  }
  return sum;
}

async function mutate(): Promise<{ readonly mutants: number; readonly survivors: string[] }> {
  const worlds = [];
  for (const world of mutantWorlds) worlds.push(await inWorld(world));
  const [first] = worlds;
  const mutants = first === undefined ? [] : await mutantsOf(first.database);
  const survivors: string[] = [];
  for (const mutant of mutants) {
    let isKilled = false;
    for (const { database, settled } of worlds) {
      isKilled ||= await notices(database, settled, mutant);
      if (isKilled) break;
    }
    if (!isKilled) survivors.push(mutant.name);
  }
  for (const { close } of worlds) await close();
  return { mutants: mutants.length, survivors };
}

/** Whether readers see other rows, or the worker fewer, while the policy is wrong. */
async function notices(database: Database, settled: Settled, mutant: Mutant): Promise<boolean> {
  const undo = new Error('The policy is right again.');
  let isKilled = false;
  await database
    .transaction(async (session) => {
      await mutant.apply(session);
      await session.run(sql`set local role rapport_worker`);
      for (const [table, rows] of settled.names) {
        const [seen] = await session.query<{ rows: number }>(
          sql`select count(*) as rows from ${sql.id(table)}`,
        );
        isKilled ||= seen?.rows !== rows.size;
      }
      isKilled ||= !(await canAppend(session));
      await session.run(sql`reset role`);
      const { leaks, hidden } = await checkWorld(session, settled);
      isKilled ||= leaks.length + hidden.length > 0;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return isKilled;
}

/** Whether the audit log takes an entry: what may only be added to shows a missing policy there alone. */
async function canAppend(session: Session): Promise<boolean> {
  await session.run(sql`savepoint entry`);
  try {
    await audit(session, { at: 0, actor: 'nobody', action: 'signed_out' });
    return true;
  } catch {
    return false;
  } finally {
    await session.run(sql`rollback to savepoint entry`);
  }
}

async function inWorld(world: { readonly seed: number; readonly size: number }) {
  const name = `world_${world.seed}_${world.size}`;
  await maintenance.run(sql`create database ${sql.id(name)}`);
  const database = await openPool({ ...server.connection, database: name }, { max: 4 });
  await migrate(database, migrationsFolder);
  const settled = await settleWorld(database, world);
  return {
    database,
    settled,
    close: async () => {
      await database.close();
      await maintenance.run(sql`drop database ${sql.id(name)}`);
    },
  };
}
