import { directoryOf } from '../analytics/directory.ts';
import { type Participant, participantsOf } from '../analytics/participants.ts';
import type { Session } from '../db/pool.ts';
import { loadWithCopies, type StoredActivity } from '../facts/activities.ts';
import { directoryAround } from '../facts/directory.ts';

export type Sides = { readonly us: boolean; readonly them: boolean };

/** Activities at a time: a user of many years has more of them than fit into memory at once. */
const atOnce = 1000;

/** Activities with these keys as they are stored, some at a time, with the sides on which somebody takes part. */
export async function* activitiesWithSides(
  session: Session,
  keys: readonly number[],
): AsyncGenerator<StoredActivity & { readonly sides: Sides }> {
  for (let from = 0; from < keys.length; from += atOnce) {
    const part = new Set(keys.slice(from, from + atOnce));
    const stored = (await loadWithCopies(session, [...part])).filter(({ key }) => part.has(key));
    const contents = await directoryAround(session, {
      addressKeys: [...new Set(stored.flatMap(({ addressKeys }) => addressKeys))],
      recordKeys: [],
    });
    const directory = directoryOf(contents);
    for (const one of stored) {
      yield { ...one, sides: sidesOf(participantsOf(one.activity, directory)) };
    }
  }
}

function sidesOf(participants: readonly Participant[]): Sides {
  return {
    us: participants.some(({ internal }) => internal),
    them: participants.some(({ internal }) => !internal),
  };
}
