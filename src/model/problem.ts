/** A failure that a person can act on: a stable code, what stood there, and what to do about it. */
export class Problem extends Error {
  readonly code: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly hint: string | null;

  constructor(problem: {
    readonly code: string;
    readonly message: string;
    readonly field?: string;
    readonly value?: unknown;
    readonly hint?: string;
    readonly cause?: unknown;
  }) {
    super(problem.message, { cause: problem.cause });
    this.name = 'Problem';
    this.code = problem.code;
    this.field = problem.field ?? null;
    this.value = problem.value === undefined ? null : shown(problem.value);
    this.hint = problem.hint ?? null;
  }
}

/** A value as an error message shows it: one line, at most 200 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const line = text.replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
