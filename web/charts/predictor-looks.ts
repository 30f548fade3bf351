import type { BacktestReport } from '../../src/contract/backtest.ts';

type Predictor = BacktestReport['contacts']['results'][number]['predictor'];

/** How the lines of what foretells are drawn; apart also without colour. */
export const predictorLooks: Readonly<
  Record<Predictor, { readonly stroke: string; readonly width: number; readonly dash?: string }>
> = {
  health: { stroke: 'var(--kindEmail)', width: 2.5 },
  daysSinceInbound: { stroke: 'var(--kindMeeting)', width: 1.75, dash: '6 3' },
  activities90: { stroke: 'var(--kindCall)', width: 1.75, dash: '2 3' },
  coin: { stroke: 'var(--gradeNone)', width: 1, dash: '1 4' },
};
