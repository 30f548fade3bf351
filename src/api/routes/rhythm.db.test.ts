import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, apiForTests } from '../../../test/support/api.ts';
import { bundleItems } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems } from '../../../test/support/figures.ts';
import { ago, avery, company, dana, now, theDeal, theo } from '../../analytics/testing/cast.ts';
import { anEmail, at } from '../../analytics/testing/seeds.ts';
import { dayMs } from '../../analytics/zone.ts';
import { type Rhythm, rhythmSchema } from '../../contract/rhythm.ts';
import { sql } from '../../db/sql.ts';
import type { Role } from '../../model/vocabulary.ts';

describe('the rhythm of a record', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  const weekly = [67, 60, 53, 46, 39];
  beforeAll(async () => {
    database = await testDatabase();
    const activities = weekly.map((days) =>
      anEmail({ id: `m${days}`, from: dana, to: [avery], startsAt: ago(days) }),
    );
    const opportunities = [
      theDeal({ createdAt: at(ago(90)) }),
      theDeal({ id: 'done', status: 'won', closedAt: at(ago(20)) }),
    ];
    await importItems(database.db, bundleItems({ ...company({ opportunities }), activities }));
    api = apiForTests(database, { now: at(now) });
  });
  afterAll(() => database.close());

  async function rhythm(path: string, roles: readonly Role[] = ['operations']): Promise<Rhythm> {
    const response = await (await api.signedIn(roles))(path);
    expect(response.status).toBe(200);
    return rhythmSchema.parse(await response.json());
  }

  it('has every contact day with its gap, and the day from which on it is quiet', async () => {
    const answer = await rhythm('contacts/dana/rhythm');
    expect(answer).toMatchObject({
      today: '2026-11-20',
      state: 'quiet',
      usualGap: 5,
      presentGap: 29,
      lastAt: ago(39),
      on: '2026-11-20',
      staleSources: [],
      endedFiles: [],
      organization: { contacts: 1 },
    });
    expect(answer.organization.usualGap).toBeCloseTo(5, 9);
    expect(answer.days).toEqual(
      weekly.map((days, place) => ({
        on: ago(days).slice(0, 10),
        gap: place === 0 ? null : 5,
      })),
    );
    const from = answer.quietFrom ?? '';
    expect((await rhythm(`contacts/dana/rhythm?asOf=${from}T12:00:00Z`)).state).toBe('quiet');
    const before = new Date(Date.parse(`${from}T12:00:00Z`) - dayMs).toISOString();
    expect((await rhythm(`contacts/dana/rhythm?asOf=${before}`)).state).toBe('withinRhythm');
  });

  it('awaits nothing of a deal that is closed, but did before it was', async () => {
    expect((await rhythm('opportunities/done/rhythm')).state).toBe('closed');
    expect((await rhythm(`opportunities/done/rhythm?asOf=${ago(21)}`)).state).not.toBe('closed');
    expect((await rhythm('opportunities/deal/rhythm')).state).toBe('quiet');
  });

  it('of a file is told as of the last day in it, also when nobody was in touch since', async () => {
    const other = anEmail({ id: 'last', from: theo, to: [avery], startsAt: ago(9) });
    const file = { kind: 'mail', name: 'inbox.mbox' };
    await importItems(database.db, [{ type: 'activity', value: other }], file);
    await database.db.run(sql`
      update activity set source_key = (select key from source where kind = 'mail')`);
    const answer = await rhythm('contacts/dana/rhythm');
    expect(answer).toMatchObject({
      ...{ today: '2026-11-20', on: '2026-11-11', state: 'quiet', presentGap: 22 },
      staleSources: [],
      endedFiles: [{ kind: 'mail', name: null, endedAt: ago(9) }],
    });
    await database.db.run(sql`
      update activity set source_key = (select key from source where kind = 'imap')`);
  });

  it('is for those who work on the record; the names of sources are for administrators', async () => {
    await database.db.run(sql`update source set synced_at = ${new Date(at(now) - 3 * dayMs)}`);
    const hidden = await rhythm('opportunities/deal/rhythm');
    const syncedAt = ago(3);
    expect(hidden).toMatchObject({
      state: 'notInSync',
      staleSources: [{ kind: 'imap', name: null, syncedAt, endedAt: null }],
    });
    const asking = await api.signedIn(['seller', 'administrator'], 'avery');
    const shown = rhythmSchema.parse(await (await asking('opportunities/deal/rhythm')).json());
    expect(shown.staleSources).toEqual([{ kind: 'imap', name: 'test', syncedAt, endedAt: null }]);
    const stranger = await api.signedIn(['seller'], 'kai');
    expect((await stranger('opportunities/deal/rhythm')).status).toBe(404);
    expect((await stranger('accounts/ridge/rhythm')).status).toBe(400);
    const asOf = ago(100);
    expect((await asking(`opportunities/deal/rhythm?asOf=${asOf}`)).status).toBe(404);
  });
});
