import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { byReference, settle, storedFigures, testNow } from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { avery, company, dana, rosa } from '../analytics/testing/cast.ts';
import { aContact, aLead, aMeeting, anEmail, aTask, aUser } from '../analytics/testing/seeds.ts';
import { heldSections } from '../contract/rights.ts';
import { sql } from '../db/sql.ts';
import { bundleWithout } from './testing/bundle-without.ts';
import { importWithout, itemsInOrder } from './testing/erasing.ts';
import { mentionsIn } from './testing/mentions.ts';

const question = { asOf: testNow, days: 60 };
const phone = '+4930987654';
const danaId = 'contact-4711-dana';
const danaName = 'Dana Hohenberg';
const everything = [dana, phone, danaName, danaId];

/** The cast, with Dana under an id and a name that can be looked for, in every place where she can stand. */
const told = company({
  users: [
    aUser({ id: 'avery', emails: [avery], phones: ['+1'] }),
    aUser({ id: 'morgan', emails: ['morgan@us.example'] }),
  ],
  contacts: [
    aContact({
      id: danaId,
      name: danaName,
      emails: [dana, 'desk@ridge.example'],
      phones: [phone],
      accountId: 'ridge',
      ownerId: 'avery',
    }),
    aContact({ id: 'rosa', emails: [rosa, 'desk@ridge.example'], accountId: 'ridge' }),
  ],
  leads: [
    aLead({
      id: 'liam',
      emails: ['liam@prospect.example'],
      ownerId: 'avery',
      stakeholderIds: [danaId],
    }),
  ],
  activities: [
    anEmail({
      id: 'from-dana',
      startsAt: '2026-11-10T09:00:00Z',
      from: dana,
      to: [avery],
      cc: [rosa],
      subject: 'What Dana wrote',
      messageId: `<1.${dana}>`,
      headers: { 'return-path': `<${dana}>` },
    }),
    anEmail({
      id: 'to-rosa',
      startsAt: '2026-11-11T09:00:00Z',
      from: avery,
      to: [rosa],
      messageId: '<2@us.example>',
      inReplyTo: `<1.${dana}>`,
      references: [`<1.${dana}>`],
      subject: `About ${danaName}, ${dana.toUpperCase()}`,
    }),
    anEmail({ id: 'only-dana', startsAt: '2026-11-12T09:00:00Z', from: avery, to: [dana] }),
    anEmail({
      id: 'desk',
      startsAt: '2026-11-12T10:00:00Z',
      from: 'desk@ridge.example',
      to: [avery],
    }),
    aMeeting({
      id: `meeting-${dana}`,
      startsAt: '2026-11-13T09:00:00Z',
      organizer: avery,
      required: [dana, rosa],
      icalUid: `${dana}-17`,
      durationMinutes: 30,
    }),
    aTask({
      id: 'about-dana',
      startsAt: '2026-11-14T09:00:00Z',
      from: avery,
      regarding: { type: 'contact', id: danaId },
      subject: 'Call her',
    }),
  ],
});

