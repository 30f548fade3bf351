/** Who a record is carried by: the people with the most counted activities (spec §5, most contacted). */

import type { Facts, RecordFacts } from './facts.ts';

/** Shown of each: the three people with the most activities. */
export const mostEngaged = 3;

export type Engaged = {
  /** Key of the person. */
  readonly person: number;
  readonly emails: number;
  readonly meetings: number;
  readonly phoneCalls: number;
  /** ms */
  readonly lastAt: number;
};

/** What counting needs to know of people: whether a key is a user, and an order for ties (type, then id). */
export type PeopleOrder = {
  readonly isUser: (key: number) => boolean;
  readonly isBefore: (key: number, other: number) => boolean;
};

/** Memory for one caller; `people` is the largest key plus one. */
export function engagementMemory(people: number): EngagementMemory {
  return {
    counts: new Int32Array(people * 3),
    lastAt: new Float64Array(people),
    seen: new Int32Array(people),
  };
}

/** The top three contacts and leads, and the top three users, over the lifetime of a record; tasks are left out. */
export function mostContacted(
  {
    facts,
    record,
    asOf,
  }: { readonly facts: Facts; readonly record: RecordFacts; readonly asOf: number },
  order: PeopleOrder,
  memory: EngagementMemory,
): { readonly contacted: readonly Engaged[]; readonly contactedBy: readonly Engaged[] } {
  const { counts, lastAt, seen } = memory;
  let people = 0;
  for (let n = 0; n < record.length; n++) {
    const fact = record[n] ?? 0;
    const kind = (facts.kindSide[fact] ?? 0) >> 1;
    if (kind > 2) continue;
    if ((facts.countsFrom[fact] ?? 0) > asOf || (facts.countsUntil[fact] ?? 0) <= asOf) continue;
    const end = facts.peopleStart[fact + 1] ?? 0;
    for (let p = facts.peopleStart[fact] ?? 0; p < end; p++) {
      const person = facts.people[p] ?? 0;
      const place = person * 3;
      if (counts[place] === 0 && counts[place + 1] === 0 && counts[place + 2] === 0) {
        seen[people] = person;
        people += 1;
      }
      counts[place + kind] = (counts[place + kind] ?? 0) + 1;
      lastAt[person] = facts.startsAt[fact] ?? 0;
    }
  }

  const contacted: Engaged[] = [];
  const contactedBy: Engaged[] = [];
  for (let n = 0; n < people; n++) {
    const person = seen[n] ?? 0;
    const place = person * 3;
    insert(order.isUser(person) ? contactedBy : contacted, order, {
      person,
      emails: counts[place] ?? 0,
      meetings: counts[place + 1] ?? 0,
      phoneCalls: counts[place + 2] ?? 0,
      lastAt: lastAt[person] ?? 0,
    });
    counts.fill(0, place, place + 3);
  }
  return { contacted, contactedBy };
}

export type EngagementMemory = {
  /** Emails, meetings and phone calls by key of the person; all 0 between two records. */
  readonly counts: Int32Array;
  readonly lastAt: Float64Array;
  readonly seen: Int32Array;
};

/** Keeps the best three in order. */
function insert(top: Engaged[], order: PeopleOrder, candidate: Engaged): void {
  let place = top.length;
  while (place > 0) {
    const above = top[place - 1];
    if (above === undefined || !ranksBefore(candidate, above, order)) break;
    place -= 1;
  }
  if (place >= mostEngaged) return;
  top.splice(place, 0, candidate);
  if (top.length > mostEngaged) top.pop();
}

function ranksBefore(a: Engaged, b: Engaged, order: PeopleOrder): boolean {
  const more = a.emails + a.meetings + a.phoneCalls - (b.emails + b.meetings + b.phoneCalls);
  if (more !== 0) return more > 0;
  if (a.lastAt !== b.lastAt) return a.lastAt > b.lastAt;
  return order.isBefore(a.person, b.person);
}
