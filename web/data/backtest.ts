import { queryOptions } from '@tanstack/react-query';
import type { BacktestAnswer } from '../../src/contract/backtest.ts';
import { fetched, sent } from './client.ts';

/** Does the score tell anything? Asked again and again while it is computed (ms). */
const everyMs = 1000;

export const backtestQuery = queryOptions({
  queryKey: ['backtest'],
  queryFn: ({ signal }) => fetched<BacktestAnswer>('backtest', signal),
  refetchInterval: ({ state }) => (state.data?.state === 'running' ? everyMs : false),
});

/** Asks for it anew. */
export function askBacktest(): Promise<BacktestAnswer> {
  return sent<BacktestAnswer>('POST', 'backtest', {});
}
