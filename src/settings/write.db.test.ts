import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import {
  byReference,
  importItems,
  settle,
  storedFigures,
  testNow,
} from '../../test/support/figures.ts';
import { analyze } from '../analytics/analyze.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { type Activity, blankActivity } from '../model/activity.ts';
import type { Settings } from '../model/entities.ts';
import { type OrganizationChange, writeOrganizationChange } from './write.ts';

const bundle = await goldenBundle('contoso');
const question = { asOf: testNow, days: 60 };
const dana = 'dana.whitfield@blueridge.example';
const none = { addresses: [], domains: [], subjects: [] };

describe('settings as they are written', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
  });
  afterAll(() => database.close());

  const write = (change: OrganizationChange) =>
    database.db.transaction((session) => writeOrganizationChange(session, change));
  const marks = async () => {
    const [row] = await database.db.query<{ activities: number; records: number }>(sql`
      select (select count(*) from activity_mark) as activities, (select count(*) from record_mark) as records`);
    return row;
  };
  const withSettings = (settings: Partial<Settings>) =>
    byReference(
      analyze({ ...bundle, settings: { ...bundle.settings, ...settings } }, question).records,
    );

  it.each([
    ['address', { ...none, addresses: [dana] }],
    ['domain', { ...none, domains: ['blueridge.example'] }],
    ['subject', { ...none, subjects: ['QUOTE', 'proposal', 're:'] }],
  ])(
    'leave an excluded %s out of what is there already, and give it back',
    async (_, exclusions) => {
      const before = await storedFigures(database.db, question);
      await write({ settings: { exclusions } });
      await settle(database.db);
      const without = await storedFigures(database.db, question);
      expect(without).not.toEqual(before);
      expect(without).toEqual(withSettings({ exclusions }));
      expect(await write({ settings: { exclusions: bundle.settings.exclusions } })).toEqual([
        'exclusions',
      ]);
      await settle(database.db);
      expect(await storedFigures(database.db, question)).toEqual(before);
    },
  );

  it('make an address ours and nobody’s, and give it back', async () => {
    const before = await storedFigures(database.db, question);
    await write({ settings: { sharedMailboxes: [dana] } });
    await settle(database.db);
    // As if she had no address, and it were one of our domains that is nobody's.
    const without = {
      ...bundle,
      organization: {
        ...bundle.organization,
        domains: [...bundle.organization.domains, 'shared.example'],
      },
      contacts: bundle.contacts.map((contact) => ({
        ...contact,
        emails: contact.emails.filter((address) => address !== dana),
      })),
      activities: bundle.activities.map(readdressed),
    };
    const wanted = byReference(analyze(without, question).records);
    const shared = await storedFigures(database.db, question);
    expect(shared).not.toEqual(before);
    expect(shared).toEqual(wanted);
    await write({ settings: { sharedMailboxes: [] } });
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(before);
  });

  it('lose an excluded address also when an import takes it off the list', async () => {
    const exclusions = { ...none, addresses: [dana, 'nobody@else.example'] };
    await write({ settings: { exclusions } });
    const { settings } = bundle;
    await importItems(database.db, [
      { type: 'settings', value: { ...settings, exclusions: { ...none, addresses: [dana] } } },
    ]);
    expect((await organizationIn(database.db)).settings.exclusions.addresses).toEqual([dana]);
    await importItems(database.db, [{ type: 'settings', value: { ...settings } }]);
    await settle(database.db);
    expect(await storedFigures(database.db, question)).toEqual(withSettings({}));
  });

  it('mark what they can move and nothing else', async () => {
    const { settings } = await organizationIn(database.db);
    expect(await write({ settings: { ...settings } })).toEqual([]);
    expect(await write({ settings: { showHealth: false, holidays: [] } })).toEqual(['showHealth']);
    expect(await marks()).toEqual({ activities: 0, records: 0 });
    await write({ settings: { exclusions: { ...settings.exclusions, addresses: [dana] } } });
    const [on] = await database.db.query<{ activities: number }>(sql`
      select count(distinct activity_key) as activities from participant
      join address on address.key = address_key where address = ${dana}`);
    expect(await marks()).toEqual({ activities: on?.activities, records: 0 });
    await write({ settings: { exclusions: settings.exclusions, grades: settings.grades } });
    await settle(database.db);
    await write({ settings: { responseGraceHours: settings.responseGraceHours + 1 } });
    expect(await marks()).toMatchObject({ activities: 0 });
    const { length } = Object.keys(await storedFigures(database.db, question));
    expect((await marks())?.records).toBe(length);
    await write({ settings: { responseGraceHours: settings.responseGraceHours } });
    await settle(database.db);
  });

  it('keep what differs from the defaults, under a version that grows with every change', async () => {
    const before = await organizationIn(database.db);
    await write({ settings: { massThreshold: 7 } });
    const after = await organizationIn(database.db);
    expect(after).toEqual({
      ...before,
      version: before.version + 1,
      settings: { ...before.settings, massThreshold: 7 },
    });
    await write({ settings: { massThreshold: 50 } });
    const [row] = await database.db.query<{ settings: object }>(
      sql`select settings from organization`,
    );
    expect(row?.settings).not.toHaveProperty('massThreshold');
    await settle(database.db);
  });
});

