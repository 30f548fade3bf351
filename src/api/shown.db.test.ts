import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle, testNow } from '../../test/support/figures.ts';
import { aboutSchema, analyticsSchema, problemSchema } from '../contract/api.ts';
import { listSchema } from '../contract/list.ts';
import { sql } from '../db/sql.ts';
import { type Role, roles } from '../model/vocabulary.ts';

const bundle = await goldenBundle('contoso');

describe('what the organisation does not show', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let asking: ReadonlyMap<Role, Asking>;
  beforeAll(async () => {
    database = await testDatabase();
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    api = apiForTests(database, { now: testNow });
    const owner = bundle.opportunities[0]?.ownerId ?? '';
    asking = new Map(
      await Promise.all(
        roles.map(
          async (role): Promise<[Role, Asking]> => [
            role,
            // Each also sees all figures, so that there is something not to show.
            await api.signedIn([role, 'operations'], role === 'seller' ? owner : undefined),
          ],
        ),
      ),
    );
  });
  afterAll(() => database.close());

  const set = (settings: object) =>
    database.db.run(sql`
      update organization set settings = settings || ${JSON.stringify(settings)}::jsonb`);
  const operations = (path: string) => {
    const ask = asking.get('operations');
    if (ask === undefined) throw new Error('nobody');
    return ask(path);
  };

  /** Paths of every route that answers with something to read, with ids of the bundle in the place of parameters. */
  function paths(): readonly string[] {
    const ids: Readonly<Record<string, readonly { readonly id: string }[]>> = {
      accounts: bundle.accounts,
      contacts: bundle.contacts,
      leads: bundle.leads,
      opportunities: bundle.opportunities,
      users: bundle.users,
    };
    return api.api.openAPIRegistry.definitions.flatMap((definition) => {
      if (definition.type !== 'route' || definition.route.method !== 'get') return [];
      const path = definition.route.path.replace('/api/v1/', '');
      if (path === 'events' || path.startsWith('session/openid')) return [];
      const withSection = (one: string) =>
        path.includes('export.csv') && path !== '{collection}/export.csv'
          ? ['figures', 'activities', 'person'].map((section) => `${one}?section=${section}`)
          : [one];
      if (!path.includes('{collection}')) return withSection(path.replaceAll(/\{\w+\}/g, '1'));
      return Object.entries(ids).flatMap(([collection, list]) =>
        list
          .slice(0, path.includes('{id}') ? 3 : 1)
          .flatMap(({ id }) =>
            withSection(path.replace('{collection}', collection).replace('{id}', id)),
          ),
      );
    });
  }

  /** Where health is told, in the answers to every route as every role. */
  async function told(): Promise<readonly string[]> {
    const places: string[] = [];
    for (const [role, ask] of asking) {
      for (const path of paths()) {
        const response = await ask(path);
        if (response.status >= 500) places.push(`${role} ${path}: ${response.status}`);
        if (!response.ok || path === 'openapi.json' || path === 'settings') continue;
        const type = response.headers.get('content-type') ?? '';
        const text = await response.text();
        if (type.startsWith('text/csv')) {
          if (/score|grade|trend|health/i.test(text)) places.push(`${role} ${path}`);
        } else if (type.startsWith('application/json')) {
          const found = tells(JSON.parse(text));
          if (found !== null) places.push(`${role} ${path}: ${found}`);
        }
      }
    }
    return places;
  }

  it('is no score, grade or trend on any route for any role; collection goes on', async () => {
    // The same search finds them while they are shown.
    const before = await told();
    for (const path of ['opportunities', 'analytics', 'export.csv'])
      expect(
        before.some((place) => place.includes(path)),
        path,
      ).toBe(true);
    await set({ showHealth: false });
    expect(await told()).toEqual([]);

    const list = listSchema.parse(await (await operations('opportunities')).json());
    expect(list.rows.length).toBeGreaterThan(0);
    expect(list.rows[0]?.health).toEqual({
      state: 'hidden',
      score: null,
      grade: null,
      trend: null,
    });
    const page = await operations(`opportunities/${bundle.opportunities[0]?.id}/analytics`);
    const { figures, healthHistory } = analyticsSchema.parse(await page.json());
    expect(figures.health).toEqual({ state: 'hidden' });
    expect(figures.lifetime.emailsSent).toBeGreaterThan(0);
    expect(healthHistory).toEqual([]);
    // That is what pages go by.
    const about = aboutSchema.parse(await (await operations('about')).json());
    expect(about.shown).toEqual({ health: false, figures: true });
    const stored = await database.db.query(
      sql`select from record_analytics where health_score is not null`,
    );
    expect(stored.length).toBeGreaterThan(0);
  });

  it.each([
    'sort=health.score',
    'sort=-health.trend',
    'grade=good',
    'trend=improving',
    'state=scored',
    'min=health.score:40',
    'max=window.emailsSent:3,health.score:40',
  ])('is nothing to sort or choose by: %s', async (query) => {
    await set({ showHealth: false });
    for (const path of ['opportunities', 'opportunities/export.csv']) {
      const refused = await operations(`${path}?${query}`);
      expect(refused.status).toBe(422);
      expect(problemSchema.parse(await refused.json()).code).toBe('health_hidden');
    }
    await set({ showHealth: true });
    expect((await operations(`opportunities?${query}`)).status).toBe(200);
  });

  it('is not told by the order of a list that nobody chose', async () => {
    await set({ showHealth: false });
    const ids = async (query: string) =>
      listSchema
        .parse(await (await operations(`opportunities${query}`)).json())
        .rows.map(({ record }) => record.id);
    expect(await ids('')).toEqual(await ids('?sort=-lastInteractionAt'));
    await set({ showHealth: true });
  });

  it('is no figure at all while analytics are off: none is shown and none computed', async () => {
    await set({ analyticsOn: false });
    const record = `opportunities/${bundle.opportunities[0]?.id}`;
    for (const path of [
      'opportunities',
      'opportunities/export.csv',
      `${record}/analytics`,
      `${record}/activities`,
    ]) {
      const refused = await operations(path);
      expect(refused.status, path).toBe(409);
      expect(problemSchema.parse(await refused.json()).code).toBe('analytics_off');
    }
    for (const path of ['about', 'me/notice', `contacts/${bundle.contacts[0]?.id}/notice`])
      expect((await operations(path)).status, path).toBe(200);
    expect((await asking.get('administrator')?.('settings'))?.status).toBe(200);
    expect((await api.asNobody('opportunities')).status).toBe(401);
    const marks = sql`select from record_mark`;
    await database.db.run(sql`
      insert into record_mark (record_key) select record_key from record_analytics on conflict do nothing`);
    const waiting = (await database.db.query(marks)).length;
    await settle(database.db);
    expect(await database.db.query(marks)).toHaveLength(waiting);
    await set({ analyticsOn: true });
    await settle(database.db);
    expect(await database.db.query(marks)).toHaveLength(0);
    expect((await operations(`${record}/analytics`)).status).toBe(200);
  });
});

/** Where an answer tells of health: a name that a score, grade or trend stands under; null: nowhere. */
function tells(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  for (const [name, value] of Object.entries(answer)) {
    const isFilled =
      value !== null && !(typeof value === 'object' && Object.keys(value).length === 0);
    const isThreshold = name === 'grades' && !Array.isArray(value);
    if (isFilled && !isThreshold && /score|grade|trend|factors|healthHistory/i.test(name))
      return name;
    if (name === 'state' && value === 'scored') return name;
    const inside = tells(value);
    if (inside !== null) return `${name}.${inside}`;
  }
  return null;
}
