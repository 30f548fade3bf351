/** The thread in which documents of others are read: a hostile one takes it along, and nobody else. */

import { parentPort } from 'node:worker_threads';
import { type Unread, understand } from './understanding.ts';

parentPort?.on('message', (document: Unread) => parentPort?.postMessage(understand(document)));
