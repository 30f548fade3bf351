import { type Command, InvalidArgumentError } from 'commander';
import { analyze } from '../analytics/analyze.ts';
import { readBundle } from '../connectors/bundle/connector.ts';

/** `analyze BUNDLE --as-of INSTANT [--days N]`: every figure of a bundle as one JSON object; needs no server. */
export function analyzeCommand(program: Command): void {
  program
    .command('analyze')
    .description('print every figure of a bundle as of an instant, as JSON; needs no server')
    .argument('<bundle>', 'a bundle: one JSON object, or NDJSON')
    .requiredOption('--as-of <instant>', 'ISO 8601 with offset: 2026-11-20T12:00:00Z', readInstant)
    .option('--days <n>', 'calendar days of the window', readDays, 60)
    .action(async (path: string, options: { asOf: string; days: number }) => {
      const { bundle, rejects } = await readBundle(path);
      for (const { place, field, value, expected } of rejects)
        process.stderr.write(`${place}: ${field} is ${value}, expected ${expected}\n`);
      const { records, ledger } = analyze(bundle, {
        asOf: Date.parse(options.asOf),
        days: options.days,
      });
      const result = { asOf: options.asOf, days: options.days, records, ledger };
      await new Promise<void>((resolve) =>
        process.stdout.write(`${JSON.stringify(result, null, 1)}\n`, () => resolve()),
      );
    });
}

function readInstant(text: string): string {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text);
  if (isInstant && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Expected an instant with offset, as 2026-11-20T12:00:00Z.');
}

function readDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 36_600) return days;
  throw new InvalidArgumentError('Expected a whole number of days from 1 on.');
}
