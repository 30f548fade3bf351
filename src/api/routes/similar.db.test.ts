import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems } from '../../../test/support/figures.ts';
import {
  type PlainDeal,
  plainNearest,
  plainWeights,
} from '../../analytics/testing/oracle-similar.ts';
import {
  aContact,
  aMeeting,
  anAccount,
  anEmail,
  anOpportunity,
  aUser,
} from '../../analytics/testing/seeds.ts';
import { analyticsSchema, problemSchema } from '../../contract/api.ts';
import { type Similar, similarFieldsFoundSchema, similarSchema } from '../../contract/similar.ts';
import { sql } from '../../db/sql.ts';
import { knownDeals } from '../../facts/deals.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { Item } from '../../model/bundle.ts';
import type { Opportunity } from '../../model/entities.ts';
import { writeOrganizationChange } from '../../settings/write.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const day = 86_400_000;
const hour = 3_600_000;
const industries = ['Retail', 'Software', 'Health'];
const sources = ['Fair', 'Web'];

const accounts = industries.map((industry, n) =>
  anAccount({ id: `account-${n}`, industry, createdAt: now - 900 * day, custom: { size: n } }),
);
const users = [
  aUser({ id: 'amy', emails: ['amy@us.example'], teamIds: ['north'] }),
  aUser({ id: 'ben', emails: ['ben@us.example'], teamIds: ['south'] }),
];
const contacts = accounts.map(({ id }, n) =>
  aContact({ id: `contact-${n}`, accountId: id, emails: [`someone@their${n}.example`] }),
);

/** Deals with values, industries and sources in turn, so many won and lost; amy's and ben's by turns. */
function closedDeals(count: number): readonly Opportunity[] {
  return Array.from({ length: count }, (_, n) => {
    const at = n % industries.length;
    return anOpportunity({
      id: `closed-${n}`,
      name: `Deal number ${n}`,
      status: n % 5 < 3 ? 'won' : 'lost',
      ownerId: n % 2 === 0 ? 'amy' : 'ben',
      accountId: `account-${at}`,
      contactId: `contact-${at}`,
      estimatedValue: n % 7 === 0 ? null : 1000 + ((n * 7919) % 90_000),
      actualValue: n * 3,
      source: sources[n % 5 < 3 ? Number(n % 4 > 0) : n % 2] ?? null,
      dealType: n % 4 === 0 ? null : (['New', 'More'][(n >> 2) % 2] ?? null),
      currency: 'EUR',
      createdAt: now - (400 - n) * day,
      closedAt: now - (200 - n) * day,
      custom: { region: ['N', 'S', 'W'][n % 3], lostTo: n % 5 < 3 ? 'nobody' : 'somebody' },
    });
  });
}

const open = anOpportunity({
  id: 'open',
  ownerId: 'amy',
  accountId: 'account-1',
  contactId: 'contact-1',
  estimatedValue: 20_000,
  source: 'Web',
  currency: 'EUR',
  createdAt: now - 30 * day,
  custom: { region: 'S' },
});

const of = {
  user: (value: (typeof users)[number]): Item => ({ type: 'user', value }),
  account: (value: (typeof accounts)[number]): Item => ({ type: 'account', value }),
  contact: (value: (typeof contacts)[number]): Item => ({ type: 'contact', value }),
  deal: (value: Opportunity): Item => ({ type: 'opportunity', value }),
};

function house(deals: readonly Opportunity[]): readonly Item[] {
  return [
    {
      type: 'organization',
      value: { name: 'Us', timeZone: 'UTC', domains: ['us.example'] },
    },
    { type: 'team', value: { id: 'north', name: 'North' } },
    { type: 'team', value: { id: 'south', name: 'South' } },
    ...users.map(of.user),
    ...accounts.map(of.account),
    ...contacts.map(of.contact),
    ...deals.map(of.deal),
  ];
}

/** A deal as the second reading of the text takes it. */
function plain(deal: Opportunity): PlainDeal {
  const account = accounts.find(({ id }) => id === deal.accountId);
  const team = users.find(({ id }) => id === deal.ownerId)?.teamIds ?? [];
  const words = (text: string | null | undefined) => (text ? [text] : undefined);
  const values = {
    estimatedValue: deal.estimatedValue === null ? undefined : Math.log1p(deal.estimatedValue),
    industry: words(account?.industry),
    source: words(deal.source),
    dealType: words(deal.dealType),
    currency: words(deal.currency),
    ownerTeam: team,
    stakeholders: deal.stakeholderIds.length,
    relationshipAge:
      account === undefined ? undefined : ((deal.createdAt ?? 0) - (account.createdAt ?? 0)) / day,
  };
  return {
    id: deal.id,
    status: deal.status,
    closedAt: deal.closedAt,
    values: Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  };
}

