/** The composition root of the thread that keeps figures fresh, with connections of its own. */

import { parentPort, workerData } from 'node:worker_threads';
import { startSignals } from './cards/signals.ts';
import { systemClock } from './clock.ts';
import { openPool } from './db/pool.ts';
import type { BackgroundMessage, BackgroundTask } from './refresh/background.ts';
import { startBacktests } from './refresh/backtest.ts';
import { recompute } from './refresh/recompute.ts';
import { startRefresh } from './refresh/worker.ts';
import { startRetention } from './retention/daily.ts';

const { target, aheadMs }: BackgroundTask = workerData;
const clock = () => systemClock() + aheadMs;
const send = (message: BackgroundMessage) => parentPort?.postMessage(message);

const database = await openPool(target, { max: 5, role: 'rapport_worker' });
const refresh = await startRefresh(database, {
  clock,
  recomputeMarked: async (signal) => {
    await recompute(database, { target, clock, signal });
  },
  onError: (error) => send({ type: 'failed', error }),
});
const signals = startSignals(database, {
  clock,
  onError: (error) => send({ type: 'failed', error }),
});
const backtests = await startBacktests(database, {
  target,
  clock,
  onError: (error) => send({ type: 'failed', error }),
});
const retention = startRetention(database, {
  clock,
  onError: (error) => send({ type: 'failed', error }),
});
parentPort?.once('message', async () => {
  await signals.close();
  await backtests.close();
  await retention.close();
  await refresh.close();
  await database.close();
});
send({ type: 'started' });
