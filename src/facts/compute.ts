/** Records → their figures, stored. What follows an event and what recomputes everything both end here. */

import { figuresOf, type Question, type Snapshot } from '../analytics/snapshot.ts';
import type { RecordHead } from './records.ts';
import { type ComputedRecords, resultRows } from './results.ts';

/** Days of the window that lists show. */
export const listDays = 60;

/** The figures of the wanted ones among some records, at most `atOnce` together, ready to be written. */
export function* computeRecords(
  { snapshot, heads }: { readonly snapshot: Snapshot; readonly heads: readonly RecordHead[] },
  question: Question,
  { wanted, atOnce }: { readonly wanted: ReadonlySet<number>; readonly atOnce: number },
): Generator<ComputedRecords> {
  const headOf = new Map(heads.map((head) => [head.key, head]));
  let rows = resultRows(question, snapshot.facts);
  for (const result of figuresOf(snapshot, question, ({ key }) => wanted.has(key))) {
    const head = headOf.get(result.record.key);
    if (head === undefined) continue;
    if (rows.count() === atOnce) {
      yield rows.ended();
      rows = resultRows(question, snapshot.facts);
    }
    // At once, as the next result takes the memory of this one.
    rows.add(head, result);
  }
  if (rows.count() > 0) yield rows.ended();
}
