import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, apiForTests, loginFor } from '../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, settle, storedFigures, testNow } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { avery, company, dana, kai, morgan } from '../analytics/testing/cast.ts';
import { anEmail, aUser } from '../analytics/testing/seeds.ts';
import { sql } from '../db/sql.ts';
import { eraseAgain } from './erase-again.ts';
import { erasePerson } from './erase-person.ts';
import { bundleWithout } from './testing/bundle-without.ts';
import { erasedInMemory, importWithout, itemsInOrder } from './testing/erasing.ts';
import { mentionsIn } from './testing/mentions.ts';

const question = { asOf: testNow, days: 60 };
const averyName = 'Avery Oldenburg';
const told = company({
  users: [
    aUser({ id: 'avery', name: averyName, emails: [avery] }),
    aUser({ id: 'morgan', emails: [morgan], managerId: 'avery' }),
    aUser({ id: 'kai', emails: [kai] }),
  ],
  activities: [
    anEmail({ id: 'one', startsAt: '2026-11-10T09:00:00Z', from: dana, to: [avery, morgan] }),
    anEmail({ id: 'two', startsAt: '2026-11-12T09:00:00Z', from: dana, to: [avery] }),
    anEmail({ id: 'among us', startsAt: '2026-11-13T09:00:00Z', from: avery, to: [morgan] }),
  ],
});
const person = { type: 'user' as const, id: 'avery' };
const wanted = byReference(analyze(bundleWithout(told, person), question).records);

describe('a user who is erased', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    api = apiForTests(database, { now: testNow });
    await importWithout(database.db, itemsInOrder(told));
    await settle(database.db);
  });
  afterAll(() => database.close());

  const erase = async (asking: Awaited<ReturnType<ApiForTests['signedIn']>>) =>
    asking('users/avery/erasure', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ confirm: 'avery' }),
    });

  it('cannot be oneself, nor the last who administers', async () => {
    const asAvery = await api.signedIn(['administrator'], 'avery');
    expect(await (await erase(asAvery)).json()).toMatchObject({ code: 'erases_oneself' });
    const erased = erasedInMemory();
    const run = { erased, now: testNow, actor: 'command line' as const };
    await expect(erasePerson(database.db, person, run)).rejects.toMatchObject({
      code: 'last_administrator',
    });
    expect(await storedFigures(database.db, question)).toEqual(
      byReference(analyze(told, question).records),
    );
  });

  it('can see before what is held on them, and nobody else’s', async () => {
    const asAvery = await api.signedIn(['seller'], 'avery');
    const own = await (await asAvery('me/export')).text();
    expect(JSON.parse(own)).toHaveProperty('activities.length', 3);
    expect(own).toContain(averyName);
    expect(own).not.toContain(dana);
    expect((await asAvery('users/morgan/export')).status).toBe(403);
    expect((await asAvery('me/export.csv?section=access')).status).toBe(200);
  });

  it('can see what they said of news, which feeds they added, and where they are named', async () => {
    const asAvery = await api.signedIn(['seller'], 'avery');
    await database.db.run(sql`
      with avery as (
        select login.key from login join app_user on app_user.key = user_key
        where app_user.name = ${averyName} order by login.key desc limit 1
      ), feed as (
        insert into news_feed (kind, url, interval_minutes, added_at, added_by)
        select 'own', 'https://paper.com/feed', 60, '2026-11-01T08:00:00Z', key from avery
        returning key
      ), said as (
        insert into news_rejection (account_key, kind, value, rejected_by, rejected_at)
        select entity.key, 'item', 'paper.com/1', avery.key, '2026-11-02T08:00:00Z' from avery, entity
        where type = 'account' order by entity.key limit 1
      )
      insert into news_item (feed_key, identity, title_key, title, source, source_host, published_at, is_dated,
        first_seen_at, last_seen_at)
      select key, 'paper.com/2', 'x', ${`${averyName.toUpperCase()} wins`}, 'Paper', 'paper.com', '2026-11-03T08:00:00Z', true,
        now(), now() from feed`);
    const { news } = JSON.parse(await (await asAvery('me/export')).text());
    const account = expect.any(String);
    expect(news).toEqual([
      {
        ...{ what: 'feed added', name: 'https://paper.com/feed', account: null },
        at: '2026-11-01T08:00:00Z',
      },
      {
        ...{ what: 'not about them: item', name: 'paper.com/1', account },
        at: '2026-11-02T08:00:00Z',
      },
      {
        ...{ what: 'named in', name: 'AVERY OLDENBURG wins', account: null },
        at: '2026-11-03T08:00:00Z',
      },
    ]);
    const asKai = await api.signedIn(['seller'], 'kai');
    expect(JSON.parse(await (await asKai('me/export')).text())).toHaveProperty('news', []);
    await database.db.run(sql`delete from news_item`);
  });

  it('is gone with login, sessions and invitation; records have no owner, and the log a pseudonym', async () => {
    const administrator = await api.signedIn(['administrator']);
    const asAvery = await api.signedIn(['seller'], 'avery');
    await database.db.run(sql`
      update source set consent_by = ${averyName}, consent_at = now(), consent_scope = 'all mail'`);
    await database.db.run(sql`
      insert into invitation (email, roles, token_hash, made_at, expires_at)
      values (${avery}, '{seller}', 'x', now(), now())`);
    expect((await asAvery('me/export')).status).toBe(200);
    const response = await erase(administrator);
    expect(await response.json()).toMatchObject({ removed: { logins: 1, activities: 1 } });
    expect((await asAvery('me/export')).status).toBe(401);
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(wanted);
    expect(await mentionsIn(database.owner, [avery, averyName])).toEqual([]);
    // What holds for an account goes on to hold; nobody knows any more who said it.
    expect(
      await database.db.query(sql`
        select rejected_by as by from news_rejection union all select added_by from news_feed`),
    ).toEqual([{ by: null }, { by: null }]);
    const log = await (await administrator('audit?action=erased')).json();
    expect(log).toMatchObject({ entries: [{ object: { type: 'user', name: null } }] });
    expect(await (await administrator('audit/verification')).json()).toMatchObject({
      broken: null,
    });
  });
});