async function similarTo(asking: Asking, query = '', id = 'open'): Promise<Similar> {
  const response = await asking(`opportunities/${id}/similar${query}`);
  expect(response.status).toBe(200);
  return similarSchema.parse(await response.json());
}

function expectAlike(found: Similar['won'], expected: readonly { id: string; distance: number }[]) {
  expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  for (const [n, { distance }] of expected.entries())
    expect(found[n]?.distance ?? -1).toBeCloseTo(distance, 9);
}

describe('similar deals', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let amy: Asking;
  let all: Asking;
  const closed = closedDeals(120);
  const plainDeals = [...closed, open].map(plain);
  const plainOpen = plainDeals.at(-1);
  const names = [
    'estimatedValue',
    'industry',
    'source',
    'dealType',
    'currency',
    'ownerTeam',
    'stakeholders',
    'relationshipAge',
  ];
  const weights = plainWeights(plainDeals, names, now);
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, house([...closed, open]));
    api = apiForTests(database, { now });
    amy = await api.signedIn(['seller'], 'amy');
    all = await api.signedIn(['operations']);
  });
  afterAll(() => database.close());

  it('are those that a second reading of the text finds, won and lost, with their weights', async () => {
    if (plainOpen === undefined) throw new Error('The open deal is missing.');
    const found = await similarTo(all);
    const setting = { deals: plainDeals, weights, asOf: now };
    expect(found).toMatchObject({
      state: 'similar',
      weights: { basis: 'learned', won: 72, lost: 48 },
    });
    for (const { field, weight } of found.weights.fields)
      expect(weight, field).toBeCloseTo(weights[field] ?? -1, 9);
    expectAlike(found.won, plainNearest(plainOpen, 'won', setting));
    expectAlike(found.lost, plainNearest(plainOpen, 'lost', setting));
    expect((await similarTo(all, '?k=3')).won).toEqual(found.won.slice(0, 3));
  });

  it('of an earlier day are those closed before it', async () => {
    const asOf = new Date(now - 120 * day).toISOString();
    const found = await similarTo(all, `?asOf=${asOf}`, 'closed-119');
    for (const { closedAt } of [...found.won, ...found.lost]) expect(closedAt < asOf).toBe(true);
    expect([found.won.length, found.weights.won + found.weights.lost]).toEqual([10, 80]);
  });

  it('are, for whoever sees some deals, the nearest of those; how far apart numbers are is told by those alone', async () => {
    if (plainOpen === undefined) throw new Error('The open deal is missing.');
    const theirs = plainDeals.filter((_, n) => n === closed.length || closed[n]?.ownerId === 'amy');
    const found = await similarTo(amy);
    const setting = { deals: theirs, weights, asOf: now };
    expectAlike(found.won, plainNearest(plainOpen, 'won', setting));
    expectAlike(found.lost, plainNearest(plainOpen, 'lost', setting));
  });

  it('that one may not see are told by nothing in the answer', async () => {
    const text = JSON.stringify(await similarTo(amy, '?k=25'));
    for (const deal of closed.filter(({ ownerId }) => ownerId === 'ben')) {
      expect(text.includes(`"${deal.id}"`)).toBe(false);
      expect(text.includes(`"${deal.name}"`)).toBe(false);
      if (deal.estimatedValue !== null)
        expect(text.includes(`${deal.estimatedValue},`)).toBe(false);
    }
    expect((await amy('opportunities/closed-1/similar')).status).toBe(404);
  });

  it('say of each what it shares, as people say it', async () => {
    const found = await similarTo(all);
    for (const { id, compared } of [...found.won, ...found.lost]) {
      const deal = closed.find((one) => one.id === id);
      const account = accounts.find((one) => one.id === deal?.accountId);
      const told = new Map(compared.map(({ field, ...rest }) => [field, rest]));
      const value = told.get('estimatedValue');
      if (value !== undefined)
        expect(value).toMatchObject({ own: 20_000, its: deal?.estimatedValue });
      const industry = told.get('industry');
      if (industry !== undefined)
        expect(industry).toEqual({
          own: ['Software'],
          its: [account?.industry],
          distance: account?.industry === 'Software' ? 0 : 1,
        });
    }
  });

  it('follow what changes, as if everything were read again', async () => {
    const { db } = database;
    const known = knownDeals(db);
    const { settings } = await organizationIn(db);
    const membersOf = async (key: number) => {
      const rows = await db.query<{ member: number }>(sql`
        select distinct member_key as member from record_member where record_key = ${key} order by member`);
      return rows.map(({ member }) => member);
    };
    const expectSame = async (what: string) => {
      const [kept, fresh] = [await known(settings), await knownDeals(db)(settings)];
      const people = await db.query<{ key: number }>(
        sql`select key from entity where type in ('user', 'team') order by key`,
      );
      const byId = ({ table, ofMembers }: typeof kept) => {
        const theirs = people.map(({ key }) => ({ key, rows: ofMembers([key]) }));
        return table.deals
          .map((deal, row) => ({
            deal,
            members: theirs.flatMap(({ key, rows }) => (rows[row] === 1 ? [key] : [])),
            outcome: table.outcome[row],
            closedAt: table.closedAt[row],
            values: table.fields.map((field) =>
              'codes' in field ? field.words[field.codes[row] ?? -1] : field.numbers[row],
            ),
          }))
          .sort((a, b) => a.deal.key - b.deal.key);
      };
      expect(byId(kept), what).toEqual(byId(fresh));
      for (const { deal, members } of byId(kept))
        expect(members, what).toEqual(await membersOf(deal.key));
      expect(kept.weightsAt(now), what).toEqual(fresh.weightsAt(now));
      for (const { key } of fresh.table.deals)
        expect(kept.table.deals[kept.rowOf(key) ?? -1]?.key, what).toBe(key);
    };
    await expectSame('at first');
    const changes: readonly (readonly [string, readonly Item[]])[] = [
      ['a value', [of.deal({ ...open, estimatedValue: 30_000 })]],
      [
        'a deal that is won',
        [of.deal(anOpportunity({ id: 'new', status: 'won', closedAt: now - day }))],
      ],
      ['a new open deal', [of.deal(anOpportunity({ id: 'newer', source: 'A source of its own' }))]],
      [
        'an account’s industry',
        [of.account({ ...anAccount({ id: 'account-1' }), industry: 'Mining' })],
      ],
      ['an owner’s team', [of.user({ ...aUser({ id: 'ben' }), teamIds: ['north', 'south'] })]],
      ['an owner', [of.deal({ ...open, ownerId: 'ben' })]],
      ['everything back', house([...closed, open])],
    ];
    for (const [what, items] of changes) {
      await importItems(db, items, { name: what });
      await expectSame(what);
    }
    const share = sql`
      select person.key, deal.key, 'share' from entity person, entity deal
      where person.type = 'user' and person.id = 'ben' and deal.type = 'opportunity' and deal.id = 'open'`;
    await db.run(sql`insert into record_member (member_key, record_key, because) ${share}`);
    await expectSame('a deal that is shared');
    await db.run(sql`delete from record_member where because = 'share'`);
    await expectSame('a deal that is shared no more');
    await database.owner.run(sql`delete from opportunity where name in ('new', 'newer')`);
    await expectSame('a deal that is gone');
    // A transaction that began before somebody looked, and ends after it.
    await db.transaction(async (session) => {
      await session.run(sql`update opportunity set source = 'Late' where name = 'open'`);
      await importItems(db, [of.deal({ ...(closedDeals(1)[0] ?? open), source: 'Meanwhile' })], {
        name: 'meanwhile',
      });
      await expectSame('while another one runs');
    });
    await expectSame('what another one wrote meanwhile');
    const source = async () => {
      const { table, rowOf } = await known(settings);
      const [row] = await db.query<{ key: number }>(
        sql`select key from opportunity where name = 'open'`,
      );
      return table.deals[rowOf(row?.key ?? -1) ?? -1]?.source;
    };
    expect(await source()).toBe('Late');
    await importItems(db, house([...closed, open]), { name: 'back' });
  });

  it('are compared by configured fields at once, and never by one that no open deal has', async () => {
    const fieldsOf = async () => (await similarTo(all)).weights.fields.map(({ field }) => field);
    const before = await similarTo(all);
    await writeOrganizationChange(database.db, {
      settings: { similarFields: { opportunity: ['lostTo'], account: [] } },
    });
    // The planted field tells every outcome, and changes nothing.
    expect(await similarTo(all)).toEqual(before);
    await writeOrganizationChange(database.db, {
      settings: { similarFields: { opportunity: ['region', 'lostTo'], account: ['size'] } },
    });
    expect(await fieldsOf()).toEqual([...names, 'opportunity.region', 'account.size']);
    await writeOrganizationChange(database.db, {
      settings: { similarFields: { opportunity: [], account: [] } },
    });
    expect(await fieldsOf()).toEqual(names);
  });

  it('are set up by an administrator, who is told which fields there are and what was changed', async () => {
    const administrator = await api.signedIn(['administrator']);
    const found = await administrator('settings/similar-fields');
    expect(similarFieldsFoundSchema.parse(await found.json())).toEqual({
      deals: { open: 1, closed: 120 },
      fields: [
        { of: 'opportunity', name: 'region', open: 1, closed: 120, distinct: 3, numeric: false },
        { of: 'opportunity', name: 'lostTo', open: 0, closed: 120, distinct: 2, numeric: false },
        { of: 'account', name: 'size', open: 1, closed: 120, distinct: 3, numeric: true },
      ],
    });
    expect((await amy('settings/similar-fields')).status).toBe(403);
    const change = async (similarFields: unknown) => {
      const { version } = await organizationIn(database.db);
      return administrator('settings', {
        method: 'PATCH',
        body: JSON.stringify({ version, similarFields }),
        headers: { 'content-type': 'application/json' },
      });
    };
    expect((await change({ opportunity: ['region', 'region'] })).status).toBe(200);
    const { settings } = await organizationIn(database.db);
    expect(settings.similarFields).toEqual({ opportunity: ['region'], account: [] });
    const [entry] = await database.db.query<{ details: unknown }>(sql`
      select content::jsonb -> 'details' as details from audit_entry
      where action = 'settings_changed' order by number desc limit 1`);
    expect(entry?.details).toEqual({
      similarFields: {
        from: { opportunity: [], account: [] },
        to: { opportunity: ['region'], account: [] },
      },
    });
    expect((await similarTo(all)).weights.fields.at(-1)?.field).toBe('opportunity.region');
    expect((await change({ opportunity: [''] })).status).toBe(400);
    await change({ opportunity: [] });
  });

  it('do not move when what deals were closed for is shuffled', async () => {
    const before = await similarTo(all);
    const values = closed.map(({ actualValue }) => actualValue).reverse();
    await importItems(
      database.db,
      closed.map((deal, n) =>
        of.deal({ ...deal, stage: `Stage ${n}`, actualValue: values[n] ?? null }),
      ),
      { name: 'shuffled' },
    );
    expect(await similarTo(all)).toEqual(before);
  });

  it('give way to the latest won ones where nothing can be compared, and the answer says so', async () => {
    const bare = anOpportunity({ id: 'bare', createdAt: now - 5 * day });
    await importItems(database.db, [of.deal(bare)], { name: 'bare' });
    const { state, won, lost, measures } = await similarTo(all, '', 'bare');
    const latest = closed
      .filter(({ status }) => status === 'won')
      .sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0));
    expect([state, lost]).toEqual(['standIn', []]);
    expect(won.map(({ id }) => id)).toEqual(latest.map(({ id }) => id));
    expect(won.every(({ distance, compared }) => distance === null && compared.length === 0)).toBe(
      true,
    );
    expect(measures.find(({ measure }) => measure === 'meetings')?.n).toBe(72);
  });

  it('are none of a closed deal, and of one that was not there yet', async () => {
    const found = await similarTo(all, '', 'closed-3');
    expect(found).toMatchObject({ state: 'notOpen', won: [], lost: [], measures: [], curve: [] });
    const early = await all(
      `opportunities/open/similar?asOf=${new Date(now - 40 * day).toISOString()}`,
    );
    expect(problemSchema.parse(await early.json()).type).toContain('record_not_yet');
    expect((await all('opportunities/nobody/similar')).status).toBe(404);
    expect((await all('opportunities/open/similar?k=0')).status).toBe(400);
  });
});

