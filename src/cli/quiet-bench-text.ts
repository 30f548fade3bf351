/** The bench's answer for the terminal. */

import type { BenchReport } from '../analytics/quiet-bench/report.ts';
import type { BenchScore } from '../analytics/quiet-bench/score.ts';
import { count, table } from './text.ts';

/** A table of the rules over everything, and one of the rhythms at equal recall, with who wins and who loses. */
export function benchText(title: string, { pairs, all, byRhythm }: BenchReport): string {
  const head = `${title}: ${count(pairs)} pairs, ${count(all.questions)} questions, ${count(all.quiet)} of them about pairs that had gone quiet`;
  return `${[head, '', overall(all), '', verdict(all), ...rhythms(byRhythm)].join('\n')}\n`;
}

function overall({ ours, fixed }: BenchScore): string {
  return table(
    ['rule', 'precision', 'recall', 'at equal recall', 'ours there'],
    [
      ['own rhythm (ours)', share(ours.precision), share(ours.recall), '', ''],
      ...fixed.map(({ days, precision, recall, atEqualRecall }) => [
        `longer than ${days} days`,
        share(precision),
        share(recall),
        share(atEqualRecall?.fixed ?? null, 4),
        share(atEqualRecall?.ours ?? null, 4),
      ]),
    ],
  );
}

function verdict(score: BenchScore): string {
  const compared = comparisons(score);
  if (compared.length === 0) return 'Nothing to compare: no rule found anything.';
  const lost = compared.filter(({ ahead }) => ahead <= 0);
  if (lost.length === 0) return 'At equal recall our rule is ahead of every fixed number of days.';
  const days = lost.map((one) => `${one.days} days`).join(', ');
  return `At equal recall our rule is NOT ahead of: ${days}.`;
}

function rhythms(byRhythm: BenchReport['byRhythm']): readonly string[] {
  if (byRhythm.length === 0) return [];
  const rows = byRhythm.map((score) => {
    const compared = comparisons(score);
    const worst = Math.min(...compared.map(({ ahead }) => ahead));
    return [
      score.rhythm,
      count(score.questions),
      share(score.ours.precision),
      share(score.ours.recall),
      ...compared.map(({ ahead }) => `${ahead < 0 ? '−' : '+'}${share(Math.abs(ahead))}`),
      worst < -alike ? 'loses' : worst > alike ? 'ahead' : 'alike',
    ];
  });
  const head = ['rhythm', 'questions', 'precision', 'recall'];
  return [
    '',
    'By rhythm; how far our precision is ahead at the recall of 7, 14 and 30 days:',
    '',
    table([...head, '7', '14', '30', ''], rows),
  ];
}

/** Differences in precision below this are none. */
const alike = 0.0005;

function comparisons({ fixed }: BenchScore) {
  return fixed.flatMap(({ days, atEqualRecall }) =>
    atEqualRecall === null ? [] : [{ days, ahead: atEqualRecall.ours - atEqualRecall.fixed }],
  );
}

function share(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits);
}
