import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { similarDeals } from '../../src/analytics/similar.ts';
import { parseMapping } from '../../src/connectors/csv/mapping.ts';
import { type Similar, similarSchema } from '../../src/contract/similar.ts';
import { type Database, openPool } from '../../src/db/pool.ts';
import { type Deals, knownDeals } from '../../src/facts/deals.ts';
import { organizationIn } from '../../src/facts/organization.ts';
import { importPath, plainImport } from '../../src/imports.ts';
import { writeOrganizationChange } from '../../src/settings/write.ts';
import { apiForTests } from '../support/api.ts';
import { freshDatabase, type Target } from './database.ts';
import type { Check } from './main.ts';
import salesMapping from './sales-opportunities.mapping.json' with { type: 'json' };

/**
 * Similar won deals on 8,800 opportunities that nobody here wrote: what is listed and what is said of it, held against
 * the raw files, read apart.
 */

/** Instants at which deals were open of which it is known by now what became of them. */
const instants = ['2017-04-15', '2017-07-01', '2017-10-01', '2017-12-31'].map((on) =>
  Date.parse(`${on}T12:00:00Z`),
);
const shownFields = { opportunity: ['product'], account: ['country', 'employees'] };
/** What was paid is known only after closing; somebody configured it nevertheless. */
const plantedFields = { opportunity: ['product', 'paid'], account: ['country', 'employees'] };

/** Checks of the folder that holds `sales-opportunities`. */
export async function checkSimilar(dir: string, server: Target): Promise<readonly Check[]> {
  const folder = join(dir, 'sales-opportunities');
  const owner = await freshDatabase(server, 'similar_deals');
  const target = { ...server, database: 'similar_deals' };
  const db = await openPool(target, { max: 6, role: 'rapport_worker' });
  const readers = await openPool(target, { max: 2, role: 'rapport_reader' });
  const shuffled = await mkdtemp(join(tmpdir(), 'rapport-real-shuffled-'));
  try {
    await come(db, folder);
    await compareBy(db, shownFields);
    const raw = await rawDeals(folder);
    const deals = await dealsIn(db);
    const before = listsOf(deals);
    const listed = checkLists(deals, raw);
    const said = await checkPages({ db, readers, deals, raw });

    await compareBy(db, plantedFields);
    const planted = await dealsIn(db);
    const moved = await withShuffledValues(folder, shuffled);
    await come(db, shuffled);
    const after = await dealsIn(db);
    const named = planted.table.fields.map(({ name }) => name);
    return [
      listed,
      said,
      {
        name: 'sales-opportunities: a planted field that is known only after closing is never used',
        ok: !named.includes('opportunity.paid') && isSame(listsOf(planted), before),
        detail: `compared by ${named.join(', ')}`,
      },
      {
        name: 'sales-opportunities: shuffling close_value changes no list',
        ok: moved > 4000 && isSame(listsOf(after), before),
        detail: `${moved} of 8800 values are others, ${before.length} lists are the same`,
      },
    ];
  } finally {
    await readers.close();
    await db.close();
    await owner.close();
    await rm(shuffled, { recursive: true, force: true });
  }
}

/** Imports through the front door; the regional office is the team, and what was paid is a custom field, too. */
async function come(db: Database, folder: string): Promise<void> {
  const tables = salesMapping.tables.map((table) => ({
    ...table,
    fields: {
      ...table.fields,
      ...('managerId' in table.fields ? { teamIds: 'regional_office' } : {}),
      ...('actualValue' in table.fields
        ? { 'custom.paid': { from: 'close_value', as: 'number' } }
        : {}),
    },
  }));
  const mapping = parseMapping({ ...salesMapping, tables });
  await importPath(
    db,
    { path: folder, name: 'sales-opportunities', options: { ...plainImport, mapping } },
    { clock: Date.now, signal: new AbortController().signal, onProgress: () => {} },
  );
}

