import type { Misfit } from '../../contract/misfit.ts';
import type { Batch, Item, Reject } from '../../model/bundle.ts';
import { createSeen, type Seen } from './seen.ts';

/** One thing that a file holds, in the order of the file: an item, or what did not fit. */
export type Entry = { readonly place: string; readonly done: number } & (
  | { readonly item: Item }
  | { readonly misfits: readonly Misfit[] }
);

/** Entries as they are read; `total` is in the unit of their `done`. */
export type Entries = AsyncIterable<{
  readonly entries: readonly Entry[];
  readonly total: number | null;
}>;

/**
 * Entries as batches of at most `size` things. An id that comes again with the same content is passed over, with
 * other content rejected. The cursor is the number of entries that are done, good for one state of the file: to go on,
 * the file is read again from its start without giving anything, so that ids met before the cursor are still known and
 * the outcome is the same however often an import is cut off. With the cursor of another state it starts anew.
 */
export async function* batches(
  source: Entries,
  run: {
    readonly cursor: string | null;
    readonly signal: AbortSignal;
    readonly size: number;
    readonly fingerprint: string;
  },
): AsyncGenerator<Batch> {
  const skip = position(run.cursor, run.fingerprint);
  const seen = createSeen();
  let items: Item[] = [];
  let rejects: Reject[] = [];
  let count = 0;
  let progress: Batch['progress'] = { done: 0, total: null };

  function next(): Batch {
    const batch = { items, rejects, cursor: `${count}@${run.fingerprint}`, progress };
    items = [];
    rejects = [];
    return batch;
  }

  for await (const { entries, total } of source) {
    for (const entry of entries) {
      if (run.signal.aborted) return;
      count += 1;
      const outcome = settled(entry, seen);
      if (count <= skip || outcome === null) continue;
      progress = { done: entry.done, total };
      if ('expected' in outcome) rejects.push(outcome);
      else items.push(outcome);
      if (items.length + rejects.length >= run.size) yield next();
    }
  }
  if (items.length + rejects.length > 0 && !run.signal.aborted) yield next();
}

function position(cursor: string | null, fingerprint: string): number {
  const [count, state] = cursor?.split('@') ?? [];
  return state === fingerprint && /^\d+$/.test(count ?? '') ? Number(count) : 0;
}

function settled(entry: Entry, seen: Seen): Item | Reject | null {
  if ('misfits' in entry) return rejectOf(entry.place, entry.misfits);
  const { item, place } = entry;
  const id = 'id' in item.value ? item.value.id : null;
  const met = seen.meet(`${item.type} ${id ?? ''}`, JSON.stringify(item.value));
  if (met === 'same') return null;
  if (met === 'new') return item;
  return id === null
    ? { place, field: 'type', value: item.type, expected: `only one ${item.type}` }
    : { place, field: 'id', value: id, expected: `an id that no other ${item.type} here has` };
}

/** One object is one reject: the first thing that does not fit, and the names of the others. */
function rejectOf(place: string, misfits: readonly Misfit[]): Reject {
  const [first, ...others] = misfits;
  const also = [...new Set(others.map(({ field }) => field))].filter(
    (field) => field !== first?.field,
  );
  return {
    place,
    field: first?.field ?? '',
    value: first?.value ?? '',
    expected: `${first?.expected ?? ''}${also.length > 0 ? ` (also wrong: ${also.join(', ')})` : ''}`,
  };
}