describe('the rights of a contact', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let administrator: Asking;
  beforeAll(async () => {
    database = await testDatabase();
    api = apiForTests(database, { now: testNow });
    administrator = await api.signedIn(['administrator']);
    await importWithout(database.db, itemsInOrder(told), `/mail/${dana}.mbox`);
    await settle(database.db);
    await database.db.run(sql`
      insert into import_reject (source_key, rejected_at, place, field, value, expected)
      select key, now(), 'line 3', 'to', ${`${danaName} <${dana}>`}, 'an address' from source`);
    await database.db.run(sql`
      update account set custom = ${JSON.stringify({ champion: dana, other: 'ann@ridge.example' })}::jsonb`);
    await database.db.run(sql`
      insert into person_notice (person_key, told_at, basis, noted_at)
      select key, now(), 'consent', now() from entity where id = ${danaId}`);
    await database.db.run(sql`
      with made as (
        insert into introduction (person_key, asker_key, asked_key, asked_at)
        select person.key, asker.key, asked.key, now() from entity person, app_user asker, app_user asked
        where person.id = ${danaId} and asker.key < asked.key limit 1 returning key
      )
      insert into introduction_text select key, ${`You know ${danaName} best`} from made`);
    await database.db.run(sql`
      insert into insight_card (login_key, record_key, kind, cause, seen_on)
      select login.key, entity.key, 'goneQuiet', '2026-11-10', '2026-11-20' from login, entity where entity.id = ${danaId}`);
  });
  afterAll(() => database.close());

  it('are: to be told everything that is held on them, in one document', async () => {
    const response = await administrator(`contacts/${danaId}/export`);
    expect(response.status).toBe(200);
    const held: Record<string, Record<string, unknown>[]> = JSON.parse(await response.text());
    expect(Object.keys(held)).toEqual(['asOf', ...heldSections]);
    const text = JSON.stringify(held);
    for (const part of [danaName, dana, phone, 'consent', 'What Dana wrote', 'an address', 'best'])
      expect(text).toContain(part);
    // Who else took part is told by their number alone.
    expect(text).not.toContain(rosa);
    // That Avery wrote of her to Rosa is not among them.
    expect(held.activities).toHaveLength(5);
    expect(held.activities?.find(({ id }) => id === 'from-dana')).toMatchObject({
      by: 'them',
      counted: true,
      roles: 'from',
      other_participants: 2,
    });
    const figures = new Map(held.figures?.map(({ figure, value }) => [figure, value]));
    expect(figures.get('lifetime.emailsReceived')).toBe(2);
    expect(
      held.figures?.find(({ figure }) => figure === 'health.factors.recency.points'),
    ).toMatchObject({
      definition: expect.stringContaining('latest inbound'),
    });
    expect(held.records).toContainEqual({ type: 'account', id: 'ridge', part: 'contact' });
  });

  it.each(heldSections)('are: the same as tables: %s', async (section) => {
    const response = await administrator(`contacts/${danaId}/export.csv?section=${section}`);
    expect(response.headers.get('content-type')).toContain('text/csv');
    const rows = (await response.text()).trimEnd().split('\r\n');
    expect(rows.length).toBeGreaterThan(isOfUsers(section) ? 0 : 1);
  });

  it('are: no health in it when the organisation shows none', async () => {
    await database.db.run(
      sql`update organization set settings = settings || '{"showHealth": false}'`,
    );
    const document = await (await administrator(`contacts/${danaId}/export`)).text();
    const list = await (await administrator('contacts/export.csv')).text();
    await database.db.run(sql`update organization set settings = settings - 'showHealth'`);
    expect(document).toContain('lifetime.emailsReceived');
    expect(document).not.toMatch(/health|score|trend/i);
    expect(list).not.toMatch(/health|score|trend/i);
  });

  it('are: to opt out, which no import undoes', async () => {
    const put = (optedOut: boolean) =>
      administrator(`contacts/${danaId}/opt-out`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ optedOut }),
      });
    const optedOut = {
      ...told,
      contacts: told.contacts.map((one) =>
        one.id === danaId ? { ...one, analyticsOptOut: true } : one,
      ),
    };
    expect(await (await put(true)).json()).toEqual({ optedOut: true, here: true, bySource: false });
    await settle(database.db);
    const wanted = byReference(analyze(optedOut, question).records);
    expect(await storedFigures(database.db, question)).toEqual(wanted);
    await importWithout(database.db, itemsInOrder(told));
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(wanted);
    expect(await (await put(false)).json()).toEqual({
      optedOut: false,
      here: false,
      bySource: false,
    });
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(
      byReference(analyze(told, question).records),
    );
    await put(true);
    await importWithout(database.db, itemsInOrder(optedOut));
    expect(await (await put(false)).json()).toEqual({
      optedOut: true,
      here: false,
      bySource: true,
    });
    await importWithout(database.db, itemsInOrder(told));
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(
      byReference(analyze(told, question).records),
    );
  });

  it('are: to be erased, after which no byte of them is left in any table, also when they come again', async () => {
    const erase = (confirm: string) =>
      administrator(`contacts/${danaId}/erasure`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ confirm }),
      });
    expect((await erase('rosa')).status).toBe(422);
    expect(await mentionsIn(database.owner, everything)).not.toEqual([]);
    const response = await erase(danaId);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      removed: { addresses: 2, activities: 1, participations: 2, logins: 0 },
      sharedWith: [{ type: 'contact', id: 'rosa' }],
    });
    expect(await mentionsIn(database.owner, everything)).toEqual([]);
    const person = { type: 'contact' as const, id: danaId };
    const wanted = asStored(analyze(bundleWithout(told, person), question).records);
    const check = async () => {
      await settle(database.db);
      expect(asStored(Object.values(await storedFigures(database.db, question)))).toEqual(wanted);
    };
    await check();
    expect(await mentionsIn(database.owner, everything)).toEqual([]);
    const report = await importWithout(database.db, itemsInOrder(told), `/mail/${dana}.mbox`);
    expect(report).toMatchObject({ new: 0, rejected: 2 });
    await check();
    // What others write about somebody among themselves is theirs.
    expect(await mentionsIn(database.owner, everything)).toEqual([`activity.subject: ${danaName}`]);
    expect((await erase(danaId)).status).toBe(404);
    // Nobody knows any more whose pseudonym it is.
    const known = sql`select from audit_person join entity on key = entity_key where id like '%erased-%'`;
    expect(await database.db.query(known)).toEqual([]);
    expect(JSON.stringify(await (await administrator('audit?action=erased')).json())).toMatch(
      /"erased"/,
    );
  });
});

/** Of a contact, whom no headline names, there is none. */
function isOfUsers(section: (typeof heldSections)[number]): boolean {
  return section === 'access' || section === 'news';
}

/** Figures name activities, and the names of those that held an address have changed. */
function asStored(records: readonly { readonly type: string; readonly id: string }[]) {
  const text = JSON.stringify(byReference(records));
  return JSON.parse(
    text.replaceAll(`meeting-${dana}`, 'meeting').replaceAll(/meeting-erased-\w+/g, 'meeting'),
  );
}