async function compareBy(db: Database, similarFields: typeof shownFields): Promise<void> {
  await db.transaction((session) =>
    writeOrganizationChange(session, { settings: { similarFields } }),
  );
}

async function dealsIn(db: Database): Promise<Deals> {
  const { settings } = await organizationIn(db);
  return knownDeals(db)(settings);
}

/** The deals that were open at an instant, by their rows. */
function openAt({ table }: Deals, asOf: number): readonly number[] {
  return table.deals.flatMap(({ status, createdAt, closedAt }, row) =>
    (createdAt ?? 0) <= asOf && (status === 'open' || (closedAt ?? 0) > asOf) ? [row] : [],
  );
}

type Listed = {
  readonly id: string;
  readonly asOf: number;
  readonly won: readonly string[];
  readonly lost: readonly string[];
};

/** What is listed for every deal that was open at one of the instants. */
function listsOf(deals: Deals): readonly Listed[] {
  return instants.flatMap((asOf) => {
    const weights = deals.weightsAt(asOf);
    return openAt(deals, asOf).map((row) => {
      const { won, lost } = similarDeals(deals.table, { row, asOf }, weights);
      const idOf = (one: { readonly row: number }) => deals.table.deals[one.row]?.id ?? '';
      return { id: idOf({ row }), asOf, won: won.map(idOf), lost: lost.map(idOf) };
    });
  });
}

function isSame(one: readonly Listed[], other: readonly Listed[]): boolean {
  return one.length > 0 && JSON.stringify(one) === JSON.stringify(other);
}

/** A row of the file with what the other files say about it. */
type RawDeal = {
  readonly stage: string;
  readonly closedOn: string;
  readonly values: Readonly<Record<string, string | number | undefined>>;
};

async function rawDeals(folder: string): Promise<ReadonlyMap<string, RawDeal>> {
  const [deals, accounts, products, teams] = await Promise.all(
    ['sales_pipeline', 'accounts', 'products', 'sales_teams'].map((name) => rows(folder, name)),
  );
  const by = (list: readonly Row[] | undefined, column: string) =>
    new Map((list ?? []).map((row) => [row[column], row]));
  const [accountOf, productOf, teamOf] = [
    by(accounts, 'account'),
    by(products, 'product'),
    by(teams, 'sales_agent'),
  ];
  return new Map(
    (deals ?? []).map((row) => {
      const account = accountOf.get(row.account);
      const product = row.product === 'GTXPro' ? 'GTX Pro' : row.product;
      const values = {
        industry: account?.sector === 'technolgy' ? 'technology' : account?.sector,
        ownerTeam: teamOf.get(row.sales_agent)?.regional_office,
        estimatedValue: Number(productOf.get(product)?.sales_price),
        'opportunity.product': product,
        'account.country': account?.office_location,
        'account.employees': account === undefined ? undefined : Number(account.employees),
      };
      return [
        row.opportunity_id ?? '',
        { stage: row.deal_stage ?? '', closedOn: row.close_date ?? '', values },
      ];
    }),
  );
}

/** Every list of every deal that was open: as many as asked for, of the right outcome, closed before the instant. */
function checkLists(deals: Deals, raw: ReadonlyMap<string, RawDeal>): Check {
  const wrong: string[] = [];
  let shown = 0;
  const lists = listsOf(deals);
  for (const { id, asOf, won, lost } of lists) {
    const day = new Date(asOf).toISOString().slice(0, 10);
    for (const [list, stage] of [
      [won, 'Won'],
      [lost, 'Lost'],
    ] as const) {
      if (list.length !== 10) wrong.push(`${id} has ${list.length} ${stage}`);
      for (const other of list) {
        const deal = raw.get(other);
        shown += 1;
        if (deal?.stage !== stage || deal.closedOn > day || other === id)
          wrong.push(`${id} on ${day}: ${other} is ${deal?.stage}, closed on ${deal?.closedOn}`);
      }
    }
  }
  return {
    name: 'sales-opportunities: every listed deal was won (or lost) before the date asked for',
    ok: wrong.length === 0 && lists.length > 4000,
    detail: `${lists.length} lists of deals open on ${instants.length} days, ${shown} deals in them; wrong: ${wrong.length} ${wrong.slice(0, 3).join('; ')}`,
  };
}

