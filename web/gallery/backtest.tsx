import type { Judged } from '../../src/contract/backtest.ts';
import { CalibrationPlot } from '../charts/calibration-plot.tsx';
import { IntervalRows } from '../charts/interval-rows.tsx';
import { predictorLooks } from '../charts/predictor-looks.ts';
import { RocCurves } from '../charts/roc-curves.tsx';
import { SquarePlot } from '../charts/square-plot.tsx';
import { JudgedFigures } from '../settings/backtest-judged.tsx';
import type { Exhibit } from './case.ts';
import { longName } from './samples.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;
const shares = Array.from({ length: 21 }, (_, place) => place / 20);

/** Results whose curves bend by so much. */
function resultsOf(bends: readonly [number, number, number]): Judged['results'] {
  const groups = shares
    .filter((_, place) => place % 3 === 1)
    .map((share, place) => ({ n: 20 + 30 * place, foretold: share, cameTrue: share ** 0.8 }));
  return (['health', 'daysSinceInbound', 'activities90', 'coin'] as const).map(
    (predictor, place) => {
      const bend = bends[place] ?? 1;
      const area = 1 - 1 / (1 + bend);
      return {
        predictor,
        area,
        interval: [Math.max(0, area - 0.07), Math.min(1, area + 0.05)],
        curve: shares.map((share) => [share, share ** (1 / bend)]),
        brier: 0.25 / bend,
        foretold: 1234,
        calibration: predictor === 'health' ? groups : [],
      };
    },
  );
}

function judged(bends: readonly [number, number, number]): Judged {
  const results = resultsOf(bends);
  const against = results.slice(1).flatMap(({ predictor, area }) => {
    const difference = (results[0]?.area ?? 0) - (area ?? 0);
    if (predictor === 'health') return [];
    const verdict = difference > 0.05 ? 'better' : difference < -0.05 ? 'worse' : 'alike';
    const interval: [number, number] = [difference - 0.05, difference + 0.05];
    return [{ baseline: predictor, difference, interval, verdict } as const];
  });
  const verdicts = against.map(({ verdict }) => verdict);
  return {
    cases: 4000,
    cameTrue: 1800,
    clusters: 300,
    results,
    against,
    verdict: verdicts.includes('worse') ? 'worse' : verdicts.includes('alike') ? 'alike' : 'better',
  };
}

const nothing: Judged = {
  cases: 3,
  cameTrue: 0,
  clusters: 2,
  results: resultsOf([1, 1, 1]).map((one) => ({
    ...one,
    area: null,
    interval: null,
    curve: [],
    brier: null,
    foretold: 0,
    calibration: [],
  })),
  against: [],
  verdict: null,
};

const titles = { xTitle: 'across', yTitle: 'up', percent };

/** What the page of the backtest is made of. */
export const backtestExhibits: readonly Exhibit[] = [
  {
    title: 'Square plot',
    cases: [
      { name: 'with nothing in it', show: <SquarePlot {...titles}>{() => null}</SquarePlot> },
      {
        name: 'right to left',
        isRightToLeft: true,
        show: <SquarePlot {...titles}>{() => null}</SquarePlot>,
      },
    ],
  },
  {
    title: 'ROC curves',
    cases: [
      { name: 'apart', show: <RocCurves results={resultsOf([5, 3, 2])} {...titles} /> },
      { name: 'nothing', width: 220, show: <RocCurves results={nothing.results} {...titles} /> },
    ],
  },
  {
    title: 'Calibration',
    cases: [
      {
        name: 'seven groups',
        show: <CalibrationPlot groups={resultsOf([2, 2, 2])[0]?.calibration ?? []} {...titles} />,
      },
      {
        name: 'one group, at the edge',
        show: <CalibrationPlot groups={[{ n: 1, foretold: 1, cameTrue: 1 }]} {...titles} />,
      },
    ],
  },
  {
    title: 'Intervals',
    cases: [false, true].map((isRightToLeft) => ({
      name: isRightToLeft ? 'right to left' : 'long name, whole width',
      width: isRightToLeft ? 326 : 640,
      isRightToLeft,
      show: (
        <IntervalRows
          rows={[
            {
              key: 'a',
              name: isRightToLeft ? 'Short' : longName,
              look: predictorLooks.health,
              value: 0.5,
              interval: [0, 1],
              text: '0.50',
              range: '0.00 – 1.00',
            },
          ]}
        />
      ),
    })),
  },
  {
    title: 'Judged',
    cases: [
      {
        name: 'better',
        width: 760,
        show: <JudgedFigures judged={judged([6, 2, 1.5])} isTable={false} />,
      },
      {
        name: 'worse, on a phone',
        width: 326,
        show: <JudgedFigures judged={judged([2, 5, 1])} isTable={false} />,
      },
      {
        name: 'alike, as tables',
        width: 640,
        show: <JudgedFigures judged={judged([3, 3.1, 1])} isTable />,
      },
      { name: 'too little', width: 480, show: <JudgedFigures judged={nothing} isTable={false} /> },
    ],
  },
];
