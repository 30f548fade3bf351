import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, apiForTests } from '../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, settle, storedFigures, testNow } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { avery, company, dana, morgan, rosa } from '../analytics/testing/cast.ts';
import { anEmail } from '../analytics/testing/seeds.ts';
import { sql } from '../db/sql.ts';
import type { Activity } from '../model/activity.ts';
import { erasedInMemory, eraseOne, importWithout, itemsInOrder } from './testing/erasing.ts';

const question = { asOf: testNow, days: 60 };
const first = anEmail({
  id: 'first',
  startsAt: '2026-11-10T09:00:00Z',
  from: dana,
  to: [avery],
  messageId: '<1@x>',
});
const answer = anEmail({
  id: 'answer',
  startsAt: '2026-11-11T09:00:00Z',
  from: avery,
  to: [dana],
  messageId: '<2@x>',
  inReplyTo: '<1@x>',
});
const ofMorgan = anEmail({
  id: 'of morgan',
  startsAt: '2026-11-12T09:00:00Z',
  from: dana,
  to: [morgan],
});
const other = anEmail({ id: 'other', startsAt: '2026-11-13T09:00:00Z', from: rosa, to: [avery] });
const all = [first, answer, ofMorgan, other];

describe('what a user decides for themselves', () => {
  let database: TestDatabase;
  let asAvery: Asking;
  let asMorgan: Asking;
  beforeAll(async () => {
    database = await testDatabase();
    const erased = erasedInMemory();
    const api = apiForTests(database, {
      now: testNow,
      erased: { ...erased, key: erased.keyToAdd },
    });
    await importWithout(database.db, itemsInOrder(company({ activities: all })));
    await settle(database.db);
    asAvery = await api.signedIn(['seller'], 'avery');
    asMorgan = await api.signedIn(['seller'], 'morgan');
  });
  afterAll(() => database.close());

  const send = async (asking: Asking, [method, path]: readonly [string, string], body: object) => {
    const response = await asking(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  /** The stored figures are those of the company with these activities counting. */
  const expectCounted = async (counted: readonly Activity[]) => {
    await settle(database.db);
    const activities = all.map((one) =>
      counted.includes(one) ? one : { ...one, sensitivity: 'private' },
    );
    const wanted = analyze(company({ activities }), question).records;
    expect(await storedFigures(database.db, question)).toEqual(byReference(wanted));
  };

  it('with whom they are never analysed: those activities of theirs do not count, until they take it back', async () => {
    const put = (addresses: readonly string[]) => send(asAvery, ['PUT', 'me/never'], { addresses });
    expect((await put([` ${dana.toUpperCase()}`])).body).toEqual({ addresses: [dana] });
    await expectCounted([ofMorgan, other]);
    const [row] = await database.db.query<{ reason: string }>(sql`
      select reason from fact join activity on key = activity_key where id = 'first'`);
    expect(row?.reason).toBe('excluded_by_rule');
    expect(await (await asMorgan('me/never')).json()).toEqual({ addresses: [] });
    expect((await put([])).body).toEqual({ addresses: [] });
    await expectCounted(all);
  });

  it('what is private: an activity of theirs, or what they are on of its conversation, also when it comes again', async () => {
    const post = (asking: Asking, body: object) => send(asking, ['POST', 'me/private'], body);
    expect((await post(asMorgan, { activity: 'first' })).status).toBe(404);
    expect((await post(asAvery, { activity: 'answer' })).body).toEqual({ activities: 1 });
    await expectCounted([first, ofMorgan, other]);
    const whole = { activity: 'answer', whole: 'conversation' };
    expect((await post(asAvery, whole)).body).toEqual({ activities: 1 });
    await expectCounted([ofMorgan, other]);
    await importWithout(database.db, [
      { type: 'activity', value: { ...first, subject: 'a later version' } },
    ]);
    await expectCounted([ofMorgan, other]);
    expect((await post(asAvery, { ...whole, private: false })).body).toEqual({ activities: 2 });
    await expectCounted(all);
  });

  it('and keeps nobody in the list who was erased', async () => {
    const put = (addresses: readonly string[]) => send(asAvery, ['PUT', 'me/never'], { addresses });
    await put([dana, rosa]);
    await eraseOne(database.db, { type: 'contact', id: 'dana' });
    expect(await (await asAvery('me/never')).json()).toEqual({ addresses: [rosa] });
    expect((await put([dana])).body).toEqual({ addresses: [] });
    expect(await database.db.query(sql`select from address where address = ${dana}`)).toEqual([]);
  });
});
