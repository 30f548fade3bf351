/** The answer of a backtest for the terminal. */

import type { Backtest, Predictor } from '../analytics/backtest.ts';
import type { BacktestReport } from '../analytics/backtest-report.ts';
import { dayMs, dayText } from '../analytics/zone.ts';
import { count, table } from './text.ts';

const names: Readonly<Record<Predictor, string>> = {
  health: 'health score',
  daysSinceInbound: 'days since last inbound',
  activities90: 'activities in 90 days',
  coin: 'a coin',
};

/** Each part with its figures, calibration and verdict. */
export function backtestText({ asOf, contacts, deals }: BacktestReport, everyDays: number): string {
  const parts = [
    `As of ${dayText(Math.floor(asOf / dayMs))}`,
    part(`Contacts, every ${everyDays} days: contact within the next 30 days?`, contacts),
    ...deals.map((deal) => part(`Deals at ${deal.ageDays} days of age: won?`, deal)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function part(title: string, judged: Backtest): string {
  const { cases, cameTrue, clusters, results } = judged;
  const head = `${title}\n${count(cases)} cases of ${count(clusters)} contacts; it came true in ${count(cameTrue)}.`;
  if (cameTrue === 0 || cameTrue === cases) return `${head} Nothing can be told apart.`;
  const rows = results.map(({ predictor, area, interval, brier, foretold }) => [
    names[predictor],
    figure(area),
    interval === null ? '–' : `${figure(interval[0])} – ${figure(interval[1])}`,
    figure(brier),
    count(foretold),
  ]);
  const calibration = results[0]?.calibration ?? [];
  return [
    head,
    '',
    table(['', 'ROC AUC', '95 %', 'Brier', 'foretold'], rows),
    '',
    verdictText(judged),
    ...(calibration.length < 2
      ? []
      : [
          '',
          'Chances made of the score, and what came true:',
          table(
            ['', 'foretold', 'came true', 'n'],
            calibration.map((group) => [
              '',
              figure(group.foretold),
              figure(group.cameTrue),
              count(group.n),
            ]),
          ),
        ]),
  ].join('\n');
}

function verdictText({ against, verdict }: Backtest): string {
  if (verdict === null) return 'Too little to compare.';
  if (verdict === 'better') return 'Health tells more than every simple rule beside it.';
  const notBeaten = against
    .filter((one) => one.verdict !== 'better')
    .map(({ baseline, difference, interval: [low, high], verdict: how }) => {
      const by = `difference ${figure(difference)}, 95 %: ${figure(low)} – ${figure(high)}`;
      return `  ${names[baseline]} ${how === 'worse' ? 'tells more' : 'tells as much as can be said'} (${by})`;
    });
  return ['Health does NOT beat:', ...notBeaten].join('\n');
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3).replace('-', '−');
}
