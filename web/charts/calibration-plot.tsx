import type { Judged } from '../../src/contract/backtest.ts';
import { SquarePlot } from './square-plot.tsx';

type Props = {
  readonly groups: Judged['results'][number]['calibration'];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly percent: (share: number) => string;
};

/** Chances that were foretold against what came true; on the diagonal they are right. Area is the number of cases. */
export function CalibrationPlot({ groups, ...plot }: Props) {
  const most = Math.max(1, ...groups.map(({ n }) => n));
  return (
    <SquarePlot {...plot}>
      {({ x, y }) =>
        groups.map(({ n, foretold, cameTrue }) => (
          <circle
            key={foretold}
            cx={x(foretold)}
            cy={y(cameTrue)}
            r={3 + 9 * Math.sqrt(n / most)}
            fill="var(--kindEmailSoft)"
            fillOpacity="0.75"
            stroke="var(--kindEmail)"
            strokeWidth="1.5"
          />
        ))
      }
    </SquarePlot>
  );
}
