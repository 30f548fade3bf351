import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import { avery, company, dana, kai, morgan, theDeal } from '../../analytics/testing/cast.ts';
import { medianWait } from '../../analytics/testing/oracle-responses.ts';
import { aContact, anEmail, aUser } from '../../analytics/testing/seeds.ts';
import { analyticsSchema, problemSchema } from '../../contract/api.ts';
import { listSchema } from '../../contract/list.ts';
import { type Turn, turnStates, turnsSchema } from '../../contract/response.ts';
import { sql } from '../../db/sql.ts';
import { type Side, sides } from '../../model/vocabulary.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
let database: TestDatabase;
let api: ApiForTests;

async function turnsAt(asking: Asking, path: string) {
  const response = await asking(path);
  expect(response.status, path).toBe(200);
  return turnsSchema.parse(await response.json());
}

/** All pages, with what is asked for beside the side. */
async function allTurns(asking: Asking, record: string, query: string): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  let cursor = '';
  for (;;) {
    const page = await turnsAt(asking, `${record}/response/turns?${query}${cursor}`);
    turns.push(...page.turns);
    if (page.next === null) {
      expect(turns.length).toBe(page.total);
      return turns;
    }
    cursor = `&cursor=${page.next}`;
  }
}

describe('the response times of every record', () => {
  beforeAll(async () => {
    database = await testDatabase();
    for (const name of ['contoso', 'random-1']) {
      const bundle = await goldenBundle(name);
      await importItems(database.db, bundleItems(bundle), { name });
    }
    await settle(database.db);
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  it('are those of the turns that they open to, and stand beside those of the KPIs', async () => {
    const asking = await api.signedIn(['operations']);
    const seen = new Map<string, number>();
    for (const collection of ['accounts', 'contacts', 'leads', 'opportunities']) {
      const { rows } = listSchema.parse(await (await asking(`${collection}?limit=8`)).json());
      for (const { record } of rows) {
        const path = `${collection}/${encodeURIComponent(record.id)}`;
        const { response, figures } = analyticsSchema.parse(
          await (await asking(`${path}/analytics?days=90`)).json(),
        );
        for (const side of sides) {
          const name = side === 'us' ? 'responseByUs' : 'responseByThem';
          const [times, kpi] = [response.window[name], figures.window[name]];
          const { meanHours, medianHours } = times.elapsed;
          const { answered, unanswered, closing } = times;
          expect({ answered, unanswered, closing, medianHours }).toEqual({
            answered: kpi.answered,
            unanswered: kpi.unanswered,
            closing: kpi.closing,
            medianHours: kpi.medianHours,
          });
          if (kpi.meanHours !== null) expect(meanHours).toBeCloseTo(kpi.meanHours, 9);
          const lifetime = response.lifetime[name];
          expect(lifetime.elapsed.medianHours).toBe(figures.lifetime[name].medianHours);
          const turns = await allTurns(asking, path, `days=90&side=${side}&limit=3`);
          for (const state of turnStates) {
            const list =
              state === 'closing'
                ? await allTurns(asking, path, `days=90&side=${side}&state=closing`)
                : turns.filter((turn) => turn.state === state);
            expect(list.length).toBe(times[state]);
            seen.set(state, (seen.get(state) ?? 0) + list.length);
          }
          for (const [basis, spread] of [
            ['elapsedHours', times.elapsed],
            ['workingHours', times.working],
          ] as const) {
            const waits = turns.map((turn) => ({
              time: turn[basis] ?? -1,
              isAnswered: !turn.isCensored,
            }));
            const done = waits.filter(({ isAnswered }) => isAnswered).map(({ time }) => time);
            const mean = done.reduce((sum, time) => sum + time, 0) / done.length;
            near(spread?.meanHours, done.length === 0 ? null : mean);
            near(spread?.medianHours, middle(done));
            near(spread?.kaplanMeierMedianHours, medianWait(waits));
          }
        }
      }
    }
    for (const state of turnStates) expect(seen.get(state), state).toBeGreaterThan(0);
  });

  it('say what is wrong with a question', async () => {
    const asking = await api.signedIn(['operations']);
    const [row] = listSchema.parse(await (await asking('contacts?limit=1')).json()).rows;
    const path = `contacts/${encodeURIComponent(row?.record.id ?? '')}/response/turns`;
    for (const [query, field] of [
      ['', 'side'],
      ['?side=us&state=late', 'state'],
      ['?side=us&cursor=x', 'cursor'],
    ]) {
      const response = await asking(`${path}${query}`);
      const problem = problemSchema.parse(await response.json());
      expect([response.status, problem.field]).toEqual([400, field]);
    }
  });
});

describe('a turn', () => {
  beforeAll(async () => {
    database = await testDatabase();
    const users = [
      aUser({
        id: 'avery',
        name: 'Avery Howard',
        emails: [avery],
        timeZone: 'America/New_York',
        workingHours: { days: [1, 2, 3, 4, 5], from: '07:00', until: '15:00' },
      }),
      aUser({ id: 'morgan', emails: [morgan] }),
      aUser({ id: 'kai', emails: [kai] }),
    ];
    const contacts = [
      aContact({ id: 'dana', name: 'Dana Wolfe', emails: [dana], timeZone: 'Asia/Tokyo' }),
    ];
    const friday = anEmail({ id: 'a', from: dana, to: [avery], startsAt: '2026-11-13T18:00:00Z' });
    const monday = anEmail({
      id: 'b',
      from: avery,
      to: [dana],
      startsAt: '2026-11-16T13:00:00Z',
      inReplyTo: friday.messageId,
    });
    const asked = anEmail({ id: 'c', from: morgan, to: [dana], startsAt: '2026-11-19T02:00:00Z' });
    await importItems(
      database.db,
      bundleItems({
        ...company({ users, contacts, opportunities: [theDeal({ stakeholderIds: [] })] }),
        activities: [friday, monday, asked],
      }),
    );
    const settings = { holidays: [{ name: 'Shut', on: '2026-11-20', yearly: false }] };
    await database.db.run(
      sql`update organization set settings = ${JSON.stringify(settings)}::jsonb`,
    );
    await settle(database.db);
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const turnsFor = async (asking: Asking, side: Side) =>
    (await turnsAt(asking, `opportunities/deal/response/turns?side=${side}`)).turns;

  it('is timed by the zone, the hours and the holidays of whoever answers', async () => {
    const asking = await api.signedIn(['seller'], 'avery');
    const [ours] = await turnsFor(asking, 'us');
    // From one in the afternoon in New York until three, and the hour from seven to eight of Monday.
    expect(ours).toMatchObject({
      state: 'answered',
      elapsedHours: 67,
      workingHours: 3,
      isCensored: false,
      answerer: { type: 'user', id: 'avery', name: 'Avery Howard' },
      answer: { startsAt: '2026-11-16T13:00:00.000Z', isReadable: true },
    });
    const [open, second] = await turnsFor(asking, 'them');
    // From eleven in the morning in Tokyo until five; of the 20th nothing, as that is a holiday.
    expect(open).toMatchObject({
      state: 'pending',
      elapsedHours: 34,
      workingHours: 6,
      isCensored: true,
      answer: null,
    });
    expect(second).toBeUndefined();
    const [closing] = (
      await turnsAt(asking, 'opportunities/deal/response/turns?side=them&state=closing')
    ).turns;
    expect(closing).toMatchObject({ state: 'closing', elapsedHours: null, isCensored: false });
  });

  it('has neither a subject nor a name for who takes no part in it', async () => {
    const [open] = await turnsFor(await api.signedIn(['seller'], 'avery'), 'them');
    expect(open).toMatchObject({ answerer: null, email: { isReadable: false, subject: null } });
    const [theirs] = await turnsFor(await api.signedIn(['seller'], 'morgan'), 'them');
    expect(theirs).toMatchObject({ answerer: { name: 'Dana Wolfe' }, email: { isReadable: true } });
    const [ours] = await turnsFor(await api.signedIn(['operations']), 'us');
    expect(ours).toMatchObject({ answerer: null, workingHours: 3, email: { isReadable: false } });
  });

  it('is for those who work on the record', async () => {
    const kais = await api.signedIn(['seller'], 'kai');
    expect((await kais('opportunities/deal/response/turns?side=us')).status).toBe(404);
  });

  it('has no working time where the organisation has no hours', async () => {
    const asking = await api.signedIn(['seller'], 'avery');
    const asIs = sql`select settings from organization`;
    const [before] = await database.db.query<{ settings: object }>(asIs);
    await database.db.run(
      sql`update organization set settings = settings || '{"workingHours": []}'::jsonb`,
    );
    const [ours] = await turnsFor(asking, 'us');
    const answer = await asking('opportunities/deal/analytics');
    const { response } = analyticsSchema.parse(await answer.json());
    await database.db.run(
      sql`update organization set settings = ${JSON.stringify(before?.settings)}::jsonb`,
    );
    expect(ours?.workingHours).toBeNull();
    expect(response.window.responseByUs).toMatchObject({ answered: 1, working: null });
    expect(response.window.responseByUs.elapsed.percentile90Hours).toBe(67);
  });
});

function near(got: number | null | undefined, wanted: number | null) {
  if (wanted === null) expect(got).toBeNull();
  else expect(got).toBeCloseTo(wanted, 9);
}

function middle(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low, high] = [sorted[half - 1], sorted[half]];
  if (high === undefined) return null;
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}
