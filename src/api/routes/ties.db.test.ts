import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
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
  liam,
  morgan,
  now as nowText,
  rosa,
  theDeal,
  theo,
} from '../../analytics/testing/cast.ts';
import { unlike } from '../../analytics/testing/differences.ts';
import { type Moment, momentAt } from '../../analytics/testing/oracle-moment.ts';
import { type World, worldOf } from '../../analytics/testing/oracle-people.ts';
import { tieBetween, tiesTo } from '../../analytics/testing/oracle-ties.ts';
import {
  aContact,
  aLead,
  aMeeting,
  anAccount,
  anEmail,
  aUser,
} from '../../analytics/testing/seeds.ts';
import { problemSchema } from '../../contract/api.ts';
import {
  type TieActivities,
  tieActivitiesSchema,
  tiePathsSchema,
  tiesSchema,
} from '../../contract/ties.ts';
import { sql } from '../../db/sql.ts';
import type { Bundle } from '../../model/bundle.ts';

async function setUp(bundle: Bundle, at: number) {
  const database = await testDatabase();
  await importItems(database.db, bundleItems(bundle));
  await settle(database.db);
  return { database, api: apiForTests(database, { now: at }) };
}

async function get<S extends z.ZodType>(
  asking: Asking,
  path: string,
  schema: S,
): Promise<z.output<S>> {
  const response = await asking(path);
  expect(response.status, path).toBe(200);
  return schema.parse(await response.json());
}

/** Every activity behind a tie, page by page. */
async function activitiesOf(asking: Asking, path: string): Promise<TieActivities['rows']> {
  const rows: TieActivities['rows'] = [];
  for (let next = ''; ; ) {
    const page = await get(asking, `${path}&limit=7${next}`, tieActivitiesSchema);
    rows.push(...page.rows);
    if (page.next === null) {
      expect(rows).toHaveLength(page.total);
      return rows;
    }
    next = `&cursor=${page.next}`;
  }
}

const collections = [
  ['contact', 'contacts'],
  ['lead', 'leads'],
  ['opportunity', 'opportunities'],
  ['account', 'accounts'],
] as const;

