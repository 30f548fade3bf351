import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import { cases } from '../../analytics/testing/random.ts';
import { readBundle } from '../../connectors/bundle/connector.ts';
import { type Analytics, analyticsSchema, collections, problemSchema } from '../../contract/api.ts';
import { type PeopleOfRecord, peopleOfRecordSchema } from '../../contract/engagement.ts';
import { listSchema } from '../../contract/list.ts';
import { type Rhythm, rhythmSchema } from '../../contract/rhythm.ts';
import { type Similar, similarSchema } from '../../contract/similar.ts';
import { type SummarySentence, summarySchema } from '../../contract/summary.ts';
import { sql } from '../../db/sql.ts';
import type { Bundle } from '../../model/bundle.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const codes = new Set<string>();

/** What the widgets of a record's page are told, each by its own route; null: it is not on this page. */
type Told = {
  readonly analytics: Analytics;
  readonly monthAgo: Analytics | null;
  readonly people: PeopleOfRecord | null;
  readonly rhythm: Rhythm | null;
  /** Of open deals. */
  readonly similar: Similar | null;
};

async function answerOf(asking: Asking, path: string): Promise<unknown> {
  const response = await asking(path);
  return response.status === 200 ? response.json() : null;
}

async function toldOf(asking: Asking, record: string, { asOf, days }: Question): Promise<Told> {
  const at = (instant: number) => `asOf=${new Date(instant).toISOString()}`;
  const analytics = (instant: number) =>
    answerOf(asking, `${record}/analytics?${at(instant)}&days=${days}`);
  return {
    analytics: analyticsSchema.parse(await analytics(asOf)),
    monthAgo: analyticsSchema.nullable().parse(await analytics(asOf - 30 * 86_400_000)),
    people: record.startsWith('contacts')
      ? null
      : peopleOfRecordSchema.parse(await answerOf(asking, `${record}/people?${at(asOf)}`)),
    rhythm: record.startsWith('accounts')
      ? null
      : rhythmSchema.parse(await answerOf(asking, `${record}/rhythm?${at(asOf)}`)),
    similar: record.startsWith('opportunities')
      ? similarSchema.parse(await answerOf(asking, `${record}/similar?${at(asOf)}`))
      : null,
  };
}

type Question = { readonly asOf: number; readonly days: number };

/** Null: the record was not there yet. */
async function sentencesOf(asking: Asking, record: string, { asOf, days }: Question) {
  const path = `${record}/summary?asOf=${new Date(asOf).toISOString()}&days=${days}`;
  return summarySchema.nullable().parse(await answerOf(asking, path))?.sentences ?? null;
}

/** Whether the widgets say the same as the sentence, and none of them another thing. */
function isShown(sentence: SummarySentence, told: Told): boolean {
  const { figures, response } = told.analytics;
  const { window, health } = figures;
  const { status, closedAt } = told.analytics.record;
  const isClosed =
    status !== null &&
    status !== 'open' &&
    (closedAt === null || closedAt <= new Date(told.analytics.asOf).toISOString());
  const startOf = (id: string | null) =>
    id === null ? 0 : Date.parse(told.analytics.activities[id]?.startsAt ?? '');
  const contact = [startOf(figures.lastInbound), startOf(figures.lastOutbound)] as const;
  switch (sentence.code) {
    case 'nothingYet':
      return figures.lastInteraction === null && told.analytics.counted === 0;
    case 'waitingForUs':
      return (
        !isClosed &&
        sentence.turns === window.responseByUs.unanswered &&
        sentence.turns === response.window.responseByUs.unanswered &&
        contact[0] > contact[1]
      );
    case 'goneQuiet':
      return (
        told.rhythm?.state === 'quiet' &&
        sentence.usualGap === told.rhythm.usualGap &&
        sentence.presentGap === told.rhythm.presentGap
      );
    case 'unansweredStreak':
      return 'unansweredStreak' in health && sentence.emails === health.unansweredStreak;
    case 'silentWindow':
      return window.initiatedByUs + window.initiatedByThem === 0 && figures.daily.length === 0;
    case 'healthDropped':
    case 'healthRose': {
      const before = told.monthAgo?.figures.health;
      const way = sentence.code === 'healthRose' ? 'improving' : 'declining';
      return (
        health.state === 'scored' &&
        before?.state === 'scored' &&
        health.trend === way &&
        sentence.to === health.score &&
        sentence.from === before.score &&
        sentence.points === Math.abs(sentence.to - sentence.from)
      );
    }
    case 'singleThreaded':
      return told.people?.coverage.theirs.singleThreaded === true;
    case 'initiatedMoreByUs':
    case 'initiatedMoreByThem': {
      const way = sentence.code === 'initiatedMoreByUs' ? 1 : -1;
      const more = {
        meetings: window.meetingsSent - window.meetingsReceived,
        phoneCalls: window.phoneCallsMade - window.phoneCallsReceived,
        emails: window.emailsSent - window.emailsReceived,
      }[sentence.measure];
      return sentence.difference === way * more;
    }
    case 'weAnswerSlower':
    case 'weAnswerFaster': {
      const way = sentence.code === 'weAnswerSlower' ? 1 : -1;
      const { responseByUs: us, responseByThem: them } = response.window;
      const elapsed = (us.elapsed.medianHours ?? 0) - (them.elapsed.medianHours ?? 0);
      const working = (us.working?.medianHours ?? 0) - (them.working?.medianHours ?? 0);
      return Math.abs(sentence.hours - way * elapsed) < 1e-9 && Math.sign(working) === way;
    }
    case 'moreThanSimilar':
    case 'fewerThanSimilar': {
      const { own, median, n } = besideSimilar(told, sentence.measure);
      const way = sentence.code === 'moreThanSimilar' ? 1 : -1;
      return sentence.n === n && Math.abs(sentence.difference - way * (own - median)) < 1e-9;
    }
    case 'slowerThanSimilar':
    case 'fasterThanSimilar': {
      const { own, median, n } = besideSimilar(told, 'responseByUs.medianHours');
      const way = sentence.code === 'slowerThanSimilar' ? 1 : -1;
      return sentence.n === n && Math.abs(sentence.hours - way * (own - median)) < 1e-9;
    }
  }
}

