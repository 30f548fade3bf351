/**
 * Who knows whom (spec §9): how strong the tie between a user and a contact or lead is, from the counted activities of
 * 365 days in which both take part, whatever records these belong to.
 */

import type { PeopleOrder } from './engagement.ts';
import { type Facts, kindSides, type RecordFacts, takesPart } from './facts.ts';
import { baseValues } from './health.ts';
import { dayMs } from './zone.ts';

/** Days looked at, and days after which an activity is worth half (spec §9). */
export const tieDays = 365;
export const tieHalfLifeDays = 90;

/** Least strength of a strong and of a fair tie; any other one is weak (spec §9). */
export const tieLevels = { strong: 60, fair: 25 } as const;
export type TieLevel = 'strong' | 'fair' | 'weak';

export type Tie = {
  /** Key of who is tied to the person asked about. */
  readonly person: number;
  /** Above 0, below 100. */
  readonly strength: number;
  readonly level: TieLevel;
  readonly sums: TieSums;
  /** Places in the columns of the activities behind it, in the order of time. */
  readonly activities: readonly number[];
  /** ms; the latest of them. */
  readonly lastAt: number;
};

/** Who is shown: users neither opted out nor gone, or whoever else is looked for; and an order for ties alike. */
export type Acquaintances = {
  readonly asOf: number;
  readonly isShown: (key: number) => boolean;
  readonly isBefore: PeopleOrder['isBefore'];
};

/**
 * Everybody shown who is tied to a person (by key), the strongest first. `among` are the facts, in the order of time,
 * that hold all in which the person takes part; a lead's own record is too few, as colleagues of its owner are not in it.
 */
export function tiesOf(
  facts: Facts,
  { person, among }: { readonly person: number; readonly among: RecordFacts },
  { asOf, isShown, isBefore }: Acquaintances,
): readonly Tie[] {
  const sums = new Map<number, Sums>();
  for (const fact of among) {
    if (!isLookedAt(facts, fact, asOf) || !takesPart(facts, fact, person)) continue;
    const weight = tieWeight(facts, fact, asOf);
    const end = facts.peopleStart[fact + 1] ?? 0;
    for (let n = facts.peopleStart[fact] ?? 0; n < end; n++) {
      const other = facts.people[n] ?? 0;
      if (other === person || !isShown(other)) continue;
      const known = sums.get(other);
      const sum = known ?? { all: 0, inbound: 0, outbound: 0, activities: [], lastAt: 0 };
      if (known === undefined) sums.set(other, sum);
      add(sum, facts, { fact, weight });
    }
  }
  return Array.from(sums, ([other, sum]): Tie => {
    const strength = tieStrength(sum);
    const { activities, lastAt, all, inbound, outbound } = sum;
    const sums = { all, inbound, outbound };
    return { person: other, strength, level: tieLevel(strength), sums, activities, lastAt };
  }).sort(
    (a, b) =>
      b.strength - a.strength || b.lastAt - a.lastAt || (isBefore(a.person, b.person) ? -1 : 1),
  );
}

/** Strength from 0 to 100: how much there was, times how evenly it went both ways (spec §9). */
export function tieStrength({ all, inbound, outbound }: TieSums): number {
  const both = (2 * Math.min(inbound, outbound) + 0.5) / (inbound + outbound + 1);
  return 100 * (1 - 2 ** (-all / 3)) * (0.25 + 0.75 * both);
}

/** Weights summed: of all activities, and of those that are inbound and outbound; meetings and calls are both. */
export type TieSums = {
  readonly all: number;
  readonly inbound: number;
  readonly outbound: number;
};

/** What one activity weighs in a tie: base · 2^(−age/90) ÷ log₂(1 + participants), age in days of 24 h (spec §9). */
export function tieWeight(facts: Facts, fact: number, asOf: number): number {
  const base = bases[(facts.kindSide[fact] ?? 0) >> 1] ?? 0;
  const age = (asOf - (facts.startsAt[fact] ?? 0)) / dayMs;
  const participants = (facts.ours[fact] ?? 0) + (facts.theirs[fact] ?? 0);
  return (base * 2 ** (-age / tieHalfLifeDays)) / Math.log2(1 + participants);
}

/** What a strength is called. */
export function tieLevel(strength: number): TieLevel {
  if (strength >= tieLevels.strong) return 'strong';
  return strength >= tieLevels.fair ? 'fair' : 'weak';
}

export type AccountTie = {
  /** Key of the user. */
  readonly person: number;
  readonly strength: number;
  readonly level: TieLevel;
  /** The contacts behind it, the strongest first. */
  readonly through: readonly { readonly contact: number; readonly tie: Tie }[];
};

/** Ties of users to an account: 1 − Π(1 − strength/100) over its contacts (spec §9); the strongest first. */
export function accountTies(
  contacts: readonly { readonly contact: number; readonly ties: readonly Tie[] }[],
  isBefore: PeopleOrder['isBefore'],
): readonly AccountTie[] {
  const byUser = new Map<number, { readonly contact: number; readonly tie: Tie }[]>();
  for (const { contact, ties } of contacts) {
    for (const tie of ties) {
      const through = byUser.get(tie.person);
      if (through === undefined) byUser.set(tie.person, [{ contact, tie }]);
      else through.push({ contact, tie });
    }
  }
  return Array.from(byUser, ([person, through]): AccountTie => {
    const unknown = through.reduce((product, { tie }) => product * (1 - tie.strength / 100), 1);
    const strength = 100 * (1 - unknown);
    through.sort(
      (a, b) => b.tie.strength - a.tie.strength || (isBefore(a.contact, b.contact) ? -1 : 1),
    );
    return { person, strength, level: tieLevel(strength), through };
  }).sort((a, b) => b.strength - a.strength || (isBefore(a.person, b.person) ? -1 : 1));
}

type Sums = {
  all: number;
  inbound: number;
  outbound: number;
  readonly activities: number[];
  lastAt: number;
};

/** By place of the kind in `activityKinds`; without the administrator's influence, which is about health. */
const bases = [baseValues.email, baseValues.appointment, baseValues.phonecall, baseValues.task];

function isLookedAt(facts: Facts, fact: number, asOf: number): boolean {
  return (
    (facts.startsAt[fact] ?? 0) >= asOf - tieDays * dayMs &&
    (facts.countsFrom[fact] ?? 0) <= asOf &&
    (facts.countsUntil[fact] ?? 0) > asOf
  );
}

function add(
  sum: Sums,
  facts: Facts,
  { fact, weight }: { readonly fact: number; readonly weight: number },
): void {
  const sort = facts.kindSide[fact] ?? 0;
  const isTwoWay = sort >= kindSides.meetingByUs && sort < kindSides.task;
  sum.all += weight;
  if (isTwoWay || sort === kindSides.emailByThem) sum.inbound += weight;
  if (isTwoWay || sort === kindSides.emailByUs) sum.outbound += weight;
  sum.activities.push(fact);
  sum.lastAt = Math.max(sum.lastAt, facts.startsAt[fact] ?? 0);
}
