import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems } from '../../test/support/figures.ts';
import { aContact, aUser } from '../analytics/testing/seeds.ts';
import type { WorkingTime } from '../analytics/working-calendar.ts';
import { sql } from '../db/sql.ts';
import { defaultOrganizationSettings, type OrganizationSettings } from '../model/entities.ts';
import { workingTimesOf } from './calendars.ts';
import { peopleWith } from './snapshot.ts';

const hour = 3_600_000;
const berlin = { name: 'Contoso', timeZone: 'Europe/Berlin', domains: [] };
const holidays = [{ name: 'Christmas', on: '2025-12-25', yearly: true }];

describe('when people work', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    const early = { days: [4, 5], from: '06:00', until: '10:00' };
    const users = [
      aUser({ id: 'early', timeZone: 'America/New_York', workingHours: early }),
      aUser({ id: 'odd', workingHours: 'whenever' }),
    ];
    const contacts = [
      aContact({ id: 'tokyo', timeZone: 'Asia/Tokyo' }),
      aContact({ id: 'nowhere' }),
    ];
    await importItems(database.db, [
      ...users.map((value) => ({ type: 'user' as const, value })),
      ...contacts.map((value) => ({ type: 'contact' as const, value })),
    ]);
  });
  afterAll(() => database.close());

  async function working(
    id: string | null,
    changed: Partial<OrganizationSettings> = {},
  ): Promise<WorkingTime | null> {
    const rows = await database.db.query<{ key: number; id: string }>(
      sql`select key, id from entity`,
    );
    const keys = rows.map(({ key }) => key);
    const settings = { ...defaultOrganizationSettings, holidays, ...changed };
    const people = await peopleWith(database.db, keys);
    const times = workingTimesOf(people, { organization: berlin, settings });
    return times?.(rows.find((row) => row.id === id)?.key ?? null) ?? null;
  }

  const worked = async (id: string | null, from: string, until: string) => {
    const time = await working(id);
    return time === null ? null : time(Date.parse(from), Date.parse(until)) / hour;
  };

  it('is told by their own zone and hours, else by those of the organisation', async () => {
    // A Friday: six to ten in New York is noon to four in Berlin.
    const [morning, evening] = ['2026-11-20T00:00:00+01:00', '2026-11-21T00:00:00+01:00'];
    expect(await worked('early', morning, '2026-11-20T13:00:00+01:00')).toBe(1);
    for (const id of ['odd', 'nowhere', null]) {
      expect(await worked(id, morning, '2026-11-20T10:00:00+01:00')).toBe(1);
      expect(await worked(id, morning, evening)).toBe(8);
    }
    // Nine to five in Tokyo is one to nine in the morning in Berlin.
    expect(await worked('tokyo', morning, '2026-11-20T09:00:00+01:00')).toBe(8);
  });

  it('leaves holidays out, as dates of whoever it is about', async () => {
    const [from, until] = ['2026-12-24T23:00:00Z', '2026-12-25T23:00:00Z'];
    expect(await worked(null, from, until)).toBe(0);
    // In Tokyo the 25th is over eight hours before it is in Berlin, and on a Thursday the 24th they worked.
    expect(await worked('tokyo', '2026-12-24T00:00:00Z', '2026-12-25T15:00:00Z')).toBe(8);
    expect(await worked('early', '2026-12-25T00:00:00Z', '2026-12-26T00:00:00Z')).toBe(0);
  });

  it('is not told where the organisation has no hours', async () => {
    expect(await working(null, { workingHours: [] })).toBeNull();
  });
});
