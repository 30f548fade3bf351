import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type FiguresRow, withRandomFigures } from '../../../test/support/random-figures.ts';
import { converted } from '../../analytics/currency.ts';
import { cardsSchema } from '../../contract/cards.ts';
import { type Home, homeSchema } from '../../contract/home.ts';
import { sql } from '../../db/sql.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const today = '2026-11-20';
const day = 86_400_000;
const settings = {
  currency: 'EUR',
  rates: [{ currency: 'USD', rate: 0.9, from: null }],
  cardDays: { account: 30, contact: 30, lead: 20, opportunity: 30 },
};

/** The points of each reason, told a second time from the table of src/api/queries/home.ts. */
function pointsOf(row: FiguresRow, median: number | null): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  const isDeal = row.type === 'lead' || row.type === 'opportunity';
  const worth = row.type === 'opportunity' ? converted(row, today, settings) : null;
  const booked = row.nextAt !== null && row.nextAt > now;
  if (row.closeOn !== null) {
    const left = Math.round((Date.parse(row.closeOn) - Date.parse(today)) / day);
    if (left < 0) points.set('closeDateMissed', 5 + Math.min(30, -left) / 30);
    const isWeak = row.grade === 'fair' || row.grade === 'poor';
    if (left >= 0 && left <= 14 && (isWeak || !booked))
      points.set('closeDateNear', 2 + 4 * (1 - left / 14));
  }
  if (row.trend === 'declining' && row.score !== null && row.before !== null)
    points.set('healthDropped', Math.min(6, (row.before - row.score) / 5));
  if (row.grade === 'poor' && worth !== null && median !== null && worth >= median)
    points.set('poorHighValue', 4);
  if (row.unanswered > 0 && row.inboundAt !== null && row.inboundAt > (row.outboundAt ?? 0))
    points.set('waitingForUs', 3);
  const since = row.lastAt ?? (isDeal ? row.createdAt : null);
  const quiet = since === null ? null : (now - since) / day / settings.cardDays[row.type];
  if (isDeal && quiet === null) points.set('noActivity', 1);
  if (isDeal && quiet !== null && quiet > 1) points.set('noActivity', Math.min(3, quiet));
  if (!isDeal && quiet !== null && quiet >= 1 && quiet <= 3) points.set('noActivity', 0.5);
  if (isDeal && !booked) points.set('noNextInteraction', 1);
  return points;
}

function expectedFor(rows: readonly FiguresRow[], person: string) {
  const own = rows.filter(
    (row) =>
      (row.owner === person || row.team.includes(person)) &&
      (row.status === null || row.status === 'open'),
  );
  const worthOf = (row: FiguresRow) =>
    row.type === 'opportunity' ? converted(row, today, settings) : null;
  const worths = own
    .map(worthOf)
    .filter((worth) => worth !== null && worth > 0)
    .map(Number)
    .sort((a, b) => a - b);
  const at = (place: number) => worths[place] ?? 0;
  const middle = worths.length / 2;
  const median =
    worths.length === 0
      ? null
      : worths.length % 2 === 1
        ? at(Math.floor(middle))
        : (at(middle - 1) + at(middle)) / 2;
  return own
    .map((row) => {
      const points = pointsOf(row, median);
      const worth = worthOf(row) ?? 0;
      const value =
        row.type === 'lead' ? 0.75 : worth > 0 ? 0.5 + worth / (worth + (median ?? 0)) : 0.5;
      const urgency = [...points.values()].reduce((sum, one) => sum + one, 0);
      return { id: row.id, points, priority: value * urgency };
    })
    .filter(({ priority }) => priority > 0)
    .sort((a, b) => b.priority - a.priority);
}

