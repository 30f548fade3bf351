/** Errors as a log may hold them: what went wrong and where, but of nobody and with no secret. */

/**
 * An error for the log: its kind, code, redacted message and where in the program it was, and the same of its causes.
 * Of a Problem its field, of PostgreSQL's errors the constraint; never a value, a detail, a statement or what stood
 * in a file. For pino: `serializers: { err: errorForLog }`.
 */
export function errorForLog(error: unknown): LoggedError {
  return logged(error, 0);
}

export type LoggedError = {
  readonly kind: string;
  readonly code?: string;
  readonly message?: string;
  /** Names of our own and of PostgreSQL's: field, table, column, constraint … */
  readonly about?: Readonly<Record<string, string>>;
  readonly stack?: readonly string[];
  readonly causes?: readonly LoggedError[];
};

/** Some errors lead to themselves. */
const deepest = 5;

function logged(error: unknown, depth: number): LoggedError {
  if (!(error instanceof Error)) return { kind: error === null ? 'null' : typeof error };
  const code = text(error, 'code');
  const about = aboutNames.flatMap((name) => {
    const value = text(error, name);
    return value !== null && isName(value) ? [[name, value] as const] : [];
  });
  const below = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  const causes = below.filter((cause) => cause !== undefined && cause !== null);
  return {
    kind: /^(?:[A-Za-z]*[Ee]rror|Problem)$/.test(error.name) ? error.name : 'Error',
    ...(code !== null && isCode(code) ? { code } : {}),
    ...(quoting.has(error.name) ? {} : { message: redacted(withoutValue(error)) }),
    ...(about.length === 0 ? {} : { about: Object.fromEntries(about) }),
    stack: framesOf(error),
    ...(causes.length === 0 || depth === deepest
      ? {}
      : { causes: causes.map((cause) => logged(cause, depth + 1)) }),
  };
}

/** What JavaScript says when input does not fit: their messages hold the input, and not in quotes. */
const quoting: ReadonlySet<string> = new Set(['SyntaxError', 'RangeError', 'URIError', 'ZodError']);

/** https://www.postgresql.org/docs/current/protocol-error-fields.html, without those that hold data. */
const aboutNames = [
  'field',
  'syscall',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
];

/**
 * The message without what may be of somebody: all in quotes and brackets, all after a colon, and of the rest every
 * word that is none of a plain sentence – an address, a number with letters, a path, a name.
 */
function redacted(message: string): string {
  const [start = ''] = message.split(/:\s|\n/, 1);
  const plain = start
    .replace(
      /"[^"]*("|$)|'[^']*('(?!\w)|$)|`[^`]*(`|$)|“[^”]*(”|$)|„[^“]*(“|$)|\([^)]*(\)|$)|[[{<].*/gs,
      gap,
    )
    .split(/\s+/)
    .slice(0, 40)
    .map((word, at) => ((at === 0 ? firstWord : laterWord).test(word) ? word : gap));
  return plain.join(' ').replace(/…(?:\s*…)+/g, gap);
}

/** The value of a Problem may stand in its message too. */
function withoutValue(error: Error): string {
  const value = text(error, 'value') ?? '';
  return value.length < 3 ? error.message : error.message.replaceAll(value, gap);
}

const gap = '…';
const firstWord =
  /^(?:[\p{Ll}][\p{Ll}'-]{0,19}|An?|Another|Cannot|Failed|Invalid|It|No|Not|Others|PostgreSQL|The|There|This|Unexpected)[,.;:!?]?$/u;
const laterWord = /^(?:[\p{Ll}][\p{Ll}'-]{0,19}|\d{1,5}|PostgreSQL|JSON|SQL)[,.;:!?]?$/u;

/** Where it was, from the root of the project on: what stands before may name a user. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  return stack
    .replace(message, '')
    .split('\n')
    .flatMap((line) => {
      const { name = '', path } = frame.exec(line)?.groups ?? {};
      return path === undefined ? [] : [`${name.trim()} ${path}`.trim()];
    })
    .slice(0, 12);
}

const frame =
  /^\s+at (?<name>(?:async |new )?[\w.$<>#]+(?: \[as [\w.$]+\])? )?\(?(?:file:)?[^\s()]*?(?<path>(?:(?<=\/)(?:src|node_modules)\/|node:)[\w./@-]+:\d+:\d+)\)?$/;

/** Ours, the system's and PostgreSQL's. */
function isCode(value: string): boolean {
  return /^[a-z_]{1,40}$|^[A-Z][A-Z0-9_]{1,60}$|^[0-9A-Z]{5}$/.test(value);
}

function isName(value: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(value);
}

function text(error: Error, name: string): string | null {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : null;
}
