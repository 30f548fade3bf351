import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import {
  avery,
  company,
  dana,
  kai,
  morgan,
  now as nowText,
  rosa,
  theDeal,
  theo,
} from '../../analytics/testing/cast.ts';
import { aContact, anAccount, aUser } from '../../analytics/testing/seeds.ts';
import { problemSchema } from '../../contract/api.ts';
import { auditSchema } from '../../contract/audit.ts';
import {
  type Introduction,
  introductionSchema,
  introductionsSchema,
} from '../../contract/introductions.ts';
import { sql } from '../../db/sql.ts';

const now = Date.parse(nowText);
const weekMs = 7 * 86_400_000;

describe('an introduction', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let asAvery: Asking;
  let asKai: Asking;
  beforeAll(async () => {
    database = await testDatabase();
    const bundle = company({
      users: [
        aUser({ id: 'avery', emails: [avery] }),
        aUser({ id: 'kai', emails: [kai], phones: ['+1'] }),
        aUser({ id: 'morgan', emails: [morgan] }),
      ],
      accounts: [anAccount({ id: 'ridge', ownerId: 'avery' })],
      contacts: [
        aContact({ id: 'dana', emails: [dana], accountId: 'ridge', ownerId: 'avery' }),
        aContact({ id: 'rosa', emails: [rosa], accountId: 'ridge', ownerId: 'morgan' }),
        aContact({ id: 'theo', emails: [theo], ownerId: 'morgan' }),
      ],
      opportunities: [theDeal({ teamIds: [] })],
      activities: [],
    });
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    api = apiForTests(database, { now });
    asAvery = await api.signedIn(['seller'], 'avery');
    asKai = await api.signedIn(['seller'], 'kai');
  });
  afterAll(() => database.close());

  const ask = (asking: Asking, path: string, body: object) =>
    asking(`${path}/introductions`, json('POST', { text: 'Could you?', ...body }));
  const toldOn = async (asking: Asking, path: string): Promise<readonly Introduction[]> => {
    const response = await asking(`${path === '' ? '' : `${path}/`}introductions`);
    expect(response.status, path).toBe(200);
    return introductionsSchema.parse(await response.json()).introductions;
  };
  const made = async (asking: Asking, path: string, body: object): Promise<Introduction> => {
    const response = await ask(asking, path, body);
    expect(response.status).toBe(201);
    return introductionSchema.parse(await response.json());
  };
  const codeOf = async (response: Promise<Response>) =>
    problemSchema.parse(await (await response).json()).code;

  it('is asked of a colleague and told to the two of them, with the words', async () => {
    const asked = await made(asAvery, 'contacts/dana', {
      user: 'kai',
      via: 'contact:rosa',
      text: 'Dear Kai',
    });
    expect(asked).toMatchObject({
      person: { type: 'contact', id: 'dana' },
      via: { id: 'rosa' },
      asker: { id: 'avery' },
      asked: { id: 'kai' },
      ...{ outcome: 'asked', part: 'asker', text: 'Dear Kai' },
    });
    expect(asked.email).toMatch(/^kai.*@ours\.example$/);
    expect(await toldOn(asAvery, '')).toEqual([asked]);
    expect(await toldOn(asKai, '')).toEqual([{ ...asked, part: 'asked', email: null }]);
    // Kai sees none of the records, and is told of the request all the same.
    expect((await asKai('contacts/dana/introductions')).status).toBe(404);
  });

  it('is told on the records of the person to whoever sees them, without the words', async () => {
    for (const path of ['contacts/dana', 'opportunities/deal', 'accounts/ridge']) {
      expect(await toldOn(asAvery, path)).toMatchObject([{ part: 'asker', text: 'Dear Kai' }]);
      const [told] = await toldOn(await api.signedIn(['operations']), path);
      expect(told).toMatchObject({ part: null, text: null, email: null, outcome: 'asked' });
    }
    expect(await toldOn(asAvery, 'contacts/rosa').catch(() => null)).toBeNull();
    expect(await toldOn(await api.signedIn(['seller'], 'morgan'), 'contacts/rosa')).toEqual([]);
  });

  it('is not asked twice while it waits, and lapses by itself after seven days, to the millisecond', async () => {
    expect(await codeOf(ask(asAvery, 'contacts/dana', { user: 'kai' }))).toBe('introduction_waits');
    const at = async (instant: number) => {
      const later = apiForTests(database, { now: instant });
      return (await toldOn(await later.signedIn(['seller'], 'avery'), ''))[0]?.outcome;
    };
    expect(await at(now + weekMs - 1)).toBe('asked');
    expect(await at(now + weekMs)).toBe('lapsed');
    const later = apiForTests(database, { now: now + weekMs });
    const again = await made(await later.signedIn(['seller'], 'avery'), 'contacts/dana', {
      user: 'kai',
    });
    expect(await toldOn(asAvery, '')).toHaveLength(2);
    expect((await asAvery(`introductions/${again.key}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('is answered by either of the two, late as well, and by nobody else', async () => {
    const [{ key } = { key: 0 }] = await toldOn(asAvery, '');
    const later = apiForTests(database, { now: now + 2 * weekMs });
    const answer = async (asking: Asking, outcome: string) =>
      asking(`introductions/${key}`, json('PATCH', { outcome }));
    const morgan = await later.signedIn(['seller', 'administrator'], 'morgan');
    expect(await codeOf(answer(morgan, 'accepted'))).toBe('introduction_unknown');
    expect((await answer(await later.signedIn(['operations'], 'kai'), 'accepted')).status).toBe(
      403,
    );
    const kai = await later.signedIn(['seller'], 'kai');
    expect(introductionSchema.parse(await (await answer(kai, 'accepted')).json())).toMatchObject({
      outcome: 'accepted',
      answeredAt: new Date(now + 2 * weekMs).toISOString(),
    });
    expect((await answer(asAvery, 'declined')).status).toBe(200);
    expect(await toldOn(asKai, '')).toMatchObject([{ outcome: 'declined' }]);
    expect((await answer(asKai, 'lapsed')).status).toBe(400);
  });

  it('is taken back by who asked', async () => {
    const { key } = await made(asAvery, 'contacts/dana', { user: 'morgan' });
    const asMorgan = await api.signedIn(['seller'], 'morgan');
    const remove = (asking: Asking) => asking(`introductions/${key}`, { method: 'DELETE' });
    expect(await codeOf(remove(asMorgan))).toBe('not_allowed');
    expect(await codeOf(remove(asKai))).toBe('introduction_unknown');
    expect((await remove(asAvery)).status).toBe(204);
    expect(await toldOn(asMorgan, '')).toEqual([]);
  });

  it('is between three, about somebody whom the asker sees', async () => {
    expect(await codeOf(ask(asAvery, 'contacts/dana', { user: 'avery' }))).toBe(
      'introduction_alone',
    );
    const root = await api.signedIn(['operations', 'administrator']);
    expect(await codeOf(ask(root, 'contacts/dana', { user: 'kai' }))).toBe('introduction_alone');
    expect(await codeOf(ask(asAvery, 'contacts/dana', { user: 'nobody' }))).toBe('user_unknown');
    expect(await codeOf(ask(asAvery, 'contacts/theo', { user: 'kai' }))).toBe('record_unknown');
    const over = { user: 'kai', via: 'contact:theo' };
    expect(await codeOf(ask(asAvery, 'contacts/rosa', over))).toBe('record_unknown');
    expect((await ask(asAvery, 'contacts/dana', { user: 'kai', text: ' ' })).status).toBe(400);
    // Rosa is Morgan's; she is a contact of Avery's account.
    expect((await ask(asAvery, 'contacts/rosa', { user: 'kai' })).status).toBe(201);
    await database.db.run(sql`delete from introduction where person_key =
      (select key from entity where type = 'contact' and id = 'rosa')`);
  });

  it('is told nowhere when one of them left or opted out', async () => {
    const operations = await api.signedIn(['operations']);
    const isTold = async () => [
      (await toldOn(asAvery, '')).length,
      (await toldOn(operations, 'accounts/ridge')).length,
    ];
    expect(await isTold()).toEqual([1, 1]);
    const states = [
      ['app_user', 'kai', 'active = false', 'active = true'],
      ['app_user', 'kai', 'opted_out = true', 'opted_out = false'],
      ['contact', 'dana', 'opted_out = true', 'opted_out = false'],
      ['contact', 'rosa', 'opted_out = true', 'opted_out = false'],
    ] as const;
    for (const [table, id, gone, back] of states) {
      const set = (state: string) =>
        database.db.run(sql`update ${sql.id(table)} set ${sql.file(state)}
          where key = (select key from entity where id = ${id} and type <> 'account')`);
      await set(gone);
      expect(await isTold(), `${id} ${gone}`).toEqual([0, 0]);
      if (id === 'kai') {
        expect(await codeOf(ask(asAvery, 'contacts/dana', { user: 'kai' }))).toBe('user_unknown');
      }
      await set(back);
    }
  });

  it('is in the audit log, whatever was done, without its words and whom it was asked of', async () => {
    const administrator = await api.signedIn(['administrator']);
    const entries = auditSchema
      .parse(await (await administrator('audit?limit=500')).json())
      .entries.filter(({ action }) => action.startsWith('introduction_'));
    const told = (wanted: string) =>
      entries.filter(({ action }) => action === wanted).map(({ details }) => details);
    const [first] = await database.db.query<{ key: number }>(
      sql`select min(key) as key from introduction`,
    );
    const introduction = first?.key;
    expect(told('introduction_asked')).toContainEqual({ introduction });
    expect(told('introduction_answered')).toEqual([
      { introduction, outcome: 'declined' },
      { introduction, outcome: 'accepted' },
    ]);
    expect(told('introduction_withdrawn')).toHaveLength(2);
    expect(new Set(entries.map(({ object }) => object?.type))).toEqual(new Set(['contact']));
    const written = entries.map(({ object, details }) => [object?.id, details]);
    expect(JSON.stringify(written)).not.toMatch(/Could you|Dear|kai|ours\.example/i);
  });

  it('is in the export of everybody in it, and goes when one of them is erased', async () => {
    const administrator = await api.signedIn(['administrator'], 'avery');
    for (const path of ['contacts/dana', 'contacts/rosa', 'users/kai', 'users/avery']) {
      const held = await (await administrator(`${path}/export`)).json();
      expect(held.introductions, path).toMatchObject([{ text: 'Dear Kai', answer: 'declined' }]);
    }
    const erased = await administrator('contacts/rosa/erasure', json('POST', { confirm: 'rosa' }));
    expect(erased.status).toBe(200);
    expect(await database.db.query(sql`select from introduction`)).toEqual([]);
    expect(await database.db.query(sql`select from introduction_text`)).toEqual([]);
  });

  it('begins with the organisation’s own words, when it has some', async () => {
    const administrator = await api.signedIn(['administrator']);
    const { version } = await (await administrator('settings')).json();
    const change = { version, introductionTemplate: 'Dear {colleague}' };
    expect((await administrator('settings', json('PATCH', change))).status).toBe(200);
    const { template } = introductionsSchema.parse(await (await asKai('introductions')).json());
    expect(template).toBe('Dear {colleague}');
  });
});

function json(method: string, body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
