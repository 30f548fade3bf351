import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../test/support/api.ts';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import {
  aBundle,
  aContact,
  aMeeting,
  anAccount,
  anOpportunity,
  aUser,
} from '../analytics/testing/seeds.ts';
import { cardsOfRecordSchema } from '../contract/cards.ts';
import { similarSchema } from '../contract/similar.ts';
import { sql } from '../db/sql.ts';
import { forgetLikeness } from '../facts/likeness.ts';
import { likenessKeeper, refreshLikeness } from './likeness.ts';

const now = testNow;
const day = 86_400_000;
const { signal } = new AbortController();
const clock = () => now;

type Given = {
  readonly id: string;
  readonly owner: string;
  readonly source: string;
  readonly outcome: 'open' | 'won' | 'lost';
  /** Days before now. */
  readonly began: number;
  readonly ended?: number;
  /** Within the first 30 days. */
  readonly meetings: number;
};

/** Of Avery's sixty closed deals half were won: nine in ten of those met at a fair, one in ten of those from the web. */
const closed: readonly Given[] = Array.from({ length: 60 }, (_, n) => {
  const isFair = n % 2 === 0;
  const isUsual = (n >> 1) % 10 > 0;
  return {
    ...{ id: `closed-${n}`, owner: 'avery', source: isFair ? 'Fair' : 'Web' },
    outcome: isFair === isUsual ? 'won' : 'lost',
    ...{ began: 300, ended: 100 + n, meetings: 3 + ((n >> 1) % 3) },
  };
});
const open: readonly Given[] = [
  { id: 'behind', owner: 'avery', source: 'Fair', outcome: 'open', began: 30, meetings: 1 },
  { id: 'beside', owner: 'avery', source: 'Fair', outcome: 'open', began: 30, meetings: 4 },
  { id: 'unlike', owner: 'avery', source: 'Web', outcome: 'open', began: 30, meetings: 1 },
  // Kai has closed nothing, and sees no deal of Avery's.
  { id: 'kai', owner: 'kai', source: 'Fair', outcome: 'open', began: 30, meetings: 1 },
];

function bundleOf(deals: readonly Given[]) {
  return aBundle({
    users: ['avery', 'kai', 'morgan'].map((id) => aUser({ id, emails: [`${id}@us.example`] })),
    accounts: deals.map(({ id }) => anAccount({ id: `of ${id}` })),
    contacts: deals.map(({ id }) =>
      aContact({ id: `of ${id}`, accountId: `of ${id}`, emails: [`someone@${id}.example`] }),
    ),
    opportunities: deals.map(({ id, owner, source, outcome, began, ended }) =>
      anOpportunity({
        ...{ id, source, status: outcome, accountId: `of ${id}`, contactId: `of ${id}` },
        ...{ ownerId: owner, teamIds: id === 'behind' ? ['morgan'] : [] },
        createdAt: now - began * day,
        closedAt: ended === undefined ? null : now - ended * day,
      }),
    ),
    activities: deals.flatMap(({ id, owner, began, meetings }) =>
      Array.from({ length: meetings }, (_, n) =>
        aMeeting({
          id: `${id} ${n}`,
          startsAt: new Date(now - (began - 1 - n * 5) * day).toISOString(),
          organizer: `${owner}@us.example`,
          required: [`someone@${id}.example`],
        }),
      ),
    ),
  });
}

let database: TestDatabase;
let api: ApiForTests;
let avery: Asking;
beforeAll(async () => {
  database = await testDatabase();
  await importItems(database.db, bundleItems(bundleOf([...closed, ...open])));
  await settle(database.db);
  api = apiForTests(database, { now });
  avery = await api.signedIn(['seller'], 'avery');
});
beforeEach(async () => {
  await database.db.run(sql`delete from deal_likeness`);
  await database.db.run(sql`update organization set settings = '{}'`);
});
afterAll(() => database.close());

async function reasonOf(asking: Asking, id: string) {
  const response = await asking(`opportunities/${id}/cards`);
  expect(response.status).toBe(200);
  const { cards } = cardsOfRecordSchema.parse(await response.json());
  return cards.find(({ reason }) => reason.code === 'similarToWon')?.reason ?? null;
}

