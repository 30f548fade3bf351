/**
 * Rhythms in which people keep in touch, made by chance from a seed: regular and loose ones, and such as our rule must
 * lose, because nothing in the days tells that a project, a quarter or a holiday is over.
 */

import { seeded } from '../seeded.ts';
import { isWorkingDay } from '../working-calendar.ts';
import type { BenchPair, BenchQuestion } from './cases.ts';

/** A rhythm: the day after a day on which there is contact again. Made anew for each pair. */
type Rhythm = (chance: Chance, startsOn: number) => (day: number) => number;

const rhythms: Readonly<Record<string, Rhythm>> = {
  /** Some working days, hardly more or less. */
  steady: (chance) => {
    const usual = chance.pick(paces);
    return (day) => after(day, usual * Math.exp(0.3 * chance.normal()));
  },
  /** The same, now and then twice or half as long. */
  loose: (chance) => {
    const usual = chance.pick(paces);
    return (day) => after(day, usual * Math.exp(0.8 * chance.normal()));
  },
  /** Without memory: as likely tomorrow as in a month. */
  random: (chance) => {
    const usual = chance.pick(paces);
    return (day) => after(day, -usual * Math.log(1 - chance.share()));
  },
  /** A weekday, of which one in five is left out. */
  weekly: (chance) => (day) => {
    let next = day + 7;
    while (chance.share() < 0.2) next += 7;
    return next;
  },
  /** A day of the month, give or take two days. */
  monthly: (chance) => (day) => day + 30 + Math.round(chance.normal()),
  /** The weekend as well. */
  weekends: (chance) => (day) => day + 1 + Math.floor(chance.share() * 6),
  /** Mostly soon, at times very late. */
  heavyTail: (chance) => (day) => after(day, 2 / (1 - chance.share()) ** (1 / 1.3)),
  /** Projects of daily contact with pauses between: each pause looks like an end. */
  projects: (chance) => {
    let left = 0;
    return (day) => {
      left -= 1;
      if (left >= 0) return after(day, 1);
      left = 4 + Math.floor(chance.share() * 8);
      return after(day, 20 + chance.share() * 40);
    };
  },
  /** Only in the last three weeks of a quarter. */
  quarters: (chance) => (day) => {
    const next = after(day, 1 + chance.share() * 3);
    const inQuarter = next % 91;
    return inQuarter >= 70 ? next : next - inQuarter + 70 + Math.floor(chance.share() * 5);
  },
  /** Ever more rarely, without an end. */
  slowing: (chance) => {
    let usual = 1 + chance.share() * 2;
    return (day) => {
      usual *= 1.12;
      return after(day, usual * Math.exp(0.2 * chance.normal()));
    };
  },
  /** Every few days, but for five weeks of every summer. */
  summers: (chance) => (day) => {
    const next = after(day, 2 + chance.share() * 4);
    const inYear = next % 365;
    return inYear >= 195 && inYear < 230
      ? next - inYear + 230 + Math.floor(chance.share() * 4)
      : next;
  },
};

/** Working days in which people are usually in touch again. */
const paces = [1, 2, 3, 5, 8, 13, 21] as const;

/**
 * So many pairs of each rhythm, each over two years: half of them come to an end, and each is asked about at three
 * chance days after its third contact day; of those with an end two of them later than it.
 */
export function benchPairs(seed: number, pairsEach: number): readonly BenchPair[] {
  return Object.entries(rhythms).flatMap(([rhythm, make], place) =>
    Array.from({ length: pairsEach }, (_, number) => {
      const chance = chances(seeded(seed + place * 1_000_003 + number * 7919));
      return { pair: `${rhythm} ${number}`, rhythm, ...benchPair(make, chance) };
    }),
  );
}

/** The names of the rhythms. */
export const rhythmNames: readonly string[] = Object.keys(rhythms);

/** Monday, 2 January 2023. */
const firstDay = 19_359;
const lastDay = firstDay + 730;

function benchPair(make: Rhythm, chance: Chance): Pick<BenchPair, 'days' | 'questions'> {
  const hasEnd = chance.share() < 0.5;
  const startsOn = firstDay + Math.floor(chance.share() * 60);
  const next = make(chance, startsOn);
  const endsOn = hasEnd ? startsOn + 120 + Math.floor(chance.share() * 400) : lastDay;
  const days = [startsOn];
  for (let day = next(startsOn); day <= endsOn; day = next(day)) days.push(day);
  const third = days[2] ?? lastDay;
  const last = days.at(-1) ?? startsOn;
  const between = (from: number, until: number): BenchQuestion[] =>
    until <= from
      ? []
      : [{ on: from + Math.floor(chance.share() * (until - from)), isQuiet: false }];
  const ended = (): BenchQuestion => ({
    on: last + 1 + Math.floor(chance.share() * 90),
    isQuiet: true,
  });
  return {
    days,
    questions: hasEnd
      ? [...between(third, last), ended(), ended()]
      : [...between(third, last), ...between(third, last), ...between(third, last)],
  };
}

type Chance = {
  readonly share: () => number;
  readonly normal: () => number;
  readonly pick: <Value>(values: readonly [Value, ...Value[]]) => Value;
};

function chances(share: () => number): Chance {
  return {
    share,
    // By Box and Muller.
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    pick: (values) => values[Math.floor(share() * values.length)] ?? values[0],
  };
}

const isWorking = isWorkingDay({
  hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' })),
  holidays: [],
});

/** The day so many working days later; at least one. */
function after(day: number, workingDays: number): number {
  let [next, left] = [day, Math.max(1, Math.round(workingDays))];
  while (left > 0) {
    next += 1;
    if (isWorking(next)) left -= 1;
  }
  return next;
}
