/** Records → their figures, stored. What follows an event and what recomputes everything both end here. */

import { figuresOf, type Question, type Snapshot } from '../analytics/snapshot.ts';
import type { RecordHead } from './records.ts';
import type { KeptResult } from './results.ts';

/** Days of the window that lists show. */
export const listDays = 60;

/** The figures of the wanted ones among some records, one by one, kept for writing. */
export function* computeRecords(
  { snapshot, heads }: { readonly snapshot: Snapshot; readonly heads: readonly RecordHead[] },
  question: Question,
  wanted: ReadonlySet<number>,
): Generator<KeptResult> {
  const headOf = new Map(heads.map((head) => [head.key, head]));
  const { startsAt } = snapshot.facts;
  const instantOf = (fact: number) => (fact < 0 ? Number.NaN : (startsAt[fact] ?? Number.NaN));
  for (const result of figuresOf(snapshot, question, ({ key }) => wanted.has(key))) {
    const head = headOf.get(result.record.key);
    if (head === undefined) continue;
    const { kpis } = result;
    yield {
      head,
      result: { ...result, kpis: { ...kpis } },
      kpis: { lifetime: kpis.lifetime.slice(), window: kpis.window.slice() },
      instants: [
        instantOf(kpis.lastInteraction),
        instantOf(kpis.nextInteraction),
        instantOf(kpis.lastInbound),
        instantOf(kpis.lastOutbound),
      ],
    };
  }
}