describe('a few deals of two sellers', () => {
  let database: TestDatabase;
  let amy: Asking;
  let ben: Asking;
  const few = closedDeals(20);
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, house([...few, open]));
    const api = apiForTests(database, { now });
    amy = await api.signedIn(['seller'], 'amy');
    ben = await api.signedIn(['seller'], 'ben');
  });
  afterAll(() => database.close());

  it('weigh all fields the same; whatever changes in deals of others, the answer stays as it is', async () => {
    const before = await similarTo(amy);
    expect(before.weights).toMatchObject({ basis: 'tooFewDeals', won: 12, lost: 8 });
    expect(new Set(before.weights.fields.map(({ weight }) => weight)).size).toBe(1);
    const others = few.filter(({ ownerId }) => ownerId === 'ben');
    await importItems(
      database.db,
      others.map((deal) =>
        of.deal({
          ...deal,
          name: 'Another name',
          estimatedValue: 9e9,
          source: 'Hearsay',
          currency: 'XYZ',
        }),
      ),
      { name: 'others' },
    );
    expect(await similarTo(amy)).toEqual(before);
    expect((await ben('opportunities/open/similar')).status).toBe(404);
  });

  it('are none when nobody won one', async () => {
    const early = new Date(now - 29 * day).toISOString();
    await database.db.run(sql`update opportunity set status = 'open' where status <> 'open'`);
    const found = await similarTo(amy, `?asOf=${early}`);
    expect(found).toMatchObject({ state: 'none', won: [], lost: [], measures: [], standsOut: [] });
  });
});

