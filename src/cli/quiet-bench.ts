import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { bundleSnapshot } from '../analytics/analyze.ts';
import { contactDays, type DayCount } from '../analytics/quiet.ts';
import { type BenchPair, questionsFromSilence } from '../analytics/quiet-bench/cases.ts';
import { benchPairsOf } from '../analytics/quiet-bench/lines.ts';
import { benchReport } from '../analytics/quiet-bench/report.ts';
import { benchPairs } from '../analytics/quiet-bench/rhythms.ts';
import { workingDayCount } from '../analytics/working-calendar.ts';
import { dayNumbers } from '../analytics/zone.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { readBundle } from '../connectors/bundle/connector.ts';
import { sql } from '../db/sql.ts';
import { lastKnownAt } from '../facts/backtest.ts';
import { contactDaysOf } from '../facts/contact-days.ts';
import { organizationIn } from '../facts/organization.ts';
import { defaultOrganizationSettings } from '../model/entities.ts';
import { openStore } from '../store.ts';
import { benchText } from './quiet-bench-text.ts';
import { progressBar, wholeNumber } from './text.ts';

type Options = {
  readonly events?: string;
  readonly bundle?: string;
  readonly database?: boolean;
  readonly every: number;
  readonly within: number;
  readonly seed: number;
  readonly pairs: number;
  readonly json?: boolean;
};

/** What is asked of which pairs, and by which calendar working days are counted. */
type Bench = {
  readonly title: string;
  readonly pairs: readonly BenchPair[];
  readonly countDays: DayCount;
};

/** `quiet-bench`: precision and recall of our rule and of 7, 14 and 30 days (docs/quiet-bench.md). */
export function quietBenchCommand(program: Command): void {
  program
    .command('quiet-bench')
    .description('how well "gone quiet" tells, beside fixed numbers of days')
    .option('--events <file>', 'events and labels, one JSON object a line (docs/quiet-bench.md)')
    .option('--bundle <file>', 'contacts of a bundle; quiet is who stays silent after')
    .option('--database', 'contacts of the database; quiet is who stays silent after')
    .option('--every <days>', 'of a bundle or database: ask every so many days', wholeNumber, 7)
    .option('--within <days>', 'of a bundle or database: silent for so many days', wholeNumber, 30)
    .option('--seed <n>', 'without a source: of the generators', wholeNumber, 1)
    .option('--pairs <n>', 'without a source: pairs of each generator', wholeNumber, 1000)
    .option('--json', 'print the figures as JSON')
    .action(async (options: Options) => {
      const { title, pairs, countDays } = await benchFor(options);
      const bar = progressBar('Asking');
      const report = benchReport(pairs, countDays, bar.show);
      bar.end();
      const text = options.json
        ? `${JSON.stringify({ title, ...report }, null, 1)}\n`
        : benchText(title, report);
      await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    });
}

async function benchFor(options: Options): Promise<Bench> {
  const { events, bundle, database, seed, pairs } = options;
  if (events !== undefined) return eventsIn(events);
  if (bundle !== undefined) return contactsOfBundle(bundle, options);
  if (database === true) return contactsOfDatabase(options);
  return {
    title: `${pairs} pairs of each rhythm that ships, seed ${seed}`,
    pairs: benchPairs(seed, pairs),
    countDays: usualDays(),
  };
}

/** Working days of an organisation that has set nothing. */
function usualDays(): DayCount {
  const { workingHours: hours, holidays } = defaultOrganizationSettings;
  return workingDayCount({ hours, holidays });
}

async function eventsIn(path: string): Promise<Bench> {
  const { pairs, rejects } = benchPairsOf((await readFile(path, 'utf8')).split('\n'));
  for (const { line, value } of rejects)
    process.stderr.write(`line ${line}: ${value}, expected an event or a label\n`);
  return { title: path, pairs, countDays: usualDays() };
}

async function contactsOfBundle(path: string, options: Options): Promise<Bench> {
  const { bundle } = await readBundle(path);
  const instants = bundle.activities.map(({ startsAt }) => startsAt);
  const asOf = instants.reduce((latest, at) => Math.max(latest, at), 0);
  const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
  const today = dayNumbers(bundle.organization.timeZone)(asOf);
  const contacts = snapshot.records.filter(({ type }) => type === 'contact');
  const pairs = contacts.map(({ key }) => ({
    name: keyed.reference(key),
    days: contactDays(snapshot.facts, snapshot.factsOf(key), asOf),
  }));
  return { title: path, pairs: asked(pairs, today, options), countDays: usualDays() };
}

async function contactsOfDatabase(options: Options): Promise<Bench> {
  const store = await openStore(loadConfig(), () => {});
  try {
    const { database } = store;
    const { organization, settings } = await organizationIn(database);
    const { workingHours: hours, holidays } = settings;
    const asOf = await lastKnownAt(database, systemClock());
    const contacts = await database.query<{ key: number }>(
      sql`select key from contact where not opted_out order by key`,
    );
    const keys = contacts.map(({ key }) => key);
    const { timeZone } = organization;
    const found = await contactDaysOf(database, keys, { asOf, timeZone });
    const pairs = Array.from(found, ([key, { days }]) => ({ name: `contact ${key}`, days }));
    const today = dayNumbers(timeZone)(asOf);
    return {
      title: 'the contacts of the database',
      pairs: asked(pairs, today, options),
      countDays: workingDayCount({ hours, holidays }),
    };
  } finally {
    await store.close();
  }
}

/** Questions to contacts of whom only the days are known; those who are never asked about only make the rhythm. */
function asked(
  contacts: readonly { readonly name: string; readonly days: readonly number[] }[],
  lastDay: number,
  { every, within }: Options,
): readonly BenchPair[] {
  const rules = { everyDays: every, horizonDays: within, lastDay };
  return contacts.map(({ name, days }) => ({
    pair: name,
    rhythm: 'contacts',
    days,
    questions: questionsFromSilence(days, rules),
  }));
}
