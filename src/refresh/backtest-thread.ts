/** The thread of one backtest. */

import { parentPort, workerData } from 'node:worker_threads';
import { openPool } from '../db/pool.ts';
import { backtestIn } from '../facts/backtest.ts';
import type { BacktestMessage, BacktestTask } from './backtest.ts';

const { target, asOf }: BacktestTask = workerData;
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
const send = (message: BacktestMessage) => parentPort?.postMessage(message);

const database = await openPool(target, { max: 2, role: 'rapport_worker' });
try {
  const report = await backtestIn(database, {
    asOf,
    onProgress: (done, total) => send({ type: 'progress', done, total }),
    signal: stop.signal,
  });
  send({ type: 'ended', report });
} finally {
  await database.close();
  parentPort?.close();
}
