import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { csvConnector } from '../../src/connectors/csv/connector.ts';
import { guessMapping } from '../../src/connectors/csv/guess.ts';
import { type CsvMapping, parseMapping } from '../../src/connectors/csv/mapping.ts';
import { type PresetName, presetMapping } from '../../src/connectors/csv/presets.ts';
import type { Item, Reject } from '../../src/model/bundle.ts';
import type { Opportunity } from '../../src/model/entities.ts';
import salesMapping from './sales-opportunities.mapping.json' with { type: 'json' };

/**
 * Exports of CRMs that nobody here wrote, through the CSV connector without a database: a public set of 8,800 invented
 * opportunities with its traps, and the fixtures of two well-known CRMs. Counted against the raw files, read apart.
 */

type Check = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** Checks of the folder that holds `sales-opportunities`, `fivetran-hubspot` and `fivetran-salesforce`. */
export async function checkCrm(dir: string): Promise<readonly Check[]> {
  return [
    ...(await checkSales(join(dir, 'sales-opportunities'))),
    ...(await checkFixtures(join(dir, 'fivetran-hubspot'), 'hubspot')),
    ...(await checkFixtures(join(dir, 'fivetran-salesforce'), 'salesforce')),
  ];
}

async function checkSales(folder: string): Promise<readonly Check[]> {
  const raw = await rawRows(join(folder, 'sales_pipeline.csv'));
  const whole = await imported(folder, parseMapping(salesMapping));
  const deals = opportunitiesOf(whole.items);
  const apart = (column: string, value: string) =>
    raw.filter((row) => row[column] === value).length;
  const counts: readonly [string, number, number, number][] = [
    ['opportunities are read', deals.length, raw.length, 8800],
    [
      'have the product GTX Pro, by an alias for GTXPro',
      deals.filter(({ custom }) => custom.product === 'GTX Pro').length,
      apart('product', 'GTXPro'),
      1480,
    ],
    [
      'have a value from the price list',
      deals.filter((deal) => deal.estimatedValue !== null).length,
      raw.length,
      8800,
    ],
    [
      'have no account',
      deals.filter(({ accountId }) => accountId === null).length,
      apart('account', ''),
      1425,
    ],
    [
      'have no dates',
      deals.filter((deal) => deal.createdAt === null && deal.closedAt === null).length,
      apart('engage_date', ''),
      500,
    ],
    [
      'are won',
      deals.filter(({ status }) => status === 'won').length,
      apart('deal_stage', 'Won'),
      4238,
    ],
    ['rows are lost or rejected', whole.rejects.length, 0, 0],
  ];
  return [
    ...counts.map(([what, found, inFile, known]) => ({
      name: `sales-opportunities: ${known} ${what}`,
      ok: found === inFile && found === known,
      detail: `${found} imported, ${inFile} in the file`,
    })),
    await checkWithoutAliases(folder),
    await checkCutOff(folder, whole.items),
    await checkGuess(folder),
  ];
}

/** Without the aliases nothing may be matched by likeness, and no row be lost. */
async function checkWithoutAliases(folder: string): Promise<Check> {
  const bare = JSON.parse(
    JSON.stringify(salesMapping, (key, value: unknown) => (key === 'aliases' ? undefined : value)),
  );
  const { items, rejects } = await imported(folder, parseMapping(bare));
  const valued = opportunitiesOf(items).filter((deal) => deal.estimatedValue !== null).length;
  const told = rejects.find(({ value }) => value === 'GTXPro')?.expected ?? 'nothing is said';
  return {
    name: 'sales-opportunities: GTXPro is not taken for GTX Pro unless the mapping says so',
    ok:
      valued === 8800 - 1480 &&
      opportunitiesOf(items).length === 8800 &&
      /GTX Pro.*1480 rows/.test(told),
    detail: `${valued} deals have a value; ${told}`,
  };
}