describe.each([
  ['random-1', '2026-11-20T12:00:00Z', '2026-08-01T00:00:00Z'],
  ['random-3', '2026-10-03T23:30:00Z', '2026-07-01T00:00:00Z'],
])('who knows whom in %s', (name, now, earlier) => {
  let database: TestDatabase;
  let api: ApiForTests;
  let bundle: Bundle;
  let world: World;
  /** Users neither gone nor opted out. */
  let colleagues: readonly string[];
  beforeAll(async () => {
    const whole = await goldenBundle(name);
    const [gone] = whole.users.filter((user) => !user.analyticsOptOut);
    const users = whole.users.map((user) => ({ ...user, active: user.id !== gone?.id }));
    bundle = { ...whole, users };
    world = worldOf(bundle);
    colleagues = users
      .filter((user) => user.active && !user.analyticsOptOut)
      .map(({ id }) => `user:${id}`);
    ({ database, api } = await setUp(bundle, Date.parse(now)));
  });
  afterAll(() => database.close());

  it.each([now, earlier])('is what a second reading of the text finds, as of %s', async (asOf) => {
    const asking = await api.signedIn(['operations']);
    const moment = momentAt(world, Date.parse(asOf));
    let [ties, calls] = [0, 0];
    for (const [type, collection] of collections) {
      for (const record of bundle[collection].filter(isThere(Date.parse(asOf)))) {
        const path = `${collection}/${encodeURIComponent(record.id)}`;
        const found = await get(asking, `${path}/ties?asOf=${asOf}`, tiesSchema);
        const wanted = peopleOf(bundle, type, record.id);
        const expected = new Map(
          wanted.map((person) => [person, tiesTo(world, moment, { person, among: colleagues })]),
        );
        const shown = found.people.map(({ type: kind, id }) => `${kind}:${id}`);
        const hasTies = (person: string) => Object.keys(expected.get(person) ?? {}).length > 0;
        expect(shown.toSorted(), path).toEqual(
          (type === 'account' ? wanted.filter(hasTies) : wanted).toSorted(),
        );
        for (const person of found.people) {
          const strengths = strengthsOf(person.ties);
          const oracle = expected.get(`${person.type}:${person.id}`) ?? {};
          expect(
            unlike(
              strengths,
              mapped(oracle, ({ strength }) => strength),
            ),
            path,
          ).toEqual([]);
          expect(Object.values(strengths)).toEqual(
            Object.values(strengths).toSorted((a, b) => b - a),
          );
          ties += person.ties.length;
        }
        const [strongest] = found.people[0]?.ties ?? [];
        if (strongest !== undefined) {
          const [person] = found.people;
          const who = `${person?.type}:${person?.id}`;
          const behind = `${path}/ties/${encodeURIComponent(strongest.user.id)}/activities?asOf=${asOf}`;
          const rows = await activitiesOf(asking, `${behind}&person=${encodeURIComponent(who)}`);
          expect(rows.length).toBe(
            expected.get(who)?.[`user:${strongest.user.id}`]?.activities.length,
          );
          const sum = rows.reduce((all, { weight }) => all + weight, 0);
          expect(sum).toBeCloseTo(strongest.sums.all, 9);
        }
        if (type === 'account') {
          const account = Object.fromEntries(
            colleagues.flatMap((user) => {
              const each = wanted.flatMap((one) => expected.get(one)?.[user]?.strength ?? []);
              const unknown = each.reduce((product, one) => product * (1 - one / 100), 1);
              return each.length === 0 ? [] : [[user, 100 * (1 - unknown)]];
            }),
          );
          expect(unlike(strengthsOf(found.account ?? []), account), path).toEqual([]);
          const [best] = found.account ?? [];
          if (best !== undefined) {
            const user = encodeURIComponent(best.user.id);
            const behind = `${path}/ties/${user}/activities?asOf=${asOf}`;
            const ids = wanted.flatMap(
              (one) => expected.get(one)?.[`user:${best.user.id}`]?.activities ?? [],
            );
            const rows = await activitiesOf(asking, behind);
            expect(rows, behind).toHaveLength(new Set(ids).size);
            expect(Object.values(best.counts).reduce((sum, one) => sum + one)).toBe(rows.length);
            calls += best.counts.phonecall;
          }
        } else expect(found.account).toBeNull();
      }
    }
    expect(ties).toBeGreaterThan(20);
    expect(calls).toBeGreaterThan(0);
  });

  it('is two steps over those alone whom the reader sees', async () => {
    const moment = momentAt(world, Date.parse(now));
    const operations = await api.signedIn(['operations']);
    const seller = bundle.users.find(({ active }) => active)?.id;
    const asking = await api.signedIn(['seller'], seller);
    const shared = bundle.contacts.filter((_, place) => place % 2 === 0).map(({ id }) => id);
    await database.db.run(sql`
      insert into record_member (member_key, record_key, because)
      select (select key from entity where type = 'user' and id = ${seller ?? ''}), key, 'share'
      from entity where type = 'contact' and id = any(${shared})`);
    const isOwn = ({ ownerId }: { readonly ownerId: string | null }) => ownerId === seller;
    const isOpen = (contact: Bundle['contacts'][number]) =>
      isOwn(contact) || shared.includes(contact.id);
    const open = new Set([
      ...bundle.contacts
        .filter(
          (contact) =>
            isOpen(contact) ||
            bundle.accounts.some(({ id, ...rest }) => id === contact.accountId && isOwn(rest)),
        )
        .map(({ id }) => `contact:${id}`),
      ...bundle.leads.filter(isOwn).map(({ id }) => `lead:${id}`),
    ]);
    let [all, some] = [0, 0];
    for (const contact of bundle.contacts.filter(isThere(Date.parse(now)))) {
      const { id } = contact;
      const path = `contacts/${encodeURIComponent(id)}/paths`;
      const expected = pathsTo(world, moment, { target: `contact:${id}`, colleagues });
      const found = pathsBy(await get(operations, path, tiePathsSchema));
      expect(unlike(found, first(expected, 50)), path).toEqual([]);
      all += Object.keys(found).length;
      if (!isOpen(contact)) continue;
      const own = pathsBy(await get(asking, path, tiePathsSchema));
      const theirs = expected.filter(({ via }) => open.has(via));
      expect(unlike(own, first(theirs, 50)), `${path} of a seller`).toEqual([]);
      some += Object.keys(own).length;
    }
    expect(all).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(0);
  });
});

