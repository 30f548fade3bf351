/** Messages from wherever they stood, gathered into batches. */

import type { Batch, Connector, Item, Reject } from '../../model/bundle.ts';
import type { Headers } from './headers.ts';
import { type MessageOptions, readHeaders } from './message.ts';

export type MailOptions = MessageOptions & {
  /** Messages per batch, 500 unless told. It never changes what comes out. */
  readonly batchSize?: number;
};

/** One message as it stood in its source, or why it could not be taken out; the end comes last. */
export type MailPart = {
  /** Where reading goes on when this part is the next: as JSON it becomes the cursor. */
  readonly position: object;
  readonly done: number;
} & (
  | { readonly place: string; readonly headers: Headers; readonly draft?: boolean }
  | { readonly reject: Reject }
  | { readonly end: true }
);

export type MailSource = {
  /** In the unit of `done`. */
  readonly total: number | null;
  /** As many at a time as are at hand. */
  readonly parts: AsyncIterable<readonly MailPart[]>;
};

/** A connector over what `open` gives for a cursor; a cursor that `open` cannot use is to be taken as none. */
export function mailConnector(
  open: (cursor: string | null) => Promise<MailSource>,
  options: MailOptions,
): Connector {
  return async function* ({ cursor, signal }) {
    if (signal.aborted) return;
    const { total, parts } = await open(cursor);
    let gathered: Gathered = { items: [], rejects: [], since: null };
    for await (const atHand of parts) {
      for (const part of atHand) {
        if ('end' in part || isDue(gathered, part.done, options)) {
          yield batchOf(gathered, part, total);
          if (signal.aborted) return;
          gathered = { items: [], rejects: [], since: null };
        }
        gather(gathered, part, options);
      }
    }
  };
}

type Gathered = { readonly items: Item[]; readonly rejects: Reject[]; since: number | null };

const usualBatchSize = 500;
/** Bytes after which a batch is closed although it is not full, so that large messages do not hold up progress. */
const longestSilence = 64 << 20;

function isDue({ items, rejects, since }: Gathered, done: number, options: MailOptions): boolean {
  if (since === null) return false;
  const full = items.length + rejects.length >= (options.batchSize ?? usualBatchSize);
  return full || done - since >= longestSilence;
}

function batchOf({ items, rejects }: Gathered, next: MailPart, total: number | null): Batch {
  return {
    items,
    rejects,
    cursor: JSON.stringify(next.position),
    progress: { done: next.done, total },
  };
}

function gather(gathered: Gathered, part: MailPart, options: MailOptions): void {
  if ('end' in part) return;
  gathered.since ??= part.done;
  if ('reject' in part) {
    gathered.rejects.push(part.reject);
    return;
  }
  const reading = readHeaders(part.headers, options);
  if ('reject' in reading) gathered.rejects.push({ place: part.place, ...reading.reject });
  else {
    const { activity } = reading;
    const value = part.draft === true ? { ...activity, status: 'draft' } : activity;
    gathered.items.push({ type: 'activity', value });
  }
}
