import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import {
  ago,
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
import { coverageIn, engagementIn } from '../../analytics/testing/oracle-engagement.ts';
import { type Moment, momentAt, type Seen } from '../../analytics/testing/oracle-moment.ts';
import { worldOf } from '../../analytics/testing/oracle-people.ts';
import { tiesTo } from '../../analytics/testing/oracle-ties.ts';
import { aContact, aLead, aMeeting, anAccount, anEmail } from '../../analytics/testing/seeds.ts';
import { analyticsSchema, problemSchema } from '../../contract/api.ts';
import { type PeopleOfRecord, peopleOfRecordSchema } from '../../contract/engagement.ts';
import type { Bundle } from '../../model/bundle.ts';

const now = Date.parse(nowText);

async function setUp(bundle: Bundle, at: number) {
  const database = await testDatabase();
  await importItems(database.db, bundleItems(bundle));
  await settle(database.db);
  return { database, api: apiForTests(database, { now: at }) };
}

async function peopleOf(asking: Asking, path: string): Promise<PeopleOfRecord> {
  const response = await asking(path);
  expect(response.status, path).toBe(200);
  return peopleOfRecordSchema.parse(await response.json());
}

describe.each([
  ['random-1', '2026-11-20T12:00:00Z'],
  ['random-2', '2026-11-20T12:00:00Z'],
  ['random-3', '2026-10-03T23:30:00Z'],
  ['contoso', '2026-11-20T12:00:00Z'],
])('the people of the records of %s', (name, asOf) => {
  let database: TestDatabase;
  let api: ApiForTests;
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await goldenBundle(name);
    ({ database, api } = await setUp(bundle, Date.parse(asOf)));
  });
  afterAll(() => database.close());

  it('are what a second reading of the text finds', async () => {
    const asking = await api.signedIn(['operations']);
    const world = worldOf(bundle);
    const moment = momentAt(world, Date.parse(asOf));
    const colleagues = bundle.users
      .filter((user) => user.active && !user.analyticsOptOut)
      .map(({ id }) => `user:${id}`);
    const came = new Map<string, Moment>();
    let contacts = 0;
    for (const [type, collection] of types) {
      for (const { id } of bundle[collection].filter(isListed(Date.parse(asOf)))) {
        const record = `${type}:${id}`;
        const found = await peopleOf(asking, `${collection}/${encodeURIComponent(id)}/people`);
        const { coverage } = found;
        const expected = coverageIn(moment, record);
        expect(coverage.activities).toBe(expected.activities);
        for (const side of ['theirs', 'ours'] as const) {
          expect(coverage[side].people, `${side} of ${record}`).toBe(expected[side].people);
          expect(coverage[side].effective ?? 0).toBeCloseTo(expected[side].effective ?? 0, 9);
        }
        for (const contact of found.contacts) {
          const person = `${contact.type}:${contact.id}`;
          const { lastInboundAt, lastOutboundAt, ...engagement } = engagementIn(world, moment, {
            record,
            person,
          });
          const text = (at: number | null) => (at === null ? null : new Date(at).toISOString());
          expect(contact, `${person} in ${record}`).toMatchObject({
            ...engagement,
            lastInboundAt: text(lastInboundAt),
            lastOutboundAt: text(lastOutboundAt),
          });
          const [best] = Object.entries(tiesTo(world, moment, { person, among: colleagues }))
            .map(([user, { strength }]) => ({ id: user.slice('user:'.length), strength }))
            .sort((a, b) => b.strength - a.strength);
          expect(contact.colleague?.strength ?? 0, `${person}’s colleague`).toBeCloseTo(
            best?.strength ?? 0,
            9,
          );
          if (!came.has(person))
            came.set(person, momentAt(worldOf(withoutNo(bundle, person)), moment.asOf));
          const hadTheyCome = came.get(person) ?? moment;
          expect(contact.meetingsDeclined, `declined by ${person} in ${record}`).toBe(
            declinedIn(moment, hadTheyCome, { record, person }),
          );
          contacts += 1;
        }
      }
    }
    expect(contacts).toBeGreaterThan(name === 'contoso' ? 3 : 10);
  });
});

