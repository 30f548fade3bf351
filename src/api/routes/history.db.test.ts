import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, apiForTests } from '../../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import { aContact } from '../../analytics/testing/seeds.ts';
import { analyticsSchema, collections, problemSchema } from '../../contract/api.ts';
import { historySchema } from '../../contract/engagement.ts';
import { listSchema } from '../../contract/list.ts';
import { sql } from '../../db/sql.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

describe('scores over time, for the rows of a list', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    for (const name of ['contoso', 'random-1']) {
      const bundle = await goldenBundle(name);
      await importItems(database.db, bundleItems(bundle), { name });
    }
    const odd = aContact({ id: 'a,b%c', emails: ['odd@else.example'] });
    await importItems(database.db, [{ type: 'contact', value: odd }], { name: 'odd' });
    await settle(database.db);
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const listed = (ids: readonly string[]) =>
    encodeURIComponent(ids.map((id) => encodeURIComponent(id)).join(','));

  it('are the last quarter of the curve that the record shows, for records of every type', async () => {
    const asking = await api.signedIn(['operations']);
    let scores = 0;
    for (const collection of ['accounts', 'contacts', 'leads', 'opportunities']) {
      const list = listSchema.parse(await (await asking(`${collection}?limit=100`)).json());
      const ids = list.rows.map(({ record }) => record.id);
      const history = historySchema.parse(
        await (await asking(`${collection}/history?ids=${listed(ids)}`)).json(),
      );
      expect(Object.keys(history.scores).sort()).toEqual([...ids].sort());
      for (const id of ids) {
        const path = `${collection}/${encodeURIComponent(id)}/analytics`;
        const { healthHistory } = analyticsSchema.parse(await (await asking(path)).json());
        const quarter = healthHistory.slice(-13);
        expect(history.on).toEqual(quarter.map(({ on }) => on));
        expect(history.scores[id], id).toEqual(quarter.map(({ score }) => score));
        scores += quarter.filter(({ score }) => score !== null).length;
      }
    }
    expect(scores).toBeGreaterThan(100);
  });

  it('are stored as of 30 days before, too, for grades that moved', async () => {
    const asking = await api.signedIn(['operations']);
    const rows = await database.db.query<{
      type: string;
      id: string;
      at: number;
      score: number | null;
      before: number | null;
    }>(
      sql`select type, id, as_of as at, health_score as score, health_score_before as before from record_analytics`,
    );
    let compared = 0;
    for (const { type, id, at, score, before } of rows) {
      const collection = Object.entries(collections).find(([, known]) => known === type)?.[0];
      const earlier = new Date(at - 30 * 86_400_000).toISOString();
      const path = `${collection}/${encodeURIComponent(id)}/analytics?asOf=${earlier}`;
      const response = await asking(path);
      const health =
        response.status === 200
          ? analyticsSchema.parse(await response.json()).figures.health
          : { state: 'notApplicable' };
      const then = 'score' in health ? health.score : null;
      expect(before, `${type} ${id}`).toBe(score === null ? null : then);
      if (before !== null) compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });

  it('leave out what is not for the reader, and what is not there', async () => {
    const [avery, kai] = [
      await api.signedIn(['seller'], 'avery'),
      await api.signedIn(['seller'], 'kai'),
    ];
    const path = `opportunities/history?ids=${listed(['blue-ridge-2026', 'nothing'])}`;
    const told = historySchema.parse(await (await avery(path)).json());
    expect(Object.keys(told.scores)).toEqual(['blue-ridge-2026']);
    expect(told.scores['blue-ridge-2026']).toHaveLength(13);
    expect(historySchema.parse(await (await kai(path)).json()).scores).toEqual({});
    expect((await api.asNobody(path)).status).toBe(401);
  });

  it('are asked for by ids with commas between, however odd the ids; a hundred at most', async () => {
    const asking = await api.signedIn(['operations']);
    const odd = await asking(`contacts/history?ids=${listed(['a,b%c'])}`);
    expect(Object.keys(historySchema.parse(await odd.json()).scores)).toEqual(['a,b%c']);
    const many = Array.from({ length: 101 }, (_, n) => `x${n}`);
    for (const ids of [listed(many), '', ',', '%25zz']) {
      const response = await asking(`contacts/history?ids=${ids}`);
      const { field } = problemSchema.parse(await response.json());
      expect([response.status, field], ids.slice(0, 20)).toEqual([400, 'ids']);
    }
    const hundred = await asking(`contacts/history?ids=${listed(many.slice(1))}`);
    expect(hundred.status).toBe(200);
  });
});