it('an erasure that was cut off after it was noted is carried out at the next start', async () => {
  const database = await testDatabase();
  try {
    await importWithout(database.db, itemsInOrder(told));
    await loginFor(database.db, { roles: ['administrator'], userId: null });
    const erased = erasedInMemory();
    const cutOff = {
      ...erased,
      add: async (...entries: Parameters<typeof erased.add>) => {
        await erased.add(...entries);
        throw new Error('killed');
      },
    };
    const run = { erased: cutOff, now: testNow, actor: 'command line' as const };
    await expect(erasePerson(database.db, person, run)).rejects.toThrow('killed');
    expect(await database.db.query(sql`select from address where address = ${avery}`)).toHaveLength(
      1,
    );
    expect(await eraseAgain(database.db, erased, testNow)).toBe(1);
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(wanted);
  } finally {
    await database.close();
  }
});

it('nobody comes in while they are erased, however much comes in at once', async () => {
  const database = await testDatabase();
  try {
    const [people, mail] = [
      itemsInOrder({ ...told, activities: [] }),
      Array.from({ length: 36 }, (_, n) =>
        anEmail({
          id: `m${n}`,
          startsAt: '2026-11-10T09:00:00Z',
          from: dana,
          to: [avery, morgan],
        }),
      ),
    ];
    await importWithout(database.db, people);
    const coming = mail.map((value, n) =>
      importWithout(database.db, [{ type: 'activity' as const, value }], `s${n % 6}`),
    );
    const run = { erased: erasedInMemory(), now: testNow, actor: 'command line' as const };
    await Promise.all([erasePerson(database.db, person, run), ...coming]);
    await settle(database.db);
    expect(await database.db.query(sql`select from address where address = ${avery}`)).toEqual([]);
    expect(await database.db.query(sql`select from activity`)).toHaveLength(36);
    expect(
      await database.db.query(
        sql`select from activity_record join entity on key = record_key where id like 'erased%'`,
      ),
    ).toEqual([]);
  } finally {
    await database.close();
  }
});
