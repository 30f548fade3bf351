import type { Chance } from './chance.ts';
import type { Series } from './happenings.ts';
import { instantAt, isWorkday, type Language, workdayFrom } from './workdays.ts';

/**
 * A meeting of every week from `day` on at a local hour, as it comes to be: not on holidays, now and then a day or
 * more later, now and then called off.
 */
export function weeklyFrom(
  first: { readonly day: number; readonly hour: number; readonly language: Language },
  count: number,
  chance: Chance,
): Series {
  const { day: start, hour, language } = first;
  const at = (day: number) => instantAt(day, hour, language);
  const days = Array.from({ length: count }, (_, week) => start + week * 7);
  return {
    count,
    skipped: days.filter((day) => !isWorkday(day, language)).map(at),
    changed: days
      .filter((day) => isWorkday(day, language) && chance.hit(0.07))
      .map((day) => ({
        plannedAt: at(day),
        startsAt: at(workdayFrom(day + 1, language)),
        canceled: chance.hit(0.4),
      })),
  };
}
