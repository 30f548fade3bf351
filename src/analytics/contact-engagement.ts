/**
 * How a single person takes part in a record: the figures of that person's own record, over those activities alone that
 * both records share. So everything means here what it means there: turns, last inbound, most contacted.
 */

import type { Facts, RecordFacts } from './facts.ts';
import { computeKpis, kpiMemory, type View } from './kpis.ts';
import { presentKpis } from './present.ts';
import type { Snapshot } from './snapshot.ts';
import { streakOf } from './streak.ts';

/** Turns of one side's emails, and what became of them. */
export type Turns = { readonly answered: number; readonly unanswered: number };

export type ContactEngagement = {
  /** Key of the person. */
  readonly person: number;
  readonly emails: number;
  /** Those that the person attended. */
  readonly meetings: number;
  readonly phoneCalls: number;
  /** ms; null: never. */
  readonly lastInboundAt: number | null;
  readonly lastOutboundAt: number | null;
  readonly unansweredStreak: number;
  /** Of our turns, by their side. */
  readonly byThem: Turns;
  /** Of their side's turns, by us. */
  readonly byUs: Turns;
};

/** The engagement of some people (keys) in a record, each over its lifetime up to the view's instant; in their order. */
export function contactEngagements(
  snapshot: Snapshot,
  recordKey: number,
  { people, view }: { readonly people: readonly number[]; readonly view: View },
): readonly ContactEngagement[] {
  const { facts } = snapshot;
  const shared = factsWith(facts, snapshot.factsOf(recordKey), people);
  const kpis = kpiMemory(facts);
  const instantOf = (fact: number) => (fact < 0 ? null : (facts.startsAt[fact] ?? null));
  return people.map((person) => {
    const record = shared.get(person) ?? none;
    const { lifetime, lastInbound, lastOutbound } = computeKpis({ facts, record }, view, kpis);
    const counts = presentKpis(lifetime);
    return {
      person,
      emails: counts.emailsSent + counts.emailsReceived,
      meetings: counts.meetingsSent + counts.meetingsReceived,
      phoneCalls: counts.phoneCallsMade + counts.phoneCallsReceived,
      lastInboundAt: instantOf(lastInbound),
      lastOutboundAt: instantOf(lastOutbound),
      unansweredStreak: streakOf(facts, record, { person, view }).emails,
      byThem: turns(counts.responseByThem),
      byUs: turns(counts.responseByUs),
    };
  });
}

const none = new Int32Array(0);

/** Of the record's facts those in which each person takes part, found in one pass; in the order of time as they were. */
function factsWith(
  facts: Facts,
  record: RecordFacts,
  people: readonly number[],
): ReadonlyMap<number, RecordFacts> {
  const lists = new Map<number, number[]>(people.map((person) => [person, []]));
  for (const fact of record) {
    const end = facts.peopleStart[fact + 1] ?? 0;
    for (let n = facts.peopleStart[fact] ?? 0; n < end; n++)
      lists.get(facts.people[n] ?? -1)?.push(fact);
  }
  return new Map([...lists].map(([person, list]) => [person, Int32Array.from(list)]));
}

function turns({ answered, unanswered }: Turns): Turns {
  return { answered, unanswered };
}