describe('subjects that are not stored', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
  });
  afterAll(() => database.close());

  const email = (id: string, subject: string) => ({
    type: 'activity' as const,
    value: {
      ...blankActivity,
      id,
      subject,
      kind: 'email' as const,
      startsAt: testNow - 86_400_000,
      from: dana,
      to: ['avery@contoso.example'],
    },
  });
  const reasonOf = async (id: string) => {
    const [row] = await database.db.query(sql`
      select reason, subject from fact join activity on key = activity_key where id = ${id}`);
    return row;
  };
  const set = async (change: OrganizationChange) => {
    await database.db.transaction((session) => writeOrganizationChange(session, change));
    await settle(database.db);
  };
  const subjects = async () =>
    (
      await database.db.query<{ subject: string }>(
        sql`select distinct subject from activity where subject is not null`,
      )
    ).map(({ subject }) => subject);

  it('are gone at once, and what they excluded stays excluded as long as the rule stands', async () => {
    const excluded = ['SALARY', 'gehälter'];
    await importItems(database.db, [email('old', 'Our salary round'), email('plain', 'Hello')]);
    await set({ settings: { exclusions: { ...none, subjects: excluded } } });
    const before = await storedFigures(database.db, question);
    expect(await reasonOf('old')).toMatchObject({ reason: 'excluded_by_rule' });

    await set({ settings: { storeSubjects: false } });
    expect(await subjects()).toEqual(['SALARY']);
    expect(await storedFigures(database.db, question)).toEqual(before);
    const items = [email('new', 'GEHÄLTER von Dana'), email('known', 'Re: Hello')];
    await importItems(database.db, items);
    expect((await subjects()).sort()).toEqual(['SALARY', 'gehälter']);
    expect(await reasonOf('known')).toEqual({ reason: null, subject: null });
    expect(await importItems(database.db, items)).toMatchObject({ new: 0, changed: 0, known: 2 });

    // Everything is interpreted again, from what is left of the subjects.
    await set({ settings: { massThreshold: 49 } });
    await set({ settings: { massThreshold: 50 } });
    expect(await reasonOf('old')).toEqual({ reason: 'excluded_by_rule', subject: 'SALARY' });
    expect(await reasonOf('new')).toEqual({ reason: 'excluded_by_rule', subject: 'gehälter' });

    await set({ settings: { exclusions: { ...none, subjects: ['gehälter'] } } });
    expect(await subjects()).toEqual(['gehälter']);
    expect(await reasonOf('old')).toEqual({ reason: null, subject: null });
    await set({ settings: { storeSubjects: true } });
    await importItems(database.db, [email('later', 'Kept again')]);
    expect((await subjects()).sort()).toEqual(['Kept again', 'gehälter']);
  });
});

/** The activity with an address of nobody at a domain of ours in the place of Dana's. */
function readdressed(activity: Activity): Activity {
  const one = (address: string) => (address === dana ? 'dana@shared.example' : address);
  return {
    ...activity,
    from: activity.from === null ? null : one(activity.from),
    to: activity.to.map(one),
    cc: activity.cc.map(one),
    bcc: activity.bcc.map(one),
    organizer: activity.organizer === null ? null : one(activity.organizer),
    required: activity.required.map(one),
    optional: activity.optional.map(one),
    responses: Object.fromEntries(
      Object.entries(activity.responses).map(([address, response]) => [one(address), response]),
    ),
  };
}
