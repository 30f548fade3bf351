/** How long one deal among many takes to have its similar deals, and whether they are those of a plain second reading. */

import { setTimeout as pause } from 'node:timers/promises';
import { similarSchema } from '../src/contract/similar.ts';
import type { Database } from '../src/db/pool.ts';
import { sql } from '../src/db/sql.ts';
import { type RunningApp, sessionCookie, settled, startApp } from './app.ts';
import { asOf } from './data/company.ts';
import { quantile } from './measure.ts';
import { assertSame } from './similar-plain.ts';
import { openStore } from './store.ts';

export type SimilarNumbers = {
  readonly deals: number;
  /** The whole answer over HTTP: lists, weights and the comparison at the same age. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same right after another deal, an open one, was changed. */
  readonly afterChangeP50Ms: number;
  readonly afterChangeP99Ms: number;
  /** The same right after a deal was closed, so that weights are learned anew. */
  readonly afterClosingP50Ms: number;
  readonly afterClosingP99Ms: number;
  /** The same while 20 deals a second change, every fourth of them being closed. */
  readonly whileChangingP50Ms: number;
  readonly whileChangingP99Ms: number;
  /** The same for a manager who may see all deals because they are of the people below. */
  readonly managerP50Ms: number;
  readonly managerP99Ms: number;
  /** The first one of all, right after the start, while every deal is read. */
  readonly firstMs: number;
  /** Lists that were found to be those of the second reading. */
  readonly checked: number;
};

const [requests, changes, closings, compared] = [300, 60, 30, 3];
const setAside = 100;
const changesPerSecond = 20;

/** Fills a store of its own with so many deals, asks for the similar ones of some, and checks a few. */
export async function measureSimilar(
  count: number,
  say: (line: string) => void,
): Promise<SimilarNumbers> {
  const store = await openStore(null);
  try {
    await fill(store.database, count);
    const app = await startApp(store);
    try {
      say(`${count} deals are there; figures follow`);
      await settled(store);
      return await measured(store.database, app, count);
    } finally {
      await app.close();
    }
  } finally {
    await store.close();
  }
}

