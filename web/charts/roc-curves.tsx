import { line } from 'd3-shape';
import type { Judged } from '../../src/contract/backtest.ts';
import { predictorLooks } from './predictor-looks.ts';
import { SquarePlot } from './square-plot.tsx';

type Props = {
  readonly results: Judged['results'];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly percent: (share: number) => string;
};

/** What each predictor finds for what it calls wrongly; the diagonal is a coin. */
export function RocCurves({ results, ...plot }: Props) {
  return (
    <SquarePlot {...plot}>
      {({ x, y }) => {
        const path = line<readonly [number, number]>()
          .x(([falsely]) => x(falsely))
          .y(([, rightly]) => y(rightly));
        return results
          .filter(({ predictor, curve }) => predictor !== 'coin' && curve.length > 0)
          .toReversed()
          .map(({ predictor, curve }) => {
            const { stroke, width, dash } = predictorLooks[predictor];
            return (
              <path
                key={predictor}
                d={path(curve) ?? ''}
                fill="none"
                stroke={stroke}
                strokeWidth={width}
                strokeDasharray={dash}
                strokeLinejoin="round"
              />
            );
          });
      }}
    </SquarePlot>
  );
}