describe('a deal beside similar ones at the same age', () => {
  let database: TestDatabase;
  let asking: Asking;
  const deals = closedDeals(40);
  beforeAll(async () => {
    database = await testDatabase();
    const mail = Array.from({ length: 400 }, (_, n) => {
      const their = `someone@their${n % 3}.example`;
      const at = now - n * day;
      const written = anEmail({
        id: `w${n}`,
        from: 'amy@us.example',
        to: [their],
        startsAt: iso(at),
      });
      return [
        ...(n % 4 === 1 ? [] : [written]),
        ...(n % 7 < 3
          ? [
              anEmail({
                id: `r${n}`,
                from: their,
                to: ['amy@us.example'],
                startsAt: iso(at + (n % 11) * hour),
                inReplyTo: `<w${n}@mail.example>`,
              }),
            ]
          : []),
        ...(n % 9 === 0
          ? [
              aMeeting({
                id: `m${n}`,
                organizer: 'amy@us.example',
                required: [their],
                startsAt: iso(at),
              }),
            ]
          : []),
      ];
    }).flat();
    await importItems(database.db, [
      ...house([...deals, open]),
      ...mail.map((value): Item => ({ type: 'activity', value })),
    ]);
    asking = await apiForTests(database, { now }).signedIn(['operations']);
  });
  afterAll(() => database.close());

  /** The figures that the page of a deal shows as of an instant. */
  async function pageOf(id: string, asOf: string) {
    const response = await asking(`opportunities/${id}/analytics?asOf=${asOf}`);
    const { figures } = analyticsSchema.parse(await response.json());
    const { lifetime, health } = figures;
    return { lifetime, score: 'score' in health ? health.score : null };
  }

  it('has the figures that each deal’s own page shows as of that age, and their median and quartiles', async () => {
    const found = await similarTo(asking);
    const own = await pageOf('open', found.asOf);
    const theirs = [];
    for (const { id, createdAt, sameAge } of found.won) {
      expect(Date.parse(sameAge?.at ?? '') - Date.parse(createdAt ?? '')).toBe(30 * day);
      const page = await pageOf(id, sameAge?.at ?? '');
      theirs.push(page);
      const { initiatedByUs, initiatedByThem, minutesByUs, responseByThem } = page.lifetime;
      expect(sameAge).toMatchObject({
        activities: initiatedByUs + initiatedByThem,
        minutesByUs,
        responseHoursByThem: responseByThem.medianHours,
        responseRateByThem: responseByThem.rate,
      });
    }
    const measure = (name: string) => found.measures.find((one) => one.measure === name);
    const middle = (values: readonly (number | null)[]) => {
      const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
      const half = sorted.length / 2;
      return sorted.length % 2 === 1
        ? sorted[Math.floor(half)]
        : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
    };
    expect(theirs).toHaveLength(10);
    expect(measure('emailsSent')).toMatchObject({
      own: own.lifetime.emailsSent,
      n: 10,
      median: middle(theirs.map(({ lifetime }) => lifetime.emailsSent)),
    });
    expect(measure('score')).toMatchObject({
      own: own.score,
      median: middle(theirs.map(({ score }) => score)),
    });
    const answers = theirs.map(({ lifetime }) => lifetime.responseByThem.medianHours);
    expect(measure('responseByThem.medianHours')).toMatchObject({
      own: own.lifetime.responseByThem.medianHours,
      n: answers.filter((hours) => hours !== null).length,
    });
    const last = found.curve.at(-1);
    expect(last).toMatchObject({
      ageDays: 30,
      own: measure('activities')?.own,
      median: measure('activities')?.median,
    });
    expect(last?.own).toBeGreaterThan(5);
  });

  it('says nothing of health while the organisation hides it', async () => {
    expect((await similarTo(asking)).measures.some((one) => one.measure === 'score')).toBe(true);
    await writeOrganizationChange(database.db, { settings: { showHealth: false } });
    const { measures } = await similarTo(asking);
    expect(measures.length).toBeGreaterThan(20);
    expect(measures.some((one) => one.measure === 'score')).toBe(false);
  });
});

function iso(at: number): string {
  return new Date(at).toISOString();
}
