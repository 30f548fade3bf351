import { type Facts, isAuthor, kindSides, type RecordFacts, takesPart } from './facts.ts';
import { healthDays } from './health.ts';
import type { View } from './kpis.ts';
import { dayMs, hourMs } from './zone.ts';

export type Streak = {
  readonly emails: number;
  /** When the first of them was sent (ms); null: there is none. */
  readonly since: number | null;
};

/**
 * u of spec §6 with a person (by key) as key contact: emails of ours with the person, older than the grace, since the
 * person wrote or took part in anything two-way.
 */
export function streakOf(
  facts: Facts,
  record: RecordFacts,
  {
    person,
    view: { asOf, responseGraceHours },
  }: { readonly person: number; readonly view: Pick<View, 'asOf' | 'responseGraceHours'> },
): Streak {
  const { startsAt, kindSide, countsFrom, countsUntil } = facts;
  const overdueBefore = asOf - responseGraceHours * hourMs;
  let emails = 0;
  let since: number | null = null;
  for (const fact of record) {
    const time = startsAt[fact] ?? 0;
    if (time < asOf - healthDays * dayMs) continue;
    if ((countsFrom[fact] ?? 0) > asOf || (countsUntil[fact] ?? 0) <= asOf) continue;
    if (!takesPart(facts, fact, person)) continue;
    const sort = kindSide[fact] ?? 0;
    const isTwoWay = sort >= kindSides.meetingByUs && sort < kindSides.task;
    const wroteThemselves = sort === kindSides.emailByThem && isAuthor(facts, fact, person);
    if (isTwoWay || wroteThemselves) [emails, since] = [0, null];
    else if (sort === kindSides.emailByUs && time < overdueBefore)
      [emails, since] = [emails + 1, since ?? time];
  }
  return { emails, since };
}