/** What the page says about each listed deal: alike is alike in the files, and the values are those of the files. */
async function checkPages({
  db,
  readers,
  deals,
  raw,
}: {
  readonly db: Database;
  readonly readers: Database;
  readonly deals: Deals;
  readonly raw: ReadonlyMap<string, RawDeal>;
}): Promise<Check> {
  const api = apiForTests({ db, readers }, { now: Date.now() });
  const asking = await api.signedIn(['operations']);
  const wrong: string[] = [];
  const times: number[] = [];
  let [claims, pages, most] = [0, 0, 0];
  let weights: Similar['weights'] | null = null;
  for (const asOf of instants) {
    const open = openAt(deals, asOf);
    for (const row of open.filter((_, n) => n % Math.ceil(open.length / 40) === 0)) {
      const id = deals.table.deals[row]?.id ?? '';
      const begun = performance.now();
      const response = await asking(
        `opportunities/${id}/similar?asOf=${new Date(asOf).toISOString()}`,
      );
      times.push(performance.now() - begun);
      const found = similarSchema.parse(await response.json());
      weights = found.weights;
      pages += 1;
      for (const deal of [...found.won, ...found.lost]) {
        most = Math.max(most, deal.compared.length);
        for (const claim of deal.compared) {
          const [own, its] = [
            raw.get(id)?.values[claim.field],
            raw.get(deal.id)?.values[claim.field],
          ];
          if (!(claim.field in (raw.get(id)?.values ?? {}))) continue;
          claims += 1;
          const isTrue =
            textOf(claim.own) === String(own) &&
            textOf(claim.its) === String(its) &&
            (claim.distance === 0) === (own === its);
          if (!isTrue) wrong.push(`${id} and ${deal.id}: ${JSON.stringify(claim)}`);
        }
      }
    }
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  const weighed = weights?.fields.map(({ field, weight }) => `${field} ${weight.toFixed(3)}`);
  return {
    name: 'sales-opportunities: each listed deal shares what the page says, and nothing else',
    ok: wrong.length === 0 && claims > 5000 && weights?.basis === 'learned',
    detail: `${claims} claims on ${pages} pages (median ${at(0.5)} ms, 99 % ${at(0.99)} ms), up to ${most} fields each; ${weights?.basis} from ${weights?.won} won and ${weights?.lost} lost: ${weighed?.join(', ')}; wrong: ${wrong.length} ${wrong.slice(0, 2).join('; ')}`,
  };
}

function textOf(value: number | readonly string[]): string {
  return typeof value === 'number' ? String(value) : value.join(', ');
}

/** Writes the same files with what was paid dealt out anew among the closed deals; answers how many have another value. */
async function withShuffledValues(folder: string, to: string): Promise<number> {
  await cp(folder, to, { recursive: true });
  const deals = await rows(folder, 'sales_pipeline');
  const closed = deals.filter(({ close_value: value }) => value !== '');
  // Each gets the value of one far away in the file: the same at every run.
  const dealt = new Map(
    closed.map((row, place) => [
      row.opportunity_id,
      closed[(place * 3571 + 17) % closed.length]?.close_value ?? '',
    ]),
  );
  const moved = deals.map((row) => ({
    ...row,
    close_value: dealt.get(row.opportunity_id) ?? row.close_value ?? '',
  }));
  await writeFile(join(to, 'sales_pipeline.csv'), `${Papa.unparse(moved)}\n`);
  return moved.filter(({ close_value: value }, place) => value !== deals[place]?.close_value)
    .length;
}

type Row = Readonly<Record<string, string>>;

async function rows(folder: string, name: string): Promise<readonly Row[]> {
  const text = await readFile(join(folder, `${name}.csv`), 'utf8');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' }).data;
}