/** An import that is cut off after every batch gives what one without a break gives. */
async function checkCutOff(folder: string, whole: readonly Item[]): Promise<Check> {
  const connector = csvConnector(folder, parseMapping(salesMapping), { batchSize: 1700 });
  const items: Item[] = [];
  let cursor: string | null = null;
  let runs = 0;
  for (let before = -1; before < items.length; runs += 1) {
    before = items.length;
    for await (const batch of connector({ cursor, signal: new AbortController().signal })) {
      items.push(...batch.items);
      cursor = batch.cursor;
      break;
    }
  }
  return {
    name: 'sales-opportunities: cut off after every batch, the import gives the same',
    ok: JSON.stringify(items) === JSON.stringify(whole),
    detail: `${items.length} items in ${runs} runs, ${whole.length} in one`,
  };
}

async function checkGuess(folder: string): Promise<Check> {
  const { files, questions, columns } = await guessMapping(folder);
  const types = files.map(({ file, type }) => `${file} ${type ?? 'for lookups'}`).join(', ');
  const asked = questions.map(({ question }) => question).join(' | ');
  const guessed = columns.filter(({ fields }) => fields.length > 0).length;
  const expected =
    'accounts.csv account, products.csv for lookups, sales_pipeline.csv opportunity, sales_teams.csv user';
  return {
    name: 'sales-opportunities: the guess tells the four files apart and asks about GTXPro',
    ok: types === expected && /GTXPro \(1480 rows; is GTX Pro meant\?\)/.test(asked),
    detail: `${types}; ${guessed} of ${columns.length} columns; asks: ${asked}`,
  };
}

/** Of every table of a preset each row is imported or rejected with a reason, and none is both or neither. */
async function checkFixtures(folder: string, preset: PresetName): Promise<readonly Check[]> {
  const mapping = presetMapping(preset);
  const there = await readdir(folder);
  const checks: Check[] = [];
  for (const table of mapping.tables) {
    const names = [mapping.files?.[table.file]?.name ?? table.file].flat();
    const file = names.find((name) => there.includes(name));
    if (file === undefined) continue;
    const rows = (await rawRows(join(folder, file))).length;
    const { items, rejects } = await imported(folder, { ...mapping, tables: [table] });
    const rejected = rejects.filter(({ place }) => place.startsWith(`${file} line `));
    const reasons = [...new Set(rejected.map(({ field, value }) => `${field} ${value}`))].slice(
      0,
      3,
    );
    const unskipped = await imported(folder, { ...mapping, tables: [{ ...table, skip: [] }] });
    checks.push({
      name: `fivetran-${preset}: ${file} as ${table.type}`,
      ok:
        rows > 0 &&
        items.length + rejected.length === rows &&
        rejected.every(isReasoned) &&
        unskipped.items.length === rows,
      detail: [
        `${rows} rows = ${items.length} imported + ${rejected.length} rejected`,
        ...(reasons.length > 0 ? [`reasons: ${reasons.join('; ')}`] : []),
        `${unskipped.items.length} without the rule for deleted rows`,
        `${rejects.length - rejected.length} remarks`,
      ].join(', '),
    });
  }
  const least = { hubspot: 9, salesforce: 7 }[preset];
  const csv = there.filter((name) => name.endsWith('.csv'));
  const whole = await imported(folder, mapping);
  checks.push({
    name: `fivetran-${preset}: all tables together`,
    ok: checks.length >= least && whole.items.length > 0,
    detail: `${whole.items.length} items from ${checks.length} of ${csv.length} files; the others hold none of our things or only tie them together`,
  });
  return checks;
}

function isReasoned({ field, expected }: Reject): boolean {
  return field !== '' && expected !== '';
}

async function imported(
  folder: string,
  mapping: CsvMapping,
): Promise<{ readonly items: readonly Item[]; readonly rejects: readonly Reject[] }> {
  const items: Item[] = [];
  const rejects: Reject[] = [];
  const run = { cursor: null, signal: new AbortController().signal };
  for await (const batch of csvConnector(folder, mapping)(run)) {
    items.push(...batch.items);
    rejects.push(...batch.rejects);
  }
  return { items, rejects };
}

function opportunitiesOf(items: readonly Item[]): readonly Opportunity[] {
  return items.flatMap((item) => (item.type === 'opportunity' ? [item.value] : []));
}

/** The rows of a file as the CSV library alone reads them. */
async function rawRows(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const text = await readFile(path, 'utf8');
  const { data } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
  });
  return data;
}
