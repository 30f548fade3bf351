/** How fast the arithmetic is: everything of a record, and its KPIs against the hand-written loop. */

import { computeKpis, kpiMemory } from '../src/analytics/kpis.ts';
import { figuresOf, viewOf } from '../src/analytics/snapshot.ts';
import { type InMemory, inMemory } from './data/columns.ts';
import { companyOf } from './data/company.ts';
import { Different, isSame } from './equality.ts';
import { type LoopResult, loopOver } from './loop.ts';
import { inTurn, ratioOf } from './measure.ts';

export type CoreNumbers = {
  readonly recordFacts: number;
  /** Everything: KPIs, health now and 30 days ago, roll-up, most contacted; one thread. */
  readonly factsPerSecond: number;
  /** KPIs alone: time ÷ that of the loop. */
  readonly vsLoop: number;
  readonly vsLoopLeast: number;
  readonly vsLoopMost: number;
  readonly kpiFactsPerSecond: number;
};

/** Computes an organisation of so many activities in memory; throws `Different` when the loop comes to something else. */
export async function measureCore(activities: number, rounds: number): Promise<CoreNumbers> {
  const memory = await inMemory(companyOf(activities), activities);
  const recordFacts = memory.ordered.recordFacts.length;
  const view = viewOf(memory.question);
  assertSameKpis(memory, loopOver(memory.ordered, view));
  // So often that a round takes a while, however small the organisation is.
  const repeated = (work: () => unknown) => () => {
    for (let done = 0; done < leastFacts; done += recordFacts) work();
  };
  const times = await inTurn(
    {
      everything: repeated(() => everything(memory)),
      kpis: repeated(() => kpis(memory)),
      loop: repeated(() => loopOver(memory.ordered, view)),
    },
    { rounds, clock: threadMs },
  );
  const factsARound = recordFacts * Math.ceil(leastFacts / recordFacts);
  const { ratio, least, most } = ratioOf(times.kpis, times.loop);
  return {
    recordFacts,
    factsPerSecond: factsARound / (times.everything.medianMs / 1000),
    vsLoop: ratio,
    vsLoopLeast: least,
    vsLoopMost: most,
    kpiFactsPerSecond: factsARound / (times.kpis.medianMs / 1000),
  };
}

const leastFacts = 1_000_000;

/** What this thread has had of a core: other work on the machine is not in it. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** A sum of something of every result, so that nothing can be left out. */
function everything({ snapshot, question }: InMemory): number {
  let sum = 0;
  for (const { kpis: values, health, contacted } of figuresOf(snapshot, question))
    sum += values.counted + (health.score ?? 0) + contacted.length;
  return sum;
}

/** The KPIs of every record into the same arrays that the loop fills. */
function kpis({ snapshot, question, ordered }: InMemory): LoopResult {
  const view = viewOf(question);
  const memory = kpiMemory(snapshot.facts);
  const keys = ordered.recordStart.length - 1;
  const figures = new Float64Array(keys * 50);
  const places = new Int32Array(keys * 4).fill(-1);
  for (let key = 0; key < keys; key++) {
    const subject = { facts: snapshot.facts, record: snapshot.factsOf(key) };
    const result = computeKpis(subject, view, memory);
    figures.set(result.lifetime, key * 50);
    figures.set(result.window, key * 50 + 25);
    places[key * 4] = result.lastInteraction;
    places[key * 4 + 1] = result.nextInteraction;
    places[key * 4 + 2] = result.lastInbound;
    places[key * 4 + 3] = result.lastOutbound;
  }
  return { figures, places };
}

function assertSameKpis(memory: InMemory, loop: LoopResult): void {
  const ours = kpis(memory);
  ours.figures.forEach((value, at) => {
    const other = loop.figures[at];
    if (!isSame(value, other))
      throw new Different('loop', `figure ${at % 50} of key ${Math.floor(at / 50)}`, value, other);
  });
  ours.places.forEach((value, at) => {
    const other = loop.places[at];
    if (value !== other)
      throw new Different('loop', `place ${at % 4} of key ${Math.floor(at / 4)}`, value, other);
  });
}