describe('what to look at first', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  let rows: readonly FiguresRow[];
  beforeAll(async () => {
    database = await testDatabase();
    rows = await withRandomFigures(database.db, { now, seed: 7, settings });
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const home = async (asking: Asking): Promise<Home> =>
    homeSchema.parse(await (await asking('home')).json());

  it.each(['boss', 'amy', 'ben', 'far'])(
    'are the records of %s with the highest value × urgency, each with every reason',
    async (person) => {
      const expected = expectedFor(rows, person);
      // Also for a manager: what is her own, not what her people have.
      const found = await home(await api.signedIn(['seller', 'manager'], person));
      expect(found.person?.id).toBe(person);
      expect(found.cards).toHaveLength(Math.min(12, expected.length));
      expect(found.more).toBe(expected.length - found.cards.length);
      const priorityOf = new Map(expected.map(({ id, priority }) => [id, priority]));
      for (const [place, card] of found.cards.entries()) {
        const { id } = card.record;
        expect(card.priority).toBeCloseTo(priorityOf.get(id) ?? -1, 9);
        expect(card.priority).toBeCloseTo(expected[place]?.priority ?? -1, 9);
        const points = expected.find((one) => one.id === id)?.points ?? new Map<string, number>();
        expect(new Set(card.reasons.map(({ code }) => code))).toEqual(new Set(points.keys()));
        const order = card.reasons.map(({ code }) => points.get(code) ?? 0);
        expect(order).toEqual([...order].sort((a, b) => b - a));
      }
      expect(found.open).toEqual({
        accounts: ownOpen(person, 'account'),
        contacts: ownOpen(person, 'contact'),
        leads: ownOpen(person, 'lead'),
        opportunities: ownOpen(person, 'opportunity'),
      });
    },
  );

  it('meets every reason', () => {
    const met = ['boss', 'amy', 'ben', 'far'].flatMap((person) =>
      expectedFor(rows, person).flatMap(({ points }) => [...points.keys()]),
    );
    expect(new Set(met).size).toBe(7);
  });

  it('tells with each reason what a sentence says', async () => {
    const [one] = rows.filter(
      (row) => row.type === 'opportunity' && row.owner === 'amy' && row.status === 'open',
    );
    await database.db.run(sql`update record_analytics set health_state = 'notEnoughInfo', health_grade = null,
      health_trend = null where owner_key = (select key from entity where type = 'user' and id = 'amy')`);
    await database.db.run(sql`
      update record_analytics set estimated_close_on = '2026-11-10', health_score = 30, health_grade = 'poor',
        health_trend = 'declining', health_score_before = 52, health_state = 'scored', estimated_value = 1000000,
        last_interaction_at = '2026-10-01T12:00:00Z', last_inbound_at = '2026-10-01T12:00:00Z', last_outbound_at = null,
        next_interaction_at = null, window_response_by_us_unanswered = 2
      where type = 'opportunity' and id = ${one?.id ?? ''}`);
    await database.db.run(sql`
      update opportunity set currency = 'USD' where key = (
        select key from entity where type = 'opportunity' and id = ${one?.id ?? ''})`);
    const asking = await api.signedIn(['seller'], 'amy');
    const first = (await home(asking)).cards[0];
    expect(first?.record.id).toBe(one?.id);
    expect(first?.reasons).toEqual([
      { code: 'closeDateMissed', on: '2026-11-10', days: 10 },
      { code: 'healthDropped', by: 22, from: 52, to: 30 },
      { code: 'poorHighValue', value: 900_000, currency: 'EUR' },
      { code: 'waitingForUs', turns: 2, since: '2026-10-01T12:00:00.000Z' },
      { code: 'noActivity', days: 50, since: '2026-10-01T12:00:00.000Z' },
      { code: 'noNextInteraction' },
    ]);
    await database.db.run(
      sql`update organization set settings = settings || '{"showHealth": false}'::jsonb`,
    );
    const hidden = (await home(asking)).cards.find(({ record }) => record.id === one?.id);
    expect(hidden?.reasons.map(({ code }) => code)).toEqual([
      ...['closeDateMissed', 'waitingForUs', 'noActivity', 'noNextInteraction'],
    ]);
    expect(hidden?.priority).toBeLessThan(first?.priority ?? 0);
    await database.db.run(sql`update organization set settings = settings - 'showHealth'`);
  });

  it('leave out those of today’s cards, also when these were put away', async () => {
    const asking = await api.signedIn(['seller'], 'ben');
    const before = await home(asking);
    const cards = cardsSchema.parse(await (await asking('cards')).json());
    const carded = new Set(cards.cards.map(({ record }) => `${record.type} ${record.id}`));
    expect(carded.size).toBe(5);
    const isCarded = ({ record }: Home['cards'][number]) =>
      carded.has(`${record.type} ${record.id}`);
    expect(before.cards.some(isCarded)).toBe(true);
    await asking(`cards/${cards.cards[0]?.id}/dismiss`, { method: 'POST' });
    const after = await home(asking);
    expect(after.cards.some(isCarded)).toBe(false);
    const others = before.cards.filter((card) => !isCarded(card));
    expect(after.cards.slice(0, others.length)).toEqual(others);
    await database.db.run(sql`delete from insight_card`);
    expect(await home(asking)).toEqual(before);
  });

  it('are nothing for who has no records, whatever they may see; and nothing for nobody', async () => {
    const operations = await home(await api.signedIn(['operations']));
    expect(operations).toMatchObject({
      ...{ person: null, cards: [], more: 0 },
      open: { accounts: 0, contacts: 0, leads: 0, opportunities: 0 },
    });
    expect((await api.asNobody('home')).status).toBe(401);
  });

  function ownOpen(person: string, type: string): number {
    return rows.filter(
      (row) =>
        row.type === type &&
        (row.owner === person || row.team.includes(person)) &&
        (row.status === null || row.status === 'open'),
    ).length;
  }
});
