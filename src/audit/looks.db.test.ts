import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiForTests } from '../../test/support/api.ts';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle } from '../../test/support/figures.ts';
import { aBundle, aContact, anOpportunity, aUser } from '../analytics/testing/seeds.ts';
import { auditSchema, auditVerificationSchema, looksSchema } from '../contract/audit.ts';
import { sql } from '../db/sql.ts';
import { newLooks } from './looks.ts';

const now = Date.UTC(2026, 10, 20, 12);
const dayMs = 86_400_000;

const company = aBundle({
  users: [
    aUser({ id: 'sue', name: 'Sue', managerId: 'max' }),
    aUser({ id: 'tom', name: 'Tom', managerId: 'max' }),
    aUser({ id: 'uli', name: 'Uli' }),
    aUser({ id: 'max', name: 'Max' }),
  ],
  contacts: [aContact({ id: 'cleo', name: 'Cleo', ownerId: 'sue' })],
  opportunities: [anOpportunity({ id: 'deal', name: 'Deal', ownerId: 'sue', contactId: 'cleo' })],
});

/** Sue and Tom sell, Max is above both; Sue owns a deal and a contact, and shares the deal with Uli. */
describe('who looked at whose figures', () => {
  let database: TestDatabase;
  let time = now;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(company));
    await settle(database.db);
    await database.db.run(sql`
      insert into record_member (member_key, record_key, because)
      select u.key, o.key, 'share' from entity u, entity o
      where u.type = 'user' and u.id = 'uli' and o.type = 'opportunity'`);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    time = now;
    await database.owner.transaction(async (session) => {
      await session.run(sql`alter table audit_entry disable trigger user`);
      await session.run(sql`truncate audit_entry`);
      await session.run(sql`alter table audit_entry enable trigger user`);
    });
  });

  const opened = () => {
    const looks = newLooks(database.db, {
      clock: () => time,
      onError: (error) => {
        throw error;
      },
    });
    return { looks, api: apiForTests(database, { now, noteLook: looks.note }) };
  };

  it('is written down once a day for those who are not on the record, and shown to whom it belongs', async () => {
    const { looks, api } = opened();
    const sue = await api.signedIn(['seller'], 'sue');
    const uli = await api.signedIn(['seller'], 'uli');
    const max = await api.signedIn(['manager'], 'max');
    const olga = await api.signedIn(['operations']);
    for (const ask of [sue, uli, max, max, olga]) {
      expect((await ask('opportunities/deal/analytics')).status).toBe(200);
      expect((await ask('opportunities/deal/activities')).status).toBe(200);
    }
    expect((await max('contacts/cleo/analytics')).status).toBe(200);
    expect((await max('opportunities')).status).toBe(200);
    expect((await sue('opportunities')).status).toBe(200);
    await looks.flush();
    expect(await seenBy(sue)).toEqual([
      ['Max', 'contact:cleo Cleo'],
      ['Max', 'list opportunities'],
      ['Max', 'opportunity:deal Deal'],
      [expect.stringContaining('@'), 'opportunity:deal Deal'],
    ]);
    // Nothing is Tom's; what was shared with Uli is Sue's; Max is not shown what he did himself.
    for (const ask of [await api.signedIn(['seller'], 'tom'), uli, max, olga])
      expect(await seenBy(ask)).toEqual([]);
    const log = await database.db.query<{ content: string }>(sql`select content from audit_entry`);
    expect(log).toHaveLength(4);
    expect(JSON.stringify(log)).not.toMatch(/cleo|sue|Max/i);

    // The same day after a restart, and the day after.
    await looks.close();
    const again = opened();
    const maxAgain = await again.api.signedIn(['manager'], 'max');
    await maxAgain('opportunities/deal/analytics');
    await maxAgain('contacts/cleo/analytics');
    await maxAgain('opportunities');
    await again.looks.flush();
    expect(await entries()).toBe(4);
    time += dayMs;
    await maxAgain('opportunities/deal/analytics');
    await again.looks.close();
    expect(await entries()).toBe(5);
  });

  it('is not written down when the figures are not shown', async () => {
    const { looks, api } = opened();
    const tom = await api.signedIn(['seller'], 'tom');
    expect((await tom('opportunities/deal/analytics')).status).toBe(404);
    expect((await tom('opportunities/deal/activities')).status).toBe(404);
    await looks.close();
    expect(await entries()).toBe(0);
  });

  it('waits for a database that does not answer, and for nobody who is gone by then', async () => {
    let isDown = true;
    const errors: unknown[] = [];
    const looks = newLooks(
      {
        ...database.db,
        transaction: (work, options) =>
          isDown ? Promise.reject(new Error('down')) : database.db.transaction(work, options),
      },
      { clock: () => time, onError: (error) => errors.push(error) },
    );
    const [login] = await database.db.query<{ key: number }>(
      sql`insert into login (email, roles) values ('l@ours.example', '{operations}') returning key`,
    );
    looks.note({ login: login?.key ?? 0 }, { list: 'leads' });
    looks.note({ login: login?.key ?? 0 }, { record: 2_000_000_000 });
    looks.note({ login: 2_000_000_000 }, { list: 'leads' });
    await looks.flush();
    expect(errors).toHaveLength(1);
    isDown = false;
    await looks.close();
    expect(await entries()).toBe(1);
  });

  it('is found by administrators, page by page and by who, what and when, with the names of now', async () => {
    const { looks, api } = opened();
    const max = await api.signedIn(['manager'], 'max');
    for (const collection of ['accounts', 'contacts', 'leads', 'opportunities'])
      await max(collection);
    await max('contacts/cleo/analytics');
    await looks.close();
    const admin = await api.signedIn(['administrator']);
    const asked = async (query: string) =>
      auditSchema.parse(await (await admin(`audit?${query}`)).json());
    const first = await asked('limit=3');
    const rest = await asked(`limit=3&cursor=${first.next}`);
    expect(first.entries.map(({ number }) => number)).toEqual([5, 4, 3]);
    expect(rest.entries.map(({ number }) => number)).toEqual([2, 1]);
    expect(rest.next).toBeNull();
    const [look] = first.entries;
    expect(look).toMatchObject({
      action: 'figures_read',
      actor: { name: 'Max' },
      object: { type: 'contact', name: 'Cleo' },
    });
    const count = async (query: string) => (await asked(query)).entries.length;
    expect(await count(`actor=${look?.actor.id}`)).toBe(5);
    expect(await count('actor=system')).toBe(0);
    expect(await count(`object=${look?.object?.id}`)).toBe(1);
    expect(await count('object=leads')).toBe(1);
    expect(await count('action=exported')).toBe(0);
    expect(await count(`from=${new Date(now).toISOString()}`)).toBe(5);
    expect(await count('until=2026-11-20T13:00:00%2B01:00')).toBe(0);
    const verified = async (query: string) =>
      auditVerificationSchema.parse(await (await admin(`audit/verification${query}`)).json());
    const { head, ...whole } = await verified('');
    expect(whole).toEqual({ entries: 5, broken: null });
    expect((await verified(`?noted=5:${head?.hash}`)).broken).toBeNull();
    expect((await verified(`?noted=5:${'0'.repeat(64)}`)).broken).toEqual({
      number: 5,
      because: 'not_as_noted',
    });
    expect((await max('audit')).status).toBe(403);
    expect((await max('audit/verification')).status).toBe(403);
  });

  async function entries(): Promise<number> {
    return (await database.db.query(sql`select from audit_entry`)).length;
  }

  async function seenBy(ask: (path: string) => Promise<Response>) {
    const { looks } = looksSchema.parse(await (await ask('me/looks')).json());
    return looks
      .map(({ by, record, list }) => [
        by ?? '',
        record === null ? `list ${list}` : `${record.type}:${record.id} ${record.name}`,
      ])
      .sort(([a = '', x = ''], [b = '', y = '']) =>
        `${a.includes('@') ? 1 : 0}${a}${x}` < `${b.includes('@') ? 1 : 0}${b}${y}` ? -1 : 1,
      );
  }
});
