import type { SettingsValues } from '../../src/contract/settings.ts';
import type { Grade } from '../../src/model/vocabulary.ts';

export type Grades = SettingsValues['grades'];
export type Step = 'fair' | 'good' | 'excellent';

/**
 * The least scores with one of them moved. Its neighbours make room, so that every grade keeps at least one score and
 * none leaves 0…100.
 */
export function moved(grades: Grades, step: Step, wanted: number): Grades {
  const hasExcellent = grades.excellent !== null;
  const order: readonly Step[] = hasExcellent ? ['fair', 'good', 'excellent'] : ['fair', 'good'];
  const place = order.indexOf(step);
  if (place < 0) return grades;
  const least = Math.max(place + 1, Math.min(100 - (order.length - 1 - place), Math.round(wanted)));
  const at = (name: Step): number => {
    const distance = order.indexOf(name) - place;
    const now = grades[name] ?? 100;
    if (distance === 0) return least;
    return distance > 0 ? Math.max(now, least + distance) : Math.min(now, least + distance);
  };
  return { fair: at('fair'), good: at('good'), excellent: hasExcellent ? at('excellent') : null };
}

/** The grades with excellent used or not; used anew, it takes the upper part of what was good. */
export function withExcellent(grades: Grades, usual: number | null): Grades {
  if (grades.excellent !== null) return { ...grades, excellent: null };
  const room = { ...grades, excellent: 100 };
  return moved(room, 'excellent', Math.max(usual ?? 90, grades.good + 1));
}

/** Least and greatest score of each grade, best first; grades that are not used are left out. */
export function ranges({
  excellent,
  good,
  fair,
}: Grades): readonly { readonly grade: Grade; readonly min: number; readonly max: number }[] {
  return [
    ...(excellent === null ? [] : [{ grade: 'excellent' as const, min: excellent, max: 100 }]),
    { grade: 'good', min: good, max: excellent === null ? 100 : excellent - 1 },
    { grade: 'fair', min: fair, max: good - 1 },
    { grade: 'poor', min: 0, max: fair - 1 },
  ];
}