function strengthsOf(
  ties: readonly { readonly user: { readonly id: string }; readonly strength: number }[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(ties.map(({ user, strength }) => [`user:${user.id}`, strength]));
}

function mapped<T>(
  from: Readonly<Record<string, T>>,
  to: (value: T) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]));
}

const isThere =
  (asOf: number) =>
  (record: { readonly createdAt?: number | null; readonly analyticsOptOut?: boolean }) =>
    record.analyticsOptOut !== true && (record.createdAt ?? asOf) <= asOf;

/** Whom a record shows ties of; nobody who opted out. */
function peopleOf({ contacts, opportunities }: Bundle, type: string, id: string): string[] {
  const deal = opportunities.find((one) => one.id === id);
  const ids =
    type === 'account'
      ? contacts.filter(({ accountId }) => accountId === id).map((one) => one.id)
      : type === 'opportunity'
        ? [deal?.contactId, ...(deal?.stakeholderIds ?? [])]
        : [];
  if (type === 'contact' || type === 'lead') return [`${type}:${id}`];
  return contacts
    .filter((one) => ids.includes(one.id) && !one.analyticsOptOut)
    .map((one) => `contact:${one.id}`);
}

function pathsTo(
  world: World,
  moment: Moment,
  { target, colleagues }: { readonly target: string; readonly colleagues: readonly string[] },
) {
  return world.people
    .filter(({ type, optedOut }) => type !== 'user' && !optedOut)
    .map(({ type, id }) => `${type}:${id}`)
    .filter((via) => via !== target)
    .flatMap((via) => {
      const second = tieBetween(world, moment, [via, target]);
      if (second.activities.length === 0) return [];
      return Object.entries(tiesTo(world, moment, { person: via, among: colleagues })).map(
        ([user, { strength }]) => ({ via, user, strength: (strength * second.strength) / 100 }),
      );
    })
    .sort((a, b) => b.strength - a.strength);
}

function first(paths: ReturnType<typeof pathsTo>, most: number): Record<string, number> {
  return Object.fromEntries(
    paths.slice(0, most).map(({ via, user, strength }) => [`${user} ${via}`, strength]),
  );
}

function pathsBy({ paths }: z.output<typeof tiePathsSchema>): Record<string, number> {
  return Object.fromEntries(
    paths.map(({ user, via, strength }) => [`user:${user.id} ${via.type}:${via.id}`, strength]),
  );
}

