import type { Moment, Seen } from './oracle-moment.ts';
import { sideOf, type World } from './oracle-people.ts';

/** Who knows whom a second time, plain and slow: section 9. People are written `type:id`. */

const day = 86_400_000;

/** The tie of two people: everything from scratch over all activities that both took part in. */
export function tieBetween(world: World, moment: Moment, pair: readonly [string, string]) {
  const together = moment.seen.filter(
    ({ activity, reason, participants }) =>
      reason === null &&
      (moment.asOf - activity.startsAt) / day <= 365 &&
      pair.every((person) =>
        participants.some(({ owners }) =>
          owners.some(({ type, id }) => `${type}:${id}` === person),
        ),
      ),
  );
  const weight = ({ activity, participants }: Seen) =>
    ({ email: 1, appointment: 2, phonecall: 1.5, task: 0.5 })[activity.kind] *
    0.5 ** ((moment.asOf - activity.startsAt) / day / 90) *
    (1 / Math.log2(participants.length + 1));
  const total = (some: readonly Seen[]) => some.reduce((sum, one) => sum + weight(one), 0);
  const way = (side: 'us' | 'them') =>
    total(
      together.filter(
        ({ activity }) =>
          activity.kind === 'appointment' ||
          activity.kind === 'phonecall' ||
          (activity.kind === 'email' && sideOf(world, activity) === side),
      ),
    );
  const [inbound, outbound] = [way('them'), way('us')];
  const mutual = (2 * Math.min(inbound, outbound) + 0.5) / (inbound + outbound + 1);
  return {
    strength: 100 * (1 - 0.5 ** (total(together) / 3)) * (0.25 + 0.75 * mutual),
    activities: together.map(({ activity }) => activity.id),
  };
}

/** Who of some people is tied to the person at all, with the strength of each by name. */
export function tiesTo(
  world: World,
  moment: Moment,
  { person, among }: { readonly person: string; readonly among: readonly string[] },
): Readonly<Record<string, { readonly strength: number; readonly activities: readonly string[] }>> {
  return Object.fromEntries(
    among
      .filter((other) => other !== person)
      .map((other) => [other, tieBetween(world, moment, [person, other])] as const)
      .filter(([, { activities }]) => activities.length > 0),
  );
}
