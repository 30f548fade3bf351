import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, apiForTests } from '../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { importItems, settle } from '../../test/support/figures.ts';
import { analyticsSchema, ledgerSchema } from '../contract/api.ts';
import { blankActivity } from '../model/activity.ts';
import type { Item } from '../model/bundle.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const outOfOffice = {
  ...blankActivity,
  id: 'away',
  kind: 'email',
  startsAt: now - 86_400_000,
  from: 'dana.whitfield@blueridge.example',
  to: ['avery@contoso.example'],
  headers: { 'auto-submitted': 'auto-replied' },
} as const;
const deal = 'opportunities/blue-ridge-2026';

describe('whether an activity counts', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let items: readonly Item[];
  beforeAll(async () => {
    database = await testDatabase();
    items = [
      ...bundleItems(await goldenBundle('contoso')),
      { type: 'activity', value: outOfOffice },
      {
        type: 'activity',
        value: { ...outOfOffice, id: 'secret', headers: {}, sensitivity: 'private' },
      },
    ];
    await importItems(database.db, items, { name: 'contoso' });
    await settle(database.db);
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const decide = async (key: number | undefined, body: object, userId = 'avery') => {
    const ask = await api.signedIn(['seller'], userId);
    const headers = { 'content-type': 'application/json' };
    const response = await ask(`activities/${key}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify(body),
    });
    await settle(database.db);
    return { status: response.status, ...(await response.json()) };
  };
  const ledger = async (query: string, userId = 'avery') => {
    const ask = await api.signedIn(['seller'], userId);
    return ledgerSchema.parse(await (await ask(`${deal}/activities?limit=500${query}`)).json());
  };
  const counted = async () => {
    const ask = await api.signedIn(['seller'], 'avery');
    return analyticsSchema.parse(await (await ask(`${deal}/analytics`)).json()).counted;
  };

  it('is decided by who works on its record, and the figures follow; a later import leaves it so', async () => {
    const before = await counted();
    const row = (await ledger('&counted=true')).rows[0];
    expect(await decide(row?.key, { override: 'exclude' })).toMatchObject({ override: 'exclude' });
    expect(await counted()).toBe(before - 1);
    expect((await ledger('&reason=overruled')).rows).toMatchObject([
      { key: row?.key, override: 'exclude' },
    ]);
    const later = items.map(
      (item): Item =>
        item.type === 'activity' && item.value.id === row?.id
          ? { ...item, value: { ...item.value, subject: 'Another subject' } }
          : item,
    );
    await importItems(database.db, later, { name: 'contoso' });
    await settle(database.db);
    expect(await counted()).toBe(before - 1);
    await decide(row?.key, { override: null });
    expect(await counted()).toBe(before);
  });

  it('can be said of what a machine left out, and of no other reason', async () => {
    const before = await counted();
    const [automatic] = (await ledger('&reason=automatic_reply')).rows;
    await decide(automatic?.key, { override: 'include' });
    expect(await counted()).toBe(before + 1);
    await decide(automatic?.key, { override: null });
    const [standing] = (await ledger('&reason=private')).rows;
    expect(await decide(standing?.key, { override: 'include' })).toMatchObject({
      status: 422,
      code: 'reason_stands',
      value: 'private',
    });
  });

  it('is for nobody else to decide', async () => {
    const [row] = (await ledger('')).rows;
    const stranger = await api.signedIn(['seller']);
    const init = {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"override":"exclude"}',
    };
    expect((await stranger(`activities/${row?.key}`, init)).status).toBe(404);
    const operations = await api.signedIn(['operations']);
    expect((await operations(`activities/${row?.key}`, init)).status).toBe(403);
    expect((await decide(row?.key, {})).code).toBe('request_invalid');
  });

  it('and who reads it: a participant shows it to the owner of the record it is about', async () => {
    const mine = (await ledger('', 'morgan')).rows.find(({ isReadable }) => isReadable);
    const hidden = (await ledger('')).rows.find(({ key }) => key === mine?.key);
    expect(hidden).toMatchObject({ isReadable: false, subject: null, participants: [] });
    expect(mine).toMatchObject({ shared: false });
    expect(hidden).toMatchObject({ shared: null });
    expect((await decide(mine?.key, { shared: true })).status).toBe(403);
    expect((await decide(mine?.key, { shared: true }, 'morgan')).status).toBe(200);
    const shown = (await ledger('')).rows.find(({ key }) => key === mine?.key);
    expect(shown).toMatchObject({ isReadable: true, subject: mine?.subject });
    await decide(mine?.key, { shared: false }, 'morgan');
    const again = (await ledger('')).rows.find(({ key }) => key === mine?.key);
    expect(again).toMatchObject({ isReadable: false });
  });
});
