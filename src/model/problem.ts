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

/** The code of an error of Node.js, a library or PostgreSQL (`ENOENT`, `Z_BUF_ERROR`, `23505`); null: it has none. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
