import type { FactRows } from './columns.ts';
import { recordsEnd } from './time-order.ts';

/**
 * Several readers' rows as one, without those of no wanted record; `wanted` has a 1 by the key of each record that is,
 * and without it all are.
 */
export function joined(parts: readonly FactRows[], wanted?: Uint8Array): FactRows {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && wanted === undefined) return only;
  const isWanted = (record: number) => wanted === undefined || wanted[record] === 1;
  const all = roomFor(parts, isWanted);
  for (const part of parts) {
    for (let row = 0; row < part.length; row++) {
      if (wantedRecords(part, row, isWanted) > 0) append(all, { part, row }, isWanted);
    }
  }
  return all;
}

type IsWanted = (record: number) => boolean;

function wantedRecords(rows: FactRows, row: number, isWanted: IsWanted): number {
  let wanted = 0;
  const end = recordsEnd(rows, row);
  for (let n = rows.recordsStart[row] ?? 0; n < end; n++)
    if (isWanted(rows.keys[n] ?? 0)) wanted += 1;
  return wanted;
}

/** Columns that are just large enough. */
function roomFor(parts: readonly FactRows[], isWanted: IsWanted): FactRows {
  let [length, keys] = [0, 0];
  for (const part of parts) {
    for (let row = 0; row < part.length; row++) {
      const records = wantedRecords(part, row, isWanted);
      if (records === 0) continue;
      length += 1;
      keys += records + (part.recordsStart[row] ?? 0) - (part.peopleStart[row] ?? 0);
    }
  }
  return {
    length: 0,
    activityKey: new Float64Array(length),
    startsAt: new Float64Array(length),
    countsFrom: new Float64Array(length),
    countsUntil: new Float64Array(length),
    minutes: new Float64Array(length),
    kindSide: new Uint8Array(length),
    ours: new Uint16Array(length),
    theirs: new Uint16Array(length),
    conversation: new Int32Array(length),
    authors: new Uint8Array(length),
    peopleStart: new Int32Array(length),
    recordsStart: new Int32Array(length),
    keys: new Int32Array(keys),
    keysLength: 0,
  };
}

function append(
  all: FactRows,
  { part, row }: { readonly part: FactRows; readonly row: number },
  isWanted: IsWanted,
): void {
  const at = all.length;
  all.length += 1;
  all.activityKey[at] = part.activityKey[row] ?? 0;
  all.startsAt[at] = part.startsAt[row] ?? 0;
  all.countsFrom[at] = part.countsFrom[row] ?? 0;
  all.countsUntil[at] = part.countsUntil[row] ?? 0;
  all.minutes[at] = part.minutes[row] ?? 0;
  all.kindSide[at] = part.kindSide[row] ?? 0;
  all.ours[at] = part.ours[row] ?? 0;
  all.theirs[at] = part.theirs[row] ?? 0;
  all.conversation[at] = part.conversation[row] ?? 0;
  all.authors[at] = part.authors[row] ?? 0;
  all.peopleStart[at] = all.keysLength;
  const records = part.recordsStart[row] ?? 0;
  for (let n = part.peopleStart[row] ?? 0; n < records; n++) appendKey(all, part.keys[n] ?? 0);
  all.recordsStart[at] = all.keysLength;
  const end = recordsEnd(part, row);
  for (let n = records; n < end; n++) {
    const record = part.keys[n] ?? 0;
    if (isWanted(record)) appendKey(all, record);
  }
}

function appendKey(all: FactRows, key: number): void {
  all.keys[all.keysLength] = key;
  all.keysLength += 1;
}
