import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Judged } from '../../src/contract/backtest.ts';

export type Predictor = Judged['results'][number]['predictor'];

/** What foretells, by name. */
export const predictorWords: Readonly<Record<Predictor, MessageDescriptor>> = {
  health: msg`Health score`,
  daysSinceInbound: msg`Days since they last got in touch`,
  activities90: msg`Activities in 90 days`,
  coin: msg`A coin`,
};