function besideSimilar({ similar }: Told, measure: string) {
  const { own, median, n } = similar?.measures.find((one) => one.measure === measure) ?? {};
  return { own: own ?? Number.NaN, median: median ?? Number.NaN, n };
}

/** Asks for the summary of every record there is, and holds it against what the widgets are told. */
async function expectShown(api: ApiForTests, question: Question): Promise<number> {
  const asking = await api.signedIn(['operations']);
  let records = 0;
  for (const collection of Object.keys(collections)) {
    const { rows } = listSchema.parse(await (await asking(`${collection}?limit=8`)).json());
    for (const { record } of rows) {
      const path = `${collection}/${encodeURIComponent(record.id)}`;
      const sentences = await sentencesOf(asking, path, question);
      if (sentences === null) continue;
      const told = await toldOf(asking, path, question);
      expect(sentences.length).toBeLessThanOrEqual(2);
      for (const sentence of sentences) {
        expect([path, sentence, isShown(sentence, told)]).toEqual([path, sentence, true]);
        codes.add(sentence.code);
      }
      records += 1;
    }
  }
  return records;
}

async function withBundle(bundle: Bundle, at: number, work: (api: ApiForTests) => Promise<void>) {
  const database = await testDatabase();
  try {
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    await work(apiForTests(database, { now: at }));
  } finally {
    await database.close();
  }
}

describe('the summary of a record', () => {
  it('says nothing that another widget does not show, whatever the company', async () => {
    await fc.assert(
      fc.asyncProperty(cases(40), ({ bundle, question }) =>
        withBundle(bundle, question.asOf, async (api) => {
          await expectShown(api, question);
        }),
      ),
      { seed: 20_261_122, numRuns: 2 },
    );
  });

  it('does so in companies with a history, as of different days', async () => {
    const path = new URL('../../../test/goldens/random-1/bundle.json', import.meta.url);
    const { bundle } = await readBundle(fileURLToPath(path));
    await withBundle(bundle, now, async (api) => {
      let records = 0;
      for (const back of [0, 45])
        records += await expectShown(api, { asOf: now - back * 86_400_000, days: 60 });
      expect(records).toBeGreaterThan(20);
    });
    expect([...codes].sort()).toEqual(
      expect.arrayContaining(['initiatedMoreByThem', 'initiatedMoreByUs', 'singleThreaded']),
    );
    expect(codes.size).toBeGreaterThanOrEqual(7);
  });
});

describe('the summary of the deal', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    const path = new URL('../../../test/goldens/contoso/bundle.json', import.meta.url);
    const { bundle } = await readBundle(fileURLToPath(path));
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    api = apiForTests(database, { now });
  });
  afterAll(() => database.close());

  const healthSentences = async (asking: Asking) => {
    const said = [];
    for (const collection of Object.keys(collections)) {
      const { rows } = listSchema.parse(await (await asking(`${collection}?limit=100`)).json());
      for (const { record } of rows)
        said.push(
          ...((await sentencesOf(asking, `${collection}/${record.id}`, { asOf: now, days: 60 })) ??
            []),
        );
    }
    return said.filter(({ code }) => code.startsWith('health')).length;
  };

  it('says nothing of health while the organisation hides it', async () => {
    const asking = await api.signedIn(['operations']);
    expect(await healthSentences(asking)).toBeGreaterThan(0);
    await database.db.run(
      sql`update organization set settings = settings || '{"showHealth": false}'::jsonb`,
    );
    const hidden = await healthSentences(asking);
    await database.db.run(sql`update organization set settings = settings - 'showHealth'`);
    expect(hidden).toBe(0);
  });

  it('is for those who work on the record, and of a time when there was one', async () => {
    const kais = await api.signedIn(['seller'], 'kai');
    expect((await kais('opportunities/blue-ridge-2026/summary')).status).toBe(404);
    const averys = await api.signedIn(['seller'], 'avery');
    expect((await averys('opportunities/blue-ridge-2026/summary')).status).toBe(200);
    const early = await averys('opportunities/blue-ridge-2026/summary?asOf=2001-01-01T00:00:00Z');
    expect(early.status).toBe(404);
    expect(problemSchema.parse(await early.json()).code).toBe('record_not_yet');
  });
});
