import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle, testNow } from '../../../test/support/figures.ts';
import { readingAs } from '../../access/reading.ts';
import { avery, company, dana, rosa, theDeal } from '../../analytics/testing/cast.ts';
import {
  aContact,
  aMeeting,
  anAccount,
  anEmail,
  anOpportunity,
  at,
  aUser,
} from '../../analytics/testing/seeds.ts';
import { type CardStore, cardsOfDay } from '../../cards/day.ts';
import { refreshSignals } from '../../cards/signals.ts';
import { tidyCards } from '../../cards/tidy.ts';
import {
  type Cards,
  cardsOfRecordSchema,
  cardsSchema,
  type OwnCards,
  ownCardsSchema,
} from '../../contract/cards.ts';
import type { Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { eventsChannel } from '../../facts/events.ts';
import { cardKinds, type Role } from '../../model/vocabulary.ts';

const now = testNow;
const day = 86_400_000;
const ago = (days: number) => new Date(now - days * day).toISOString();
const signal = new AbortController().signal;

/** Mondays until five weeks before; then two emails of ours each week. */
const letters = [
  ...[67, 60, 53, 46, 39].map((days, n) =>
    anEmail({ id: `from dana ${n}`, from: dana, to: [avery], startsAt: ago(days) }),
  ),
  ...[30, 22, 14, 8].map((days, n) =>
    anEmail({ id: `to dana ${n}`, from: avery, to: [dana], startsAt: ago(days) }),
  ),
];

const world = company({
  users: [
    aUser({ id: 'avery', emails: [avery], timeZone: 'America/New_York' }),
    aUser({ id: 'morgan', emails: ['morgan@us.example'], managerId: null }),
    aUser({ id: 'boss', emails: ['boss@us.example'] }),
  ],
  accounts: [anAccount({ id: 'ridge', ownerId: 'boss' })],
  contacts: [
    aContact({ id: 'dana', emails: [dana], accountId: 'ridge' }),
    aContact({ id: 'rosa', emails: [rosa], accountId: 'ridge', ownerId: 'avery' }),
  ],
  leads: [],
  opportunities: [
    theDeal({ estimatedCloseDate: '2026-10-10', estimatedValue: 50_000, createdAt: at(ago(100)) }),
    ...[1, 2, 3, 4, 5, 6].map((n) =>
      anOpportunity({
        ...{ id: `o${n}`, accountId: 'ridge', ownerId: 'avery', estimatedValue: n * 1000 },
        ...{ estimatedCloseDate: '2026-11-01', createdAt: at(ago(20)) },
      }),
    ),
  ],
  activities: letters,
});

let database: TestDatabase;
let api: ApiForTests;
let seller: Asking;
beforeAll(async () => {
  database = await testDatabase();
  await importItems(database.db, bundleItems(world));
  await settle(database.db);
  api = apiForTests(database, { now });
  seller = await api.signedIn(['seller'], 'avery');
});
beforeEach(async () => {
  await database.db.run(sql`delete from insight_card`);
  await database.db.run(sql`delete from card_preference`);
  await database.db.run(sql`update organization set settings = '{}'`);
  await database.db.run(sql`update login set roles = '{seller}'`);
  await database.db.run(sql`
    insert into record_mark (record_key) select record_key from record_analytics on conflict do nothing`);
  await settle(database.db);
  await refreshSignals(database.db, () => now, signal);
});
afterAll(() => database.close());

async function cards(asking: Asking): Promise<Cards> {
  const response = await asking('cards');
  expect(response.status).toBe(200);
  return cardsSchema.parse(await response.json());
}

async function ofDeal(asking: Asking, id = 'deal') {
  const response = await asking(`opportunities/${id}/cards`);
  expect(response.status).toBe(200);
  return cardsOfRecordSchema.parse(await response.json()).cards;
}

async function post(asking: Asking, path: string, body?: object) {
  const response = await asking(path, {
    method: 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const own = async (asking: Asking): Promise<OwnCards> =>
  ownCardsSchema.parse(await (await asking('me/cards')).json());

/** What somebody wants, on top of what they had. */
async function put(asking: Asking, changes: object): Promise<Response> {
  const {
    kinds: _kinds,
    organizationDays: _days,
    timeZone: _zone,
    mail: _mail,
    ...wanted
  } = await own(asking);
  return asking('me/cards', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...wanted, ...changes }),
  });
}

const kinds = (list: Cards['cards']) => list.map(({ reason }) => reason.code);
const names = (list: Cards['cards']) => list.map(({ record }) => record.id);

describe('the cards of a day', () => {
  it('are the five most pressing ones, each on another record, with what is at stake', async () => {
    const { cards: list, most, more, day: today } = await cards(seller);
    expect({ most, today }).toEqual({ most: 5, today: '2026-11-20' });
    expect(list).toHaveLength(5);
    expect(names(list)).toEqual(['deal', 'o6', 'o5', 'o4', 'o3']);
    expect(more).toBe(2);
    const [first] = list;
    expect(first?.reason).toEqual({ code: 'closeDateMissed', on: '2026-10-10', days: 42 });
    expect(first?.priority).toBeCloseTo((first?.points ?? 0) * (first?.value ?? 0), 9);
    // Avery has written to her.
    expect(first?.write).toEqual({ name: 'dana', address: dana });
    expect(list[1]?.write).toBeNull();
  });

  it('stay the same the whole day, though some are put away; the next day has others', async () => {
    const before = await cards(seller);
    const [first, second] = before.cards;
    expect(await post(seller, `cards/${first?.id}/dismiss`)).toMatchObject({
      ...{ status: 200, body: { id: first?.id, until: null } },
    });
    const snoozed = await post(seller, `cards/${second?.id}/snooze`, { until: '2026-11-21' });
    expect(snoozed.body).toEqual({ id: second?.id, until: '2026-11-21' });
    const after = await cards(seller);
    expect(names(after.cards)).toEqual(['o5', 'o4', 'o3']);
    expect(after).toMatchObject({ more: 2, decided: 2 });

    const tomorrow = apiForTests(database, { now: now + day });
    const next = await cards(await tomorrow.signedIn(['seller'], 'avery'));
    // The snoozed one is back. Of the deal another card is there, as it was for its close date alone.
    expect(names(next.cards)).toContain('o6');
    expect(next.cards.find(({ record }) => record.id === 'deal')?.reason.code).not.toBe(
      'closeDateMissed',
    );
    expect(next.cards).toHaveLength(5);
  });

  it('are there again when that is undone, and anew when the cause is another', async () => {
    const [first] = (await cards(seller)).cards;
    await post(seller, `cards/${first?.id}/done`);
    expect(names((await cards(seller)).cards)).not.toContain('deal');
    await post(seller, `cards/${first?.id}/undo`);
    expect((await cards(seller)).cards[0]?.id).toBe(first?.id);

    await post(seller, `cards/${first?.id}/dismiss`);
    expect(kinds(await ofDeal(seller))).not.toContain('closeDateMissed');
    await database.db.run(
      sql`update record_analytics set estimated_close_on = '2026-11-15' where type = 'opportunity' and id = 'deal'`,
    );
    expect(kinds(await ofDeal(seller))).toContain('closeDateMissed');
  });

  it('are as many as somebody wants, chosen once by those who ask at the same time', async () => {
    const lists = await Promise.all(Array.from({ length: 6 }, () => cards(seller)));
    expect(new Set(lists.map(({ cards: list }) => JSON.stringify(names(list)))).size).toBe(1);
    const [row] = await database.db.query<{ rows: number }>(
      sql`select count(*) as rows from insight_card where chosen_on is not null`,
    );
    expect(row?.rows).toBe(5);
  });

  it('are read by few statements, as many for many records, and nothing is written when they are chosen', async () => {
    const statements = { read: 0, written: 0 };
    const counting = <Some extends Session>(session: Some): Some => ({
      ...session,
      query: (statement: Sql) => {
        statements.read += 1;
        return session.query(statement);
      },
      run: (statement: Sql) => {
        statements.written += 1;
        return session.run(statement);
      },
    });
    const [person] = await database.db.query<{ login: number; roles: Role[] }>(sql`
      select login.key as login, roles from login join entity on entity.key = user_key where id = 'avery'`);
    if (person === undefined) throw new Error('Avery cannot sign in.');
    const store: CardStore = {
      database: {
        ...counting(database.db),
        transaction: (work, options) =>
          database.db.transaction((session) => work(counting(session)), options),
      },
      read: (work) => readingAs(database.readers)(person, (session) => work(counting(session))),
    };
    const first = await cardsOfDay(store, person, now);
    expect(first.cards).toHaveLength(5);
    Object.assign(statements, { read: 0, written: 0 });
    expect(await cardsOfDay(store, person, now)).toEqual(first);
    expect(statements).toEqual({ read: 10, written: 0 });
  });

  it('take no day that is not to come, and no card of another person', async () => {
    const [first] = (await cards(seller)).cards;
    const path = `cards/${first?.id}`;
    for (const until of ['2026-11-20', '2027-12-31', 'soon'])
      expect((await post(seller, `${path}/snooze`, { until })).status).toBe(400);
    const morgan = await api.signedIn(['seller'], 'morgan');
    expect((await post(morgan, `${path}/dismiss`)).body.code).toBe('card_unknown');
    expect((await post(morgan, 'cards/99999/undo')).status).toBe(404);
    expect(names((await cards(seller)).cards)).toContain('deal');
  });
});

describe('the cards of a record', () => {
  it('are all that its figures give: quiet by the own rhythm, and nobody answers', async () => {
    const list = await ofDeal(seller);
    expect(new Set(kinds(list))).toEqual(
      new Set([
        'closeDateMissed',
        'goneQuiet',
        'unansweredStreak',
        'healthDropped',
        'singleThreaded',
      ]),
    );
    const reasons = new Map(list.map(({ reason }) => [reason.code, reason]));
    expect(reasons.get('unansweredStreak')).toEqual({
      ...{ code: 'unansweredStreak', emails: 4, since: ago(30).replace('.000Z', 'Z') },
    });
    expect(reasons.get('goneQuiet')).toMatchObject({ usualGap: 5, since: '2026-10-13' });
    expect(reasons.get('singleThreaded')).toMatchObject({ people: 1, activities: 9 });
  });

  it('say nothing of silence any more as soon as somebody has been in touch', async () => {
    await database.db.run(sql`
      update record_analytics set last_inbound_at = ${new Date(now + 1)} where type = 'opportunity' and id = 'deal'`);
    const silent = kinds(await ofDeal(seller)).filter(
      (kind) => kind === 'goneQuiet' || kind === 'unansweredStreak',
    );
    expect(silent).toEqual([]);
  });

  it('are those of whoever owns it or works on it, and of nobody else who sees it', async () => {
    expect(kinds(await ofDeal(await api.signedIn(['seller'], 'morgan'))).length).toBeGreaterThan(0);
    expect(await ofDeal(await api.signedIn(['operations']))).toEqual([]);
    const response = await (await api.signedIn(['seller'], 'boss'))('opportunities/deal/cards');
    expect(response.status).not.toBe(200);
    expect((await seller('opportunities/none/cards')).status).toBe(404);
  });
});

describe('what is hidden and switched off', () => {
  const settings = (change: object) =>
    database.db.run(
      sql`update organization set settings = settings || ${JSON.stringify(change)}::jsonb`,
    );

  it('health: then there is no card of it, no switch, and no grade in an answer', async () => {
    await settings({ showHealth: false });
    expect(kinds(await ofDeal(seller))).not.toContain('healthDropped');
    expect((await own(seller)).kinds).not.toContain('healthDropped');
    expect((await cards(seller)).cards[0]?.health).toEqual({
      ...{ state: 'hidden', score: null, grade: null, trend: null },
    });
  });

  it('kinds, by the administrator for a role, and by everybody for themselves', async () => {
    await settings({
      cardsOff: { seller: ['closeDateMissed'], manager: [], administrator: [], operations: [] },
    });
    expect(kinds(await ofDeal(seller))).not.toContain('closeDateMissed');
    expect((await own(seller)).kinds).not.toContain('closeDateMissed');
    // Who has another role, too, has what that one has.
    const both = await api.signedIn(['seller', 'manager'], 'avery');
    expect(kinds(await ofDeal(both))).toContain('closeDateMissed');
    const { timeZone, mail } = await own(both);
    expect({ timeZone, mail }).toEqual({ timeZone: 'America/New_York', mail: 'notSet' });
    const answer = await put(both, { kindsOff: ['goneQuiet'], most: 2 });
    expect(await answer.json()).toMatchObject({ kindsOff: ['goneQuiet'], most: 2 });
    expect(kinds(await ofDeal(both))).not.toContain('goneQuiet');
    expect((await cards(both)).cards).toHaveLength(2);
  });

  it('days without activity, which everybody may set for themselves', async () => {
    expect(kinds(await ofDeal(seller))).not.toContain('noActivity');
    const { organizationDays, days: before } = await own(seller);
    expect(organizationDays.opportunity).toBe(30);
    await put(seller, { days: { ...before, opportunity: 8 } });
    expect(kinds(await ofDeal(seller))).toContain('noActivity');
    for (const days of [0, 366, 1.5])
      expect((await put(seller, { days: { ...before, lead: days } })).status).toBe(400);
  });

  it('analytics: then nothing is said at all', async () => {
    await settings({ analyticsOn: false });
    expect((await seller('cards')).status).toBe(409);
    expect(await refreshSignals(database.db, () => now, signal)).toBe(0);
  });
});

describe('a meeting that still begins today', () => {
  it('is one card, whatever records it belongs to', async () => {
    await importItems(
      database.db,
      bundleItems({
        ...world,
        activities: [
          aMeeting({
            id: 'm',
            startsAt: '2026-11-21T15:00:00Z',
            organizer: avery,
            required: [dana, rosa],
          }),
          aMeeting({
            id: 'next',
            startsAt: '2026-11-22T15:00:00Z',
            organizer: avery,
            required: [dana],
          }),
        ],
      }),
    );
    await settle(database.db);
    const [meeting] = (await ofDeal(seller)).filter(({ reason }) => reason.code === 'meetingToday');
    expect(meeting?.reason).toEqual({
      ...{ code: 'meetingToday', at: '2026-11-21T15:00:00Z', meetings: 1 },
    });
    const list = (await cards(seller)).cards;
    expect(list.filter(({ reason }) => reason.code === 'meetingToday').length).toBeLessThan(2);
  });
});

describe('news about a customer', () => {
  const publish = async (title: string, days: number) => {
    const when = new Date(now - days * day);
    await database.db.run(sql`
      with feed as (
        insert into news_feed (kind, url, interval_minutes, added_at) values ('own', ${title}, 60, now()) returning key
      ), item as (
        insert into news_item (feed_key, identity, title_key, title, url, source, source_host, published_at, is_dated,
          first_seen_at, last_seen_at)
        select key, ${title}, ${title}, ${title}, ${`https://paper.example/${title}`}, 'The Paper', 'paper.example',
          ${when}, true, ${when}, ${when} from feed
        returning key
      )
      insert into news_match (account_key, item_key, because, words)
      select entity.key, item.key, 'name', '{}' from item, entity where id = 'ridge' and type = 'account'`);
  };
  const newsOn = async (asking: Asking, path: string) => {
    const { cards: list } = cardsOfRecordSchema.parse(await (await asking(path)).json());
    return list.find(({ reason }) => reason.code === 'news') ?? null;
  };

  it('is a card of each of their records, also for who may not see the account, until it is put away', async () => {
    await publish('old', 9);
    expect(await newsOn(seller, 'contacts/rosa/cards')).toBeNull();
    await publish('plant', 3);
    await publish('board', 2);
    for (const path of ['contacts/rosa/cards', 'opportunities/deal/cards'])
      expect((await newsOn(seller, path))?.reason).toEqual({
        ...{ code: 'news', items: 2, title: 'board', url: 'https://paper.example/board' },
        ...{ source: 'The Paper', at: new Date(now - 2 * day).toISOString().replace('.000Z', 'Z') },
      });
    const boss = await api.signedIn(['seller'], 'boss');
    const onAccount = await newsOn(boss, 'accounts/ridge/cards');
    expect(onAccount?.reason).toMatchObject({ title: 'board' });
    // One card for the customer, however many records of theirs somebody has.
    await put(seller, { kindsOff: cardKinds.filter((kind) => kind !== 'news') });
    expect(kinds((await cards(seller)).cards)).toEqual(['news']);
    await post(boss, `cards/${onAccount?.id}/dismiss`);
    expect(await newsOn(boss, 'accounts/ridge/cards')).toBeNull();
    await publish('merger', 1);
    expect((await newsOn(boss, 'accounts/ridge/cards'))?.reason).toMatchObject({
      ...{ title: 'merger', items: 3 },
    });
  });

  it('is none when somebody said that it is not about them', async () => {
    await database.db.run(sql`
      insert into news_rejection (account_key, kind, value, rejected_at)
      select key, 'source', 'paper.example', now() from entity where id = 'ridge' and type = 'account'`);
    expect(await newsOn(seller, 'contacts/rosa/cards')).toBeNull();
  });
});

describe('what is remembered of cards', () => {
  it('goes when it makes no difference any more', async () => {
    await database.db.run(sql`
      insert into insight_card (login_key, record_key, kind, cause, seen_on, chosen_on, place, decision, decided_at, until)
      select login.key, record_key, 'noActivity', cause, (${new Date(now)}::timestamptz - seen * interval '1 day')::date,
        null, null, decision, ${new Date(now)}::timestamptz - decided * interval '1 day',
        (${new Date(now)}::timestamptz - until * interval '1 day')::date
      from login join entity person on person.key = user_key and person.id = 'avery', record_analytics, (values
        ('seen lately', 60, null, null, null), ('seen long ago', 61, null, null, null),
        ('snoozed', 90, 'snoozed', 90, 60), ('snoozed until long ago', 90, 'snoozed', 90, 61),
        ('away for now', 90, 'dismissed', 90, 10),
        ('done', 900, 'done', 900, null), ('done years ago', 1200, 'done', 1200, null)
      ) card (cause, seen, decision, decided, until)
      where record_analytics.id in ('o1', 'rosa')`);
    await database.db.run(sql`update record_analytics set status = 'won' where id = 'o1'`);
    expect(await tidyCards(database.db, now)).toBe(7);
    const left = await database.db.query<{ id: string; cause: string }>(sql`
      select id, cause from insight_card join entity on entity.key = record_key order by id, insight_card.key`);
    const always = ['seen lately', 'snoozed', 'away for now'];
    expect(left.map(({ id, cause }) => `${id}: ${cause}`)).toEqual([
      ...always.map((cause) => `o1: ${cause}`),
      ...[...always, 'done'].map((cause) => `rosa: ${cause}`),
    ]);
    await database.db.run(sql`update record_analytics set status = 'open' where id = 'o1'`);
  });

  it('stays as long as somebody has the page open day after day', async () => {
    await ofDeal(seller);
    const later = apiForTests(database, { now: now + 50 * day });
    await ofDeal(await later.signedIn(['seller'], 'avery'));
    const gone = await tidyCards(database.db, now + 70 * day);
    const left = await database.db.query<{ kind: string }>(sql`select kind from insight_card`);
    expect(left.map(({ kind }) => kind)).toContain('closeDateMissed');
    expect(gone).toBeLessThan(left.length);
  });
});

describe('the signals of records', () => {
  it('are computed when figures are fresher, and go with records that are closed', async () => {
    expect(await refreshSignals(database.db, () => now, signal)).toBe(0);
    await database.db.run(
      sql`update record_analytics set as_of = as_of + interval '1 hour' where type = 'opportunity' and id = 'deal'`,
    );
    // Not before its time: figures cannot be of the future.
    expect(await refreshSignals(database.db, () => now, signal)).toBe(0);
    expect(await refreshSignals(database.db, () => now + day, signal)).toBe(1);
    await database.db.run(
      sql`update record_analytics set status = 'won' where type = 'opportunity'`,
    );
    await refreshSignals(database.db, () => now + day, signal);
    const left = await database.db.query<{ id: string }>(sql`
      select id from record_signal join entity on entity.key = record_key order by id`);
    expect(left).toEqual([{ id: 'rosa' }]);
  });

  it('are told to open pages when they say something else, and only then', async () => {
    const heard: string[] = [];
    const stop = new AbortController();
    await database.db.listen(eventsChannel, (payload) => heard.push(payload), {
      signal: stop.signal,
    });
    const told = async () => {
      await refreshSignals(database.db, () => now, signal);
      await database.db.run(sql`select pg_notify(${eventsChannel}, 'end')`);
      await vi.waitUntil(() => heard.at(-1) === 'end');
      const events = heard.splice(0).slice(0, -1);
      return events.flatMap((payload) => JSON.parse(payload).records);
    };
    await database.db.run(sql`update record_signal set as_of = '-infinity'`);
    expect(await told()).toEqual([]);
    await database.db.run(sql`
      update record_signal set as_of = '-infinity', streak = 3, streak_since = ${new Date(now - day)}
      from entity where key = record_key and id = 'rosa'`);
    expect(await told()).toEqual([{ type: 'contact', id: 'rosa' }]);
    stop.abort();
  });
});