const types = [
  ['account', 'accounts'],
  ['lead', 'leads'],
  ['opportunity', 'opportunities'],
] as const;

const isListed =
  (asOf: number) =>
  (record: { readonly createdAt?: number | null; readonly analyticsOptOut?: boolean }) =>
    record.analyticsOptOut !== true && (record.createdAt ?? asOf) <= asOf;

/** The bundle as if somebody had come to every meeting. */
function withoutNo(bundle: Bundle, person: string): Bundle {
  const them = [...bundle.contacts, ...bundle.leads].filter(
    ({ id }) => `contact:${id}` === person || `lead:${id}` === person,
  );
  const addresses = them.flatMap(({ emails, phones }) =>
    [...emails, ...phones].map((address) => address.trim().toLowerCase()),
  );
  return {
    ...bundle,
    activities: bundle.activities.map((activity) => ({
      ...activity,
      responses: Object.fromEntries(
        Object.entries(activity.responses).filter(
          ([address]) => !addresses.includes(address.trim().toLowerCase()),
        ),
      ),
    })),
  };
}

/** Meetings of a record in which somebody would have been, had they come: counted as they were, or then. */
function declinedIn(
  was: Moment,
  hadTheyCome: Moment,
  { record, person }: { readonly record: string; readonly person: string },
): number {
  const isThere = ({ participants }: Seen) =>
    participants.some(({ owners }) => owners.some(({ type, id }) => `${type}:${id}` === person));
  return hadTheyCome.seen.filter((seen, place) => {
    const before = was.seen[place];
    if (seen.activity.kind !== 'appointment' || before === undefined) return false;
    if (!isThere(seen) || isThere(before)) return false;
    if (!seen.records.some(({ type, id }) => `${type}:${id}` === record)) return false;
    // One more may have made it a mass meeting, which it was not.
    return seen.reason === null || (seen.reason === 'mass' && before.reason === null);
  }).length;
}

