/** A thread that says it has started and dies at once, for tests of what becomes of its work. */

import { parentPort } from 'node:worker_threads';

parentPort?.postMessage({ type: 'started' });
setTimeout(() => {
  throw new Error('The thread ran out of memory.');
}, 10);