describe('who knows whom, and who asks', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    const bundle = company({
      users: [
        aUser({ id: 'avery', emails: [avery], name: 'Avery' }),
        aUser({ id: 'kai', emails: [kai], name: 'Kai' }),
        aUser({ id: 'morgan', emails: [morgan], active: false }),
      ],
      accounts: [anAccount({ id: 'ridge', ownerId: 'avery', primaryContactId: 'dana' })],
      contacts: [
        aContact({ id: 'dana', emails: [dana], accountId: 'ridge', ownerId: 'avery' }),
        aContact({ id: 'rosa', emails: [rosa], ownerId: 'kai' }),
        aContact({ id: 'theo', emails: [theo], accountId: 'ridge', analyticsOptOut: true }),
      ],
      leads: [
        aLead({ id: 'liam', emails: [liam], ownerId: 'avery', createdAt: Date.parse(ago(50)) }),
      ],
      opportunities: [
        theDeal({ stakeholderIds: ['rosa', 'theo'], createdAt: Date.parse(ago(100)) }),
      ],
      activities: [
        anEmail({ id: 'own', subject: 'mine', startsAt: ago(3), from: avery, to: [dana] }),
        anEmail({ id: 'hers', subject: 'hers', startsAt: ago(2), from: kai, to: [dana] }),
        anEmail({ id: 'left', startsAt: ago(2), from: morgan, to: [dana, liam] }),
        aMeeting({ id: 'both', startsAt: ago(9), organizer: kai, required: [dana, rosa] }),
        // No record of Avery's has it: Kai does not own the lead.
        anEmail({ id: 'lead', subject: 'secret', startsAt: ago(4), from: liam, to: [kai] }),
        anEmail({ id: 'out', startsAt: ago(4), from: avery, to: [theo] }),
      ],
    });
    ({ database, api } = await setUp(bundle, Date.parse(nowText)));
  });
  afterAll(() => database.close());

  it('names nobody who left or opted out, at no instant', async () => {
    const asking = await api.signedIn(['operations']);
    for (const asOf of [nowText, ago(2), ago(1, 12)]) {
      for (const path of ['contacts/dana', 'leads/liam', 'opportunities/deal', 'accounts/ridge']) {
        const text = JSON.stringify(await get(asking, `${path}/ties?asOf=${asOf}`, tiesSchema));
        expect(text).not.toContain('morgan');
        expect(text).not.toContain('theo');
        const gone = `${path}/ties/morgan/activities?asOf=${asOf}`;
        expect((await asking(gone)).status, gone).toBe(404);
      }
    }
    const paths = await get(asking, 'contacts/rosa/paths', tiePathsSchema);
    expect(paths.paths.map(({ user, via }) => `${user.id} ${via.id}`).sort()).toEqual([
      'avery dana',
      'kai dana',
    ]);
    expect((await asking('contacts/theo/ties')).status).toBe(404);
  });

  it('shows subjects to who takes part, to others kind, time and direction', async () => {
    const avery = await api.signedIn(['seller'], 'avery');
    const rows = async (path: string) => (await get(avery, path, tieActivitiesSchema)).rows;
    expect(await rows('contacts/dana/ties/avery/activities')).toMatchObject([
      { id: 'own', isReadable: true, subject: 'mine' },
    ]);
    const ofKai = await rows('contacts/dana/ties/kai/activities');
    expect(ofKai).toMatchObject([
      { isReadable: false, kind: 'email', side: 'us', startsAt: instant(ago(2)), subject: null },
      { isReadable: false, kind: 'appointment', startsAt: instant(ago(9)), subject: null },
    ]);
    const ofLead = await rows('leads/liam/ties/kai/activities');
    expect(ofLead).toMatchObject([{ isReadable: false, side: 'them', subject: null }]);
    expect(JSON.stringify([ofKai, ofLead])).not.toMatch(/hers|secret|"lead"/);
  });

  it('hides whom a stakeholder knows from who may not see the stakeholder', async () => {
    const avery = await api.signedIn(['seller'], 'avery');
    const { people } = await get(avery, 'opportunities/deal/ties', tiesSchema);
    expect(people).toMatchObject([
      { id: 'dana', hidden: false, total: 2 },
      { id: 'rosa', hidden: true, ties: [], total: 0 },
    ]);
    const path = 'opportunities/deal/ties/kai/activities?person=contact:rosa';
    expect(await get(avery, path, tieActivitiesSchema)).toMatchObject({ rows: [], total: 0 });
    expect((await avery('contacts/rosa/paths')).status).toBe(403);
    const kai = await api.signedIn(['seller'], 'kai');
    expect(await get(kai, 'contacts/rosa/paths', tiePathsSchema)).toMatchObject({ paths: [] });
  });

  it('is for nobody else, and begins with the record', async () => {
    const kai = await api.signedIn(['seller', 'manager', 'administrator'], 'kai');
    for (const path of ['ties', 'ties/kai/activities', 'paths']) {
      expect((await kai(`leads/liam/${path}`)).status).toBe(404);
      expect((await api.asNobody(`leads/liam/${path}`)).status).toBe(401);
    }
    const avery = await api.signedIn(['seller'], 'avery');
    const before = await avery(`leads/liam/ties?asOf=${ago(51)}`);
    expect(problemSchema.parse(await before.json()).code).toBe('record_not_yet');
    const nobody = await avery('leads/liam/ties/nobody/activities');
    expect(problemSchema.parse(await nobody.json()).code).toBe('user_unknown');
  });

  it('is there while health is hidden', async () => {
    const asking = await api.signedIn(['operations', 'administrator']);
    const path = 'accounts/ridge/ties';
    const before = await get(asking, path, tiesSchema);
    await setShowHealth(asking, false);
    expect(await get(asking, path, tiesSchema)).toEqual(before);
    await setShowHealth(asking, true);
  });
});

async function setShowHealth(asking: Asking, showHealth: boolean): Promise<void> {
  const { version } = await (await asking('settings')).json();
  const response = await asking('settings', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version, showHealth }),
  });
  expect(response.status).toBe(200);
}

function instant(text: string): string {
  return new Date(text).toISOString();
}
