import { setTimeout as pause } from 'node:timers/promises';
import type { Batch } from '../model/bundle.ts';

/** Most that is written in one transaction: a batch of a file connector, or what came in one by one meanwhile. */
const mostTogether = 1000;
/** Batches below this size wait a moment for company: a transaction costs as much as fifty activities. */
const small = 50;
const gatherMs = 50;

/**
 * The same batches, the next one being read while the last one is written. Those that are there by then become one of
 * at most `most` items, so that activities which come in one by one, hundreds a second, share a transaction.
 */
export async function* readAhead(
  batches: AsyncIterable<Batch>,
  most = mostTogether,
): AsyncGenerator<Batch> {
  const source = batches[Symbol.asyncIterator]();
  const read = () => {
    const reading = source.next();
    // It is waited for only after the last batch is written; a failure until then is no unhandled one.
    reading.catch(() => {});
    return reading;
  };
  let coming = read();
  try {
    for (;;) {
      const first = await coming;
      if (first.done === true) return;
      let batch = first.value;
      coming = read();
      const later = pause(sizeOf(batch) < small ? gatherMs : 0, null);
      for (;;) {
        const next = await Promise.race([batchIn(coming), later]);
        if (next === null || sizeOf(batch) + sizeOf(next) > most) break;
        batch = joined(batch, next);
        coming = read();
      }
      yield batch;
    }
  } finally {
    await source.return?.();
  }
}

/** Null at the end. A failure is thrown when its turn comes, after what was read before it. */
async function batchIn(coming: Promise<IteratorResult<Batch>>): Promise<Batch | null> {
  const result = await coming.catch(() => null);
  return result === null || result.done === true ? null : result.value;
}

function joined(batch: Batch, next: Batch): Batch {
  return {
    ...next,
    items: [...batch.items, ...next.items],
    rejects: [...batch.rejects, ...next.rejects],
  };
}

function sizeOf({ items, rejects }: Batch): number {
  return items.length + rejects.length;
}
