import { parentPort } from 'node:worker_threads';
import { expandCalendar } from './expansion.ts';
import { calendarText } from './lines.ts';
import type { Bounds } from './slots.ts';

/** The thread that reads calendars, so that a large one keeps nobody waiting. It is started by `expander.ts`. */

export type Job = {
  readonly bytes: Uint8Array;
  readonly bounds: Bounds;
  readonly timeZone: string;
};

parentPort?.on('message', ({ bytes, bounds, timeZone }: Job) => {
  parentPort?.postMessage(expandCalendar(calendarText(bytes), bounds, timeZone));
});