describe('the people of a deal, and who asks', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  const declined = { [dana]: 'declined' } as const;
  beforeAll(async () => {
    const bundle = company({
      accounts: [
        anAccount({ id: 'ridge', ownerId: 'avery', primaryContactId: 'dana' }),
        anAccount({ id: 'barn', ownerId: 'avery', primaryContactId: 'theo' }),
      ],
      contacts: [
        aContact({ id: 'dana', emails: [dana], accountId: 'ridge', ownerId: 'avery' }),
        aContact({ id: 'rosa', emails: [rosa], accountId: 'ridge', ownerId: 'kai' }),
        aContact({ id: 'theo', emails: [theo], ownerId: 'kai' }),
      ],
      leads: [aLead({ id: 'liam', ownerId: 'morgan', stakeholderIds: ['theo'] })],
      opportunities: [theDeal({ createdAt: Date.parse(ago(100)) })],
      activities: [
        ...[30, 25, 20].map((days) =>
          anEmail({ id: `e${days}`, startsAt: ago(days), from: avery, to: [dana] }),
        ),
        anEmail({ id: 'r', startsAt: ago(12), from: rosa, to: [morgan] }),
        anEmail({ id: 'helper', startsAt: ago(9), from: kai, to: [rosa] }),
        // Dana alone was asked, and said no: nobody's fact, but hers to be told of.
        aMeeting({
          ...{ id: 'no 1', startsAt: ago(8), organizer: avery, required: [dana] },
          responses: declined,
        }),
        aMeeting({
          ...{ id: 'no 2', startsAt: ago(7), organizer: morgan, required: [dana, rosa] },
          responses: declined,
        }),
        // Before the deal, with a helper, and to come.
        aMeeting({
          ...{ id: 'no 3', startsAt: ago(120), organizer: avery, required: [dana] },
          responses: declined,
        }),
        aMeeting({
          ...{ id: 'no 4', startsAt: ago(6), organizer: kai, required: [dana] },
          responses: declined,
        }),
        aMeeting({
          ...{ id: 'no 5', startsAt: ago(-2), organizer: avery, required: [dana] },
          responses: declined,
        }),
      ],
    });
    ({ database, api } = await setUp(bundle, now));
  });
  afterAll(() => database.close());

  it('are shown to the owner, with the health of those contacts that are the owner’s', async () => {
    const asking = await api.signedIn(['seller'], 'avery');
    const { contacts, total } = await peopleOf(asking, 'opportunities/deal/people');
    const analytics = analyticsSchema.parse(await (await asking('contacts/dana/analytics')).json());
    expect(total).toBe(2);
    expect(contacts).toMatchObject([
      {
        ...{ id: 'dana', because: 'primary', hidden: false, emails: 3, meetings: 0 },
        ...{ meetingsDeclined: 2, unansweredStreak: 3, colleague: { id: 'avery', level: 'weak' } },
        health: { state: analytics.figures.health.state },
      },
      {
        ...{ id: 'rosa', because: 'stakeholder', hidden: true, health: null, emails: 1 },
        ...{ meetings: 1, meetingsDeclined: 0, colleague: { id: 'morgan', level: 'fair' } },
      },
    ]);
    expect(contacts[0]?.health?.score).toBe(
      'score' in analytics.figures.health ? analytics.figures.health.score : null,
    );
  });

  it('are told of the account with all meetings of its contacts', async () => {
    const { contacts } = await peopleOf(
      await api.signedIn(['seller'], 'avery'),
      'accounts/ridge/people',
    );
    const told = contacts.map(({ id, because, meetingsDeclined }) => [
      id,
      because,
      meetingsDeclined,
    ]);
    expect(told)
      // Kai's meeting is the account's, too.
      .toEqual([
        ['rosa', 'account', 0],
        ['dana', 'primary', 4],
      ]);
  });

  it('are without a primary contact who is with nobody the reader knows', async () => {
    const path = 'accounts/barn/people';
    const avery = await api.signedIn(['seller'], 'avery');
    expect(await peopleOf(avery, path)).toMatchObject({ contacts: [], total: 0 });
    expect((await avery('contacts/theo/analytics')).status).toBe(404);
    const operations = await peopleOf(await api.signedIn(['operations']), path);
    expect(operations.contacts).toMatchObject([{ id: 'theo', because: 'primary' }]);
  });

  it('are as they were at any instant', async () => {
    const asking = await api.signedIn(['seller'], 'avery');
    const path = `opportunities/deal/people?asOf=${encodeURIComponent(ago(22))}`;
    const { contacts, coverage } = await peopleOf(asking, path);
    expect(coverage.activities).toBe(2);
    expect(contacts).toMatchObject([
      { id: 'dana', emails: 2 },
      { id: 'rosa', emails: 0 },
    ]);
  });

  it('are shown to operations in full, and to a stranger not at all', async () => {
    const { contacts } = await peopleOf(
      await api.signedIn(['operations']),
      'opportunities/deal/people',
    );
    expect(contacts.map(({ hidden }) => hidden)).toEqual([false, false]);
    const stranger = await api.signedIn(['seller', 'manager', 'administrator'], 'kai');
    for (const path of ['opportunities/deal', 'accounts/ridge', 'accounts/none']) {
      const response = await stranger(`${path}/people`);
      // Kai owns a contact of the account, and so knows its name.
      const expected = path === 'accounts/ridge' ? 'record_not_yours' : 'record_unknown';
      expect(problemSchema.parse(await response.json()).code, path).toBe(expected);
    }
    expect((await api.asNobody('opportunities/deal/people')).status).toBe(401);
  });
});
