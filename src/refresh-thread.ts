/** The composition root of the thread that keeps figures fresh, with connections of its own. */

import { parentPort, workerData } from 'node:worker_threads';
import { likenessKeeper } from './cards/likeness.ts';
import { refreshSignals } from './cards/signals.ts';
import { systemClock } from './clock.ts';
import { openPool } from './db/pool.ts';
import type { BackgroundMessage, BackgroundTask } from './refresh/background.ts';
import { startBacktests } from './refresh/backtest.ts';
import { recompute } from './refresh/recompute.ts';
import { startRefresh } from './refresh/worker.ts';
import { repeatedly } from './repeatedly.ts';
import { dayOfRetention } from './retention/daily.ts';

const { target, aheadMs }: BackgroundTask = workerData;
const clock = () => systemClock() + aheadMs;
const send = (message: BackgroundMessage) => parentPort?.postMessage(message);
const onError = (error: unknown) => send({ type: 'failed', error });
/** How often one looks whether figures are fresher than signals, and whether a day has begun. */
const every = { signalsMs: 5000, likenessMs: 30_000, retentionMs: 10_000 };

const database = await openPool(target, { max: 5, role: 'rapport_worker' });
const refresh = await startRefresh(database, {
  clock,
  recomputeMarked: async (signal) => {
    await recompute(database, { target, clock, signal });
  },
  onError,
});
const signals = repeatedly((signal) => refreshSignals(database, clock, signal), {
  everyMs: every.signalsMs,
  onError,
});
const likeness = repeatedly(likenessKeeper(database, clock), {
  everyMs: every.likenessMs,
  onError,
});
const backtests = await startBacktests(database, { target, clock, onError });
const retention = repeatedly((signal) => dayOfRetention(database, { now: clock(), signal }), {
  everyMs: every.retentionMs,
  onError,
});
parentPort?.once('message', async () => {
  await signals.close();
  await likeness.close();
  await backtests.close();
  await retention.close();
  await refresh.close();
  await database.close();
});
send({ type: 'started' });