async function measured(
  database: Database,
  app: RunningApp,
  count: number,
): Promise<SimilarNumbers> {
  const open = await database.query<{ id: string; key: number }>(sql`
    select id, key from opportunity join entity using (key)
    where status = 'open' order by md5(id) limit ${requests + setAside}`);
  // Those at the end are changed and closed meanwhile, unless there are too few to set any aside.
  const askable = open.slice(0, Math.max(1, open.length - setAside));
  const idOf = (n: number) => askable[n % askable.length]?.id ?? '';
  const manager = { cookie: await managerCookie(database) };
  const ask = async (n: number, headers: RunningApp['headers'] = app.headers) => {
    const begin = performance.now();
    const answer = await fetch(`${app.url}/api/v1/opportunities/${idOf(n)}/similar`, {
      headers,
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`It answered ${answer.status}: ${text}`);
    return { took: performance.now() - begin, text };
  };
  const asked = async (
    times: number,
    before: (n: number) => Promise<unknown>,
    headers?: RunningApp['headers'],
  ) => {
    const took: number[] = [];
    for (let n = 0; n < times; n++) {
      await before(n);
      took.push((await ask(n, headers)).took);
    }
    return took;
  };
  const key = (n: number) => open[open.length - 1 - n]?.key ?? 0;
  const change = (n: number) =>
    database.run(
      sql`update opportunity set source = ${`Changed ${n % 7}`} where key = ${key(n % changes)}`,
    );
  const close = (n: number) =>
    database.run(sql`
      update opportunity set status = 'won', closed_at = ${new Date(asOf - 1000 * n)} where key = ${key(n)}`);
  const { took: firstMs } = await ask(0);
  await asked(30, async () => {});
  const usual = await asked(requests, async () => {});
  const changed = await asked(changes, change);
  const closed = await asked(closings, close);
  let isChanging = true;
  const changing = (async () => {
    for (let n = 0; isChanging; n++) {
      await (n % 4 === 0 ? close(closings + ((n / 4) % closings)) : change(n));
      await pause(1000 / changesPerSecond);
    }
  })();
  const meanwhile = await asked(requests, async () => {});
  isChanging = false;
  await changing;
  await asked(10, async () => {}, manager);
  const ofManager = await asked(requests, async () => {}, manager);
  // All answers first: while one is checked, the server would hang up.
  const answers: string[] = [];
  for (let n = 0; n < compared; n++) answers.push((await ask(n)).text);
  for (const [n, text] of answers.entries())
    await assertSame(database, idOf(n), similarSchema.parse(JSON.parse(text)));
  return {
    deals: count,
    p50Ms: quantile(usual, 0.5),
    p99Ms: quantile(usual, 0.99),
    afterChangeP50Ms: quantile(changed, 0.5),
    afterChangeP99Ms: quantile(changed, 0.99),
    afterClosingP50Ms: quantile(closed, 0.5),
    afterClosingP99Ms: quantile(closed, 0.99),
    whileChangingP50Ms: quantile(meanwhile, 0.5),
    whileChangingP99Ms: quantile(meanwhile, 0.99),
    managerP50Ms: quantile(ofManager, 0.5),
    managerP99Ms: quantile(ofManager, 0.99),
    firstMs,
    checked: compared,
  };
}

/** Signs in whom all owners of deals report to. */
async function managerCookie(database: Database): Promise<string> {
  const [manager] = await database.query<{ key: number }>(
    sql`select key from entity where type = 'user' and id = 'user-0'`,
  );
  const user = manager?.key ?? null;
  await database.run(sql`update app_user set manager_key = ${user} where key <> ${user}::integer`);
  return sessionCookie(database, asOf, { email: 'manager@ours.example', role: 'manager', user });
}

/** Accounts, owners and deals: a third of them open, won and lost each; what they are says something of the outcome. */
async function fill(database: Database, count: number): Promise<void> {
  const accounts = Math.ceil(count / 20);
  await database.transaction(async (session) => {
    await session.query(sql`select setseed(0.5)`);
    await session.run(sql`
      insert into entity (type, id)
      select 'team', 'team-' || n from generate_series(0, 9) n
      union all select 'user', 'user-' || n from generate_series(0, 49) n
      union all select 'account', 'account-' || n from generate_series(1, ${accounts}::integer) n
      union all select 'opportunity', 'deal-' || n from generate_series(1, ${count}::integer) n`);
    await session.run(sql`
      insert into team (key, name) select key, id from entity where type = 'team'`);
    await session.run(sql`
      insert into app_user (key, name, role, team_keys, active, opted_out)
      select person.key, person.id, 'seller', array[team.key], true, false
      from entity person
      join entity team on team.type = 'team' and team.id = 'team-' || substring(person.id from '[0-9]$')
      where person.type = 'user'`);
    await session.run(sql`
      insert into account (key, name, domains, industry, created_at, custom)
      select key, id, '{}', 'industry ' || floor(random() * 20),
        ${new Date(asOf)}::timestamptz - random() * interval '3000 days', '{}'
      from entity where type = 'account'`);
    await session.run(sql`
      insert into opportunity (key, name, account_key, owner_key, team_keys, stakeholder_keys, status, estimated_value,
        currency, created_at, closed_at, source, deal_type, custom)
      select deal.key, deal.id, account.key, person.key, '{}', '{}', status,
        case when luck < 0.1 then null else round((exp(random() * 5) * 1000 * (case status when 'won' then 1.2 else 1 end))::numeric) end,
        (array['EUR', 'USD', 'GBP'])[1 + floor(random() * 3)::integer], closed_at - 20 * interval '1 day' - random() * interval '200 days',
        case when status <> 'open' then closed_at end,
        'source ' || floor(random() * (case status when 'lost' then 6 else 8 end)),
        'type ' || floor(random() * 3), '{}'
      from (
        select key, id, random() as luck, (array['open', 'won', 'lost'])[1 + floor(random() * 3)::integer] as status,
          ${new Date(asOf)}::timestamptz - interval '1 day' - random() * interval '900 days' as closed_at,
          'account-' || 1 + floor(random() * ${accounts}) as account_id, 'user-' || floor(random() * 50) as user_id
        from entity where type = 'opportunity' offset 0
      ) deal
      left join entity account on account.type = 'account' and account.id = deal.account_id and luck > 0.2
      join entity person on person.type = 'user' and person.id = deal.user_id`);
  });
  await database.run(sql`analyze`);
}
