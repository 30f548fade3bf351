import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, apiForTests } from '../../test/support/api.ts';
import { bundleItems } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import {
  byReference,
  importItems,
  settle,
  storedFigures,
  testNow,
} from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { company, theDeal } from '../analytics/testing/cast.ts';
import { unlike } from '../analytics/testing/differences.ts';
import { aContact, aLead, anAccount, anEmail, aUser } from '../analytics/testing/seeds.ts';
import { handedOverSchema, peopleSchema } from '../contract/people.ts';
import { sql } from '../db/sql.ts';
import type { Bundle } from '../model/bundle.ts';

const question = { asOf: testNow, days: 60 };
const people = [
  aUser({ id: 'avery', name: 'Avery', emails: ['avery@us.example'], managerId: 'kai' }),
  aUser({ id: 'morgan', name: 'Morgan', emails: ['morgan@us.example'] }),
  aUser({ id: 'kai', name: 'Kai', emails: ['kai@us.example'] }),
];
const mail = (id: string, from: string, to: string) =>
  anEmail({ id, startsAt: '2026-11-10T10:00:00Z', from, to: [to] });
const before = company({
  users: people,
  accounts: [anAccount({ id: 'ridge', ownerId: 'avery' })],
  contacts: [
    aContact({ id: 'dana', emails: ['dana@ridge.example'], accountId: 'ridge', ownerId: 'avery' }),
  ],
  leads: [
    aLead({ id: 'liam', emails: ['liam@prospect.example'], ownerId: 'avery' }),
    aLead({ id: 'old', emails: ['old@prospect.example'], ownerId: 'avery', status: 'qualified' }),
  ],
  opportunities: [
    theDeal({ stakeholderIds: [], teamIds: [] }),
    theDeal({ id: 'won', stakeholderIds: [], teamIds: [], status: 'won' }),
    theDeal({ id: 'team', stakeholderIds: [], ownerId: 'morgan', teamIds: ['avery'] }),
  ],
  activities: [
    mail('a', 'avery@us.example', 'dana@ridge.example'),
    mail('b', 'dana@ridge.example', 'kai@us.example'),
    mail('c', 'kai@us.example', 'liam@prospect.example'),
    mail('d', 'old@prospect.example', 'kai@us.example'),
  ],
});

/** As the CRM would tell it: what was Avery's is Kai's, and Avery stays on the teams of the deals. */
const after = (what: 'all' | 'open'): Bundle => {
  const goes = (status: string) => what === 'all' || status === 'open';
  return {
    ...before,
    accounts: before.accounts.map((one) => ({ ...one, ownerId: 'kai' })),
    contacts: before.contacts.map((one) => ({ ...one, ownerId: 'kai' })),
    leads: before.leads.map((one) => (goes(one.status) ? { ...one, ownerId: 'kai' } : one)),
    opportunities: before.opportunities.map((one) => {
      if (!goes(one.status)) return one;
      return one.ownerId === 'avery'
        ? { ...one, ownerId: 'kai', teamIds: ['avery'] }
        : { ...one, teamIds: ['avery', 'kai'] };
    }),
  };
};

describe('people of ours', () => {
  let database: TestDatabase;
  let ask: Asking;
  beforeAll(async () => {
    database = await testDatabase();
    const api = apiForTests(database, { now: testNow });
    ask = await api.signedIn(['administrator']);
    await importItems(database.db, bundleItems(before));
    await settle(database.db);
    await api.signedIn(['seller'], 'morgan');
  });
  afterAll(() => database.close());

  const handOver = (from: string, body: object) =>
    ask(`people/${from}/hand-over`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('are listed with their logins, and with no figure', async () => {
    const listed = peopleSchema.parse(await (await ask('people')).json()).people;
    expect(
      listed.map(({ id, holds, manager, login }) => [id, holds, manager?.name, login?.roles]),
    ).toEqual([
      ['avery', true, 'Kai', undefined],
      ['kai', false, undefined, undefined],
      ['morgan', true, undefined, ['seller']],
    ]);
    expect(JSON.stringify(listed)).not.toMatch(/:\d{2,}|score|emails/);
  });

  it.each([
    ['open', { accounts: 1, contacts: 1, leads: 1, opportunities: 1, teams: 1 }],
    ['all', { accounts: 1, contacts: 1, leads: 2, opportunities: 2, teams: 1 }],
  ] as const)(
    'hand over %s of what they have; every figure is as if the CRM had said so',
    async (what, numbers) => {
      const original = await storedFigures(database.db, question);
      const handed = await handOver('avery', { to: 'kai', what });
      expect(handedOverSchema.parse(await handed.json())).toEqual(numbers);
      await settle(database.db);
      const figures = await storedFigures(database.db, question);
      expect(unlike(figures, byReference(analyze(after(what), question).records))).toEqual([]);
      expect(unlike(figures, original)).not.toEqual([]);
      const members = await database.db.query<{ id: string }>(sql`
      select record.id from record_member join entity record on record.key = record_key
      join entity member on member.key = member_key
      where member.id = 'kai' and because = 'owner' order by record.id`);
      expect(members).toHaveLength(
        numbers.accounts + numbers.contacts + numbers.leads + numbers.opportunities,
      );
      const [entry] = await database.db.query<{ details: unknown }>(sql`
      select content::jsonb -> 'details' as details from audit_entry where action = 'handed_over'
      order by number desc limit 1`);
      expect(entry?.details).toEqual({ what, ...numbers });

      // The CRM says otherwise: that holds.
      await importItems(database.db, bundleItems(before));
      await settle(database.db);
      expect(unlike(await storedFigures(database.db, question), original)).toEqual([]);
    },
  );

  it('hand over to somebody else whom the CRM knows', async () => {
    expect((await handOver('nobody', { to: 'kai' })).status).toBe(404);
    expect((await handOver('avery', { to: 'nobody' })).status).toBe(404);
    expect((await handOver('avery', { to: 'avery' })).status).toBe(400);
    expect((await handOver('avery', { to: 'kai', what: 'some' })).status).toBe(400);
  });
});
