import { type Coverage, coverageOf } from '../../analytics/coverage.ts';
import type { Session } from '../../db/pool.ts';
import { leadsAmong } from '../../facts/leads.ts';
import type { StoredSnapshot } from '../../facts/snapshot.ts';

/**
 * How many people carry a record of the snapshot, as of an instant (ms). NOTE: of leads the record itself alone: a
 * qualified lead and the contact it became are one person.
 */
export async function coverageIn(
  session: Session,
  snapshot: StoredSnapshot,
  { key, asOf }: { readonly key: number; readonly asOf: number },
): Promise<Coverage> {
  const { facts, factsOf, people } = snapshot;
  const leads = await leadsAmong(session, peopleIn(snapshot, key));
  return coverageOf({ facts, record: factsOf(key), asOf }, (person) => {
    if (people.isUser(person)) return 'us';
    return leads.has(person) && person !== key ? null : 'them';
  });
}

/** Keys of everybody who takes part in a record's activities. */
function peopleIn({ facts, factsOf }: StoredSnapshot, key: number): readonly number[] {
  const people = new Set<number>();
  for (const fact of factsOf(key)) {
    const end = facts.peopleStart[fact + 1] ?? 0;
    for (let n = facts.peopleStart[fact] ?? 0; n < end; n++) people.add(facts.people[n] ?? 0);
  }
  return [...people];
}
