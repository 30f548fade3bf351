/** Score, grade and trend while the organisation hides them: nothing says them, and nothing is sorted or chosen by them. */

/**
 * The part of a request that asks for records by their health, or for nothing but health; null when there is none.
 * `query`: what stands behind the path.
 */
export function asksForHealth(
  path: string,
  query: Readonly<Record<string, string>>,
): string | null {
  if (/\/settings\/preview$|\/history$|\/backtest$/.test(path)) return 'path';
  for (const name of ['grade', 'trend', 'state', 'moved', 'atRisk'])
    if (query[name] !== undefined) return name;
  for (const name of ['sort', 'min', 'max', 'columns'])
    if (/\bhealth\b/.test(query[name] ?? '')) return name;
  return null;
}

/**
 * An answer without score, grade and trend, wherever they stand in it: by the names that the contracts give them. In
 * the place of a record's health stands that it is hidden.
 */
export function withoutHealth(answer: unknown): unknown {
  if (Array.isArray(answer)) {
    return answer
      .filter((part) => !isReasonOfHealth(part))
      .map((part: unknown) => withoutHealth(part));
  }
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]: [string, unknown]) => [name, instead(name, value)]),
  );
}

/** What stands for a record's health. */
const hiddenHealth = { state: 'hidden', score: null, grade: null, trend: null } as const;

function instead(name: string, value: unknown): unknown {
  if (value === null) return null;
  // Where it is no more than yes or no, it says whether health is shown.
  if (name === 'health') return typeof value === 'boolean' ? value : hiddenHealth;
  // Least scores of grades, which are of no record.
  if (name === 'grades' && !Array.isArray(value)) return value;
  if (!namesOfHealth.has(name)) return withoutHealth(value);
  if (Array.isArray(value)) return [];
  return typeof value === 'object' ? {} : null;
}

const namesOfHealth: ReadonlySet<string> = new Set([
  'healthHistory',
  'healthChanges',
  'score',
  'scores',
  'exactScore',
  'scoreBefore',
  'grade',
  'grades',
  'gradeBefore',
  'trend',
  'factors',
  'contactPart',
  'opportunityPart',
  'unscored',
  'movedUp',
  'movedDown',
  'valueAtRisk',
]);

/** Reasons to look at a record, and sentences about it, that tell of its health. */
function isReasonOfHealth(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || !('code' in part)) return false;
  return ['healthDropped', 'healthRose', 'poorHighValue'].some((code) => code === part.code);
}
