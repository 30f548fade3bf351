import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { blankActivity } from '../model/activity.ts';
import type { Batch } from '../model/bundle.ts';
import { readAhead } from './ahead.ts';

function batch(cursor: string, size = 1): Batch {
  const value = { ...blankActivity, id: cursor, kind: 'task' as const, startsAt: 0 };
  return {
    items: Array.from({ length: size }, () => ({ type: 'activity' as const, value })),
    rejects: [],
    cursor,
    progress: { done: Number(cursor), total: null },
  };
}

async function* given(...batches: readonly Batch[]): AsyncGenerator<Batch> {
  yield* batches;
}

async function sizesAndCursors(batches: AsyncIterable<Batch>) {
  const seen: [number, string][] = [];
  for await (const { items, cursor } of readAhead(batches)) seen.push([items.length, cursor]);
  return seen;
}

describe('reading ahead', () => {
  it('joins what is there already and keeps the last cursor', async () =>
    expect(await sizesAndCursors(given(batch('1'), batch('2'), batch('3')))).toEqual([[3, '3']]));

  it('leaves batches apart that would be more than a thousand together', async () =>
    expect(await sizesAndCursors(given(batch('1', 600), batch('2', 300), batch('3', 600)))).toEqual(
      [
        [900, '2'],
        [600, '3'],
      ],
    ));

  it('gives what it has when nothing more comes for a moment', async () => {
    async function* slowly() {
      yield batch('1');
      await pause(300);
      yield batch('2');
    }
    expect(await sizesAndCursors(slowly())).toEqual([
      [1, '1'],
      [1, '2'],
    ]);
  });

  it('reads the next batch while the last one is written', async () => {
    const read: string[] = [];
    async function* source() {
      for (const cursor of ['1', '2', '3']) {
        read.push(cursor);
        yield batch(cursor, 1000);
      }
    }
    for await (const { cursor } of readAhead(source())) {
      await pause(20);
      expect(read).toHaveLength(Math.min(3, Number(cursor) + 1));
    }
  });

  it('gives what was read before a failure, then fails', async () => {
    async function* failing() {
      yield batch('1');
      throw new Error('The mailbox is gone.');
    }
    const reading = readAhead(failing());
    expect((await reading.next()).value?.cursor).toBe('1');
    await expect(reading.next()).rejects.toThrow('The mailbox is gone.');
  });

  it('closes its source when the reader stops early', async () => {
    let isClosed = false;
    async function* source() {
      try {
        for (let n = 1; ; n++) yield batch(String(n), 1000);
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of readAhead(source())) break;
    expect(isClosed).toBe(true);
  });
});
