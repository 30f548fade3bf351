import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiForTests, type Asking, apiForTests } from '../../../test/support/api.ts';
import { bundleItems, goldenBundle } from '../../../test/support/bundles.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importItems, settle } from '../../../test/support/figures.ts';
import { ago, avery, company, dana, kai, morgan, theo } from '../../analytics/testing/cast.ts';
import { cases } from '../../analytics/testing/random.ts';
import { aContact, aMeeting, anEmail, anOpportunity, at } from '../../analytics/testing/seeds.ts';
import { collections, problemSchema } from '../../contract/api.ts';
import { listSchema } from '../../contract/list.ts';
import { summarySchema } from '../../contract/summary.ts';
import { sql } from '../../db/sql.ts';
import type { Bundle } from '../../model/bundle.ts';
import { answerOf, isShown, type Question, toldOf } from '../testing/told.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const codes = new Set<string>();

/** Null: the record was not there yet. */
async function sentencesOf(asking: Asking, record: string, { asOf, days }: Question) {
  const path = `${record}/summary?asOf=${new Date(asOf).toISOString()}&days=${days}`;
  return summarySchema.nullable().parse(await answerOf(asking, path))?.sentences ?? null;
}

/** Asks for the summary of every record there is, and holds it against what the widgets are told. */
async function expectShown(api: ApiForTests, question: Question): Promise<number> {
  const asking = await api.signedIn(['operations']);
  let records = 0;
  for (const collection of Object.keys(collections)) {
    const { rows } = listSchema.parse(await (await asking(`${collection}?limit=5`)).json());
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

async function withBundle(
  bundle: Bundle,
  present: number,
  work: (api: ApiForTests) => Promise<void>,
) {
  const database = await testDatabase();
  try {
    await importItems(database.db, bundleItems(bundle));
    await settle(database.db);
    await work(apiForTests(database, { now: present }));
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
    const bundle = await goldenBundle('random-1');
    await withBundle(bundle, now, async (api) => {
      let records = 0;
      for (const back of [0, 45])
        records += await expectShown(api, { asOf: now - back * 86_400_000, days: 60 });
      expect(records).toBeGreaterThan(15);
    });
    expect([...codes].sort()).toEqual(
      expect.arrayContaining(['initiatedMoreByThem', 'initiatedMoreByUs', 'singleThreaded']),
    );
    expect(codes.size).toBeGreaterThanOrEqual(7);
  });
});

/** A deal with five meetings beside six won ones with one each; Dana, who has gone quiet; Theo, who never answers. */
function tellingCompany(): Bundle {
  const wonOnes = [0, 1, 2, 3, 4, 5];
  const weekly = [67, 60, 53, 46, 39].map((days) =>
    anEmail({ id: `weekly ${days}`, from: dana, to: [morgan], startsAt: ago(days) }),
  );
  const unanswered = [60, 40, 30, 20].map((days) =>
    anEmail({ id: `to theo ${days}`, from: kai, to: [theo], startsAt: ago(days) }),
  );
  const meetings = [50, 40, 30, 20, 10].map((days) =>
    aMeeting({
      id: `meeting ${days}`,
      organizer: avery,
      required: ['one@open.example', 'two@open.example'],
      startsAt: ago(days),
    }),
  );
  const past = { status: 'won', ownerId: 'avery', source: 'Fair' } as const;
  return {
    ...company({
      contacts: [
        ...company().contacts,
        aContact({ id: 'one', emails: ['one@open.example'] }),
        aContact({ id: 'two', emails: ['two@open.example'] }),
        ...wonOnes.map((n) => aContact({ id: `won ${n}`, emails: [`${n}@won.example`] })),
      ],
      opportunities: [
        anOpportunity({
          id: 'open',
          ownerId: 'avery',
          contactId: 'one',
          stakeholderIds: ['two'],
          source: 'Fair',
          createdAt: at(ago(60)),
        }),
        ...wonOnes.map((n) =>
          anOpportunity({
            ...past,
            id: `won-${n}`,
            contactId: `won ${n}`,
            createdAt: at(ago(300)),
            closedAt: at(ago(200)),
          }),
        ),
      ],
    }),
    activities: [
      ...weekly,
      anEmail({ id: 'to dana', from: morgan, to: [dana], startsAt: ago(38) }),
      ...unanswered,
      ...meetings,
      ...wonOnes.map((n) =>
        aMeeting({
          id: `won meeting ${n}`,
          organizer: avery,
          required: [`${n}@won.example`],
          startsAt: ago(290),
        }),
      ),
    ],
  };
}

describe('a summary', () => {
  it('says who has gone quiet, who never answers, and what is more than in similar deals', () =>
    withBundle(tellingCompany(), now, async (api) => {
      const asking = await api.signedIn(['operations']);
      const question = { asOf: now, days: 60 };
      for (const [path, wanted] of [
        ['contacts/dana', { code: 'goneQuiet', usualGap: 5, presentGap: 29, lastKnown: null }],
        ['contacts/theo', { code: 'unansweredStreak', emails: 4 }],
        [
          'opportunities/open',
          { code: 'moreThanSimilar', measure: 'meetings', difference: 4, n: 6 },
        ],
      ] as const) {
        const [sentences, told] = [
          await sentencesOf(asking, path, question),
          await toldOf(asking, path, question),
        ];
        expect(sentences).toContainEqual(wanted);
        for (const sentence of sentences ?? []) expect(isShown(sentence, told)).toBe(true);
      }
    }));
});

describe('the summary of the deal', () => {
  let database: TestDatabase;
  let api: ApiForTests;
  beforeAll(async () => {
    database = await testDatabase();
    const bundle = await goldenBundle('contoso');
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
