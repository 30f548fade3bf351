import type { Command } from 'commander';
import { bundleSnapshot } from '../analytics/analyze.ts';
import { contactCases, dealAges, dealCases } from '../analytics/backtest-cases.ts';
import {
  type BacktestReport,
  judged,
  lookEveryDays,
  lookInstants,
} from '../analytics/backtest-report.ts';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { readBundle } from '../connectors/bundle/connector.ts';
import { backtestIn, backtestSeed, lastKnownAt } from '../facts/backtest.ts';
import { organizationIn } from '../facts/organization.ts';
import { Problem } from '../model/problem.ts';
import { openStore } from '../store.ts';
import { backtestText } from './backtest-text.ts';
import { progressBar, wholeNumber } from './text.ts';

/** `backtest [BUNDLE]`: how well health told what came, beside simple rules; of the database without a bundle. */
export function backtestCommand(program: Command): void {
  program
    .command('backtest')
    .description('does the score tell anything? health beside simple rules, on what came')
    .argument('[bundle]', 'a bundle; left out: the database')
    .option('--every <days>', 'look at contacts every so many days', wholeNumber, lookEveryDays)
    .option('--json', 'print the figures as JSON')
    .action(async (bundle: string | undefined, { every, json = false }: Options) => {
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const bar = progressBar('Looking back');
      const report = await (bundle === undefined
        ? ofDatabase(every, { onProgress: bar.show, signal: stop.signal })
        : ofBundle(bundle, { every, onProgress: bar.show }));
      bar.end();
      if (report === null) return;
      const text = json ? `${JSON.stringify(report, null, 1)}\n` : backtestText(report, every);
      await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    });
}

type Options = { readonly every: number; readonly json?: boolean };
type Progress = (done: number, total: number) => void;

async function ofDatabase(
  everyDays: number,
  run: { readonly onProgress: Progress; readonly signal: AbortSignal },
) {
  const store = await openStore(loadConfig(), () => {});
  try {
    const { database } = store;
    const { settings } = await organizationIn(database);
    if (!settings.showHealth) throw healthHidden();
    const asOf = await lastKnownAt(database, systemClock());
    return await backtestIn(database, { asOf, everyDays, ...run });
  } finally {
    await store.close();
  }
}

async function ofBundle(
  path: string,
  { every, onProgress }: { readonly every: number; readonly onProgress: Progress },
): Promise<BacktestReport> {
  const { bundle } = await readBundle(path);
  const { activities, settings, organization } = bundle;
  const now = systemClock();
  const asOf = activities.reduce(
    (latest, { startsAt }) => (startsAt <= now ? Math.max(latest, startsAt) : latest),
    0,
  );
  const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
  const rules = { asOf, timeZone: organization.timeZone, settings };
  const won = new Set(
    bundle.opportunities.flatMap(({ id, status }) =>
      status === 'won' ? [`opportunity:${id}`] : [],
    ),
  );
  const isWon = (key: number) => won.has(keyed.reference(key));
  const steps = judged(
    {
      contacts: contactCases(snapshot, lookInstants(asOf, every), rules),
      deals: dealAges.map((age) => dealCases(snapshot, { age, isWon }, rules)),
    },
    { asOf, seed: backtestSeed },
  );
  for (let done = 1; ; done += 1) {
    const next = steps.next();
    if (next.done === true) return next.value;
    onProgress(done, 1 + dealAges.length);
  }
}

function healthHidden(): Problem {
  return new Problem({
    code: 'health_hidden',
    message: 'The organisation does not show the health of relationships.',
    field: 'showHealth',
    hint: 'An administrator shows it in the settings.',
  });
}
