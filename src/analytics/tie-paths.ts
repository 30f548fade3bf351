/** Two steps to a person: a colleague who knows somebody who knows them (spec §9, asked for by a viewer). */

import type { Facts, RecordFacts } from './facts.ts';
import { type Acquaintances, type Tie, tiesOf } from './ties.ts';

export type TiePath = {
  /** Key of the colleague. */
  readonly user: number;
  /** Key of the contact or lead between. */
  readonly via: number;
  /** The product of both ties, from 0 to 100. */
  readonly strength: number;
  readonly first: Tie;
  /** From the one between to the person: over the counted activities that both took part in. */
  readonly second: Tie;
};

export type PathRules = Acquaintances & {
  /** The contacts and leads whom the viewer may see; no user. */
  readonly maySee: (key: number) => boolean;
  /** All facts, in the order of time, in which a contact or lead takes part. */
  readonly factsOf: (person: number) => RecordFacts;
};

/** Every path colleague → contact → person, the largest product first. */
export function tiePaths(facts: Facts, person: number, rules: PathRules): readonly TiePath[] {
  const { asOf, isBefore, maySee, factsOf } = rules;
  const between = tiesOf(
    facts,
    { person, among: factsOf(person) },
    { asOf, isBefore, isShown: maySee },
  );
  return between
    .flatMap((second) =>
      tiesOf(facts, { person: second.person, among: factsOf(second.person) }, rules).map(
        (first): TiePath => ({
          user: first.person,
          via: second.person,
          strength: (first.strength * second.strength) / 100,
          first,
          second,
        }),
      ),
    )
    .sort((a, b) => {
      if (a.strength !== b.strength) return b.strength - a.strength;
      if (a.user !== b.user) return isBefore(a.user, b.user) ? -1 : 1;
      return isBefore(a.via, b.via) ? -1 : 1;
    });
}