describe('a deal that is like won ones', () => {
  it('says how many of the nearest were won, of how many, and what it lacks beside them', async () => {
    expect(await reasonOf(avery, 'behind')).toBeNull();
    expect(await refreshLikeness(database.db, clock, signal)).toBe(3);
    const [nearest, known] = [
      { won: 9, of: 10 },
      { won: 30, of: 60 },
    ];
    expect(await reasonOf(avery, 'behind')).toEqual({
      ...{ code: 'similarToWon', nearest, known },
      ...{ measure: 'meetings', own: 1, median: 4, isBehind: true },
    });
    expect(await reasonOf(avery, 'beside')).toEqual({
      ...{ code: 'similarToWon', nearest, known },
      ...{ measure: 'activities', own: 4, median: 4, isBehind: false },
    });
    expect(await reasonOf(avery, 'unlike')).toBeNull();
  });

  it('says what its page says of the same won deals', async () => {
    await refreshLikeness(database.db, clock, signal);
    const answer = await avery('opportunities/behind/similar');
    const { measures } = similarSchema.parse(await answer.json());
    expect(measures.find(({ measure }) => measure === 'meetings')).toMatchObject({
      ...{ own: 1, median: 4 },
    });
    // What it lacks is counted when one looks: another meeting, and it is said at once.
    await database.db.run(sql`
      update record_analytics set lifetime_meetings_sent = 2, lifetime_initiated_by_us = 2 where type = 'opportunity' and id = 'behind'`);
    expect(await reasonOf(avery, 'behind')).toMatchObject({ own: 2, isBehind: true });
    await database.db.run(sql`
      update record_analytics set lifetime_meetings_sent = 4, lifetime_initiated_by_us = 4
      where type = 'opportunity' and id = 'behind'`);
    expect(await reasonOf(avery, 'behind')).toMatchObject({ own: 4, isBehind: false });
    await database.db.run(sql`
      update record_analytics set lifetime_meetings_sent = 1, lifetime_initiated_by_us = 1
      where type = 'opportunity' and id = 'behind'`);
  });

  it('is told by the deals that its reader may see: who sees none is told nothing, whoever else works on it', async () => {
    const [kai, morgan] = [
      await api.signedIn(['seller'], 'kai'),
      await api.signedIn(['seller'], 'morgan'),
    ];
    // Each of the three for themselves.
    expect(await refreshLikeness(database.db, clock, signal)).toBe(5);
    expect(await reasonOf(kai, 'kai')).toBeNull();
    expect(await reasonOf(morgan, 'behind')).toBeNull();
    expect(await reasonOf(avery, 'behind')).not.toBeNull();
    // Operations see every deal, and with their eyes Kai's is like those at the fair.
    await database.db.run(sql`delete from deal_likeness`);
    const both = await api.signedIn(['seller', 'operations'], 'kai');
    await refreshLikeness(database.db, clock, signal);
    expect(await reasonOf(both, 'kai')).toMatchObject({ known: { won: 30, of: 60 } });
    await database.db.run(sql`update login set roles = '{seller}'`);
  });

  it('is looked at once a day, and when it is new; closed ones go', async () => {
    await refreshLikeness(database.db, clock, signal);
    expect(await refreshLikeness(database.db, clock, signal)).toBe(0);
    const rows = async () => {
      const [row] = await database.db.query<{ rows: number }>(
        sql`select count(*) as rows from deal_likeness`,
      );
      return row?.rows ?? 0;
    };
    const before = await rows();
    expect(await refreshLikeness(database.db, () => now + day, signal)).toBe(before);
    await database.db.run(sql`
      delete from deal_likeness where record_key = (
        select record_key from record_analytics where type = 'opportunity' and id = 'beside')`);
    expect(await refreshLikeness(database.db, () => now + day, signal)).toBe(3);
    await database.db.run(
      sql`update record_analytics set status = 'lost' where type = 'opportunity' and id = 'unlike'`,
    );
    await refreshLikeness(database.db, () => now + 2 * day, signal);
    expect(await rows()).toBe(before - 1);
    await database.db.transaction(forgetLikeness);
    expect(await rows()).toBe(0);
    await database.db.run(
      sql`update record_analytics set status = 'open' where type = 'opportunity' and id = 'unlike'`,
    );
  });

  it('is not looked for while analytics are off', async () => {
    await database.db.run(sql`update organization set settings = '{"analyticsOn": false}'`);
    expect(await refreshLikeness(database.db, clock, signal)).toBe(0);
  });

  it('is said neither to roles nor to people who have it switched off', async () => {
    await refreshLikeness(database.db, clock, signal);
    const kinds = ['similarToWon'];
    await database.db.run(sql`
      update organization set settings = ${JSON.stringify({
        cardsOff: { seller: kinds, manager: [], administrator: [], operations: [] },
      })}::jsonb`);
    expect(await reasonOf(avery, 'behind')).toBeNull();
    await database.db.run(sql`update organization set settings = '{}'`);
    await database.db.run(sql`
      insert into card_preference (login_key, kinds_off)
      select login.key, ${kinds} from login join entity on entity.key = user_key where id = 'avery'`);
    expect(await reasonOf(avery, 'behind')).toBeNull();
    await database.db.run(sql`delete from card_preference`);
    expect(await reasonOf(avery, 'behind')).not.toBeNull();
  });

  it('is looked for with rests that are a hundred times as long as the work', async () => {
    let at = now;
    const keep = likenessKeeper(database.db, () => at++);
    const looked = async () => {
      await database.db.run(sql`delete from deal_likeness`);
      await keep(signal);
      return (await database.db.query(sql`select from deal_likeness`)).length > 0;
    };
    expect(await looked()).toBe(true);
    expect(await looked()).toBe(false);
    at += 10 * day;
    expect(await looked()).toBe(true);
  });
});
