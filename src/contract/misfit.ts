import type { z } from 'zod';
import type { Reject } from '../model/bundle.ts';
import { shown } from '../model/problem.ts';

/** What does not fit in one object, in the words of a reject; the reader adds the place. */
export type Misfit = Pick<Reject, 'field' | 'value' | 'expected'>;

/** What a schema found wrong, with the value that stands there. */
export function misfitsOf(issues: readonly z.core.$ZodIssue[], raw: unknown): readonly Misfit[] {
  return issues.map(({ path, message }) => {
    const found = path.reduce(
      (value: unknown, key) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
      raw,
    );
    const value = found === undefined ? '(missing)' : shown(found);
    return { field: fieldName(path), value, expected: message };
  });
}

/** Whatever walks over a value to check, compare or show it goes down by recursion, so depth has to end. */
const deepest = 64;

/** Refuses a value that is nested deeper than anything of ours; null when it is not. */
export function depthMisfit(raw: unknown): Misfit | null {
  if (isWithin(raw, deepest)) return null;
  const expected = `at most ${deepest} levels of nesting`;
  return { field: '(whole)', value: '(nested deeper)', expected };
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1));
}

/** `to[3]`, `grades.good`; the whole object when the path is empty. */
function fieldName(path: readonly PropertyKey[]): string {
  return (
    path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
      .join('')
      .replace(/^\./, '') || '(whole)'
  );
}
