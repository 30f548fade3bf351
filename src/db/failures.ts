import { errorCode, Problem } from '../model/problem.ts';

/**
 * Makes a Problem of those errors of PostgreSQL and of its driver that a person can do something about; any other error
 * is answered as it was. `target` says which server, without its password.
 */
export function asProblem(error: unknown, target: string): unknown {
  const known = failures[errorCode(error) ?? ''];
  if (known === undefined) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem({
    code: known.code,
    message: `${known.message}${detail === '' ? '' : ` (${detail})`}.`,
    field: 'DATABASE_URL',
    value: target,
    hint: known.hint,
    cause: error,
  });
}

/** Whether the transaction lost against another one and succeeds when it is tried again. */
export function isConflict(error: unknown): boolean {
  const code = errorCode(error);
  if (code === '40001' || code === '40P01') return true;
  return error instanceof Error && error.cause !== undefined && isConflict(error.cause);
}

/**
 * Whether the data themselves cannot be stored: a value out of range or of the wrong form (class 22), or too large for
 * an index or a row (class 54). Trying again does not help, leaving the value out does.
 */
export function isUnstorable(error: unknown): boolean {
  return /^(22|54)/.test(errorCode(error) ?? '');
}

/** Throws a Problem for a server that is older than PostgreSQL 15 or does not keep its text as UTF-8. */
export function assertSuitable(
  server: { readonly version: string; readonly number: number; readonly encoding: string },
  target: string,
): void {
  if (server.number < 150000) {
    throw new Problem({
      code: 'database_too_old',
      message: `The database server at ${target} is PostgreSQL ${server.version}.`,
      field: 'DATABASE_URL',
      value: server.version,
      hint: 'Use PostgreSQL 15 or later.',
    });
  }
  if (server.encoding !== 'UTF8') {
    throw new Problem({
      code: 'database_not_utf8',
      message: `The database at ${target} keeps its text as ${server.encoding}.`,
      field: 'DATABASE_URL',
      value: server.encoding,
      hint: 'Make one with: createdb --encoding=UTF8 --template=template0 NAME.',
    });
  }
}

type Failure = { readonly code: string; readonly message: string; readonly hint: string };

const unreachable: Failure = {
  code: 'database_unreachable',
  message: 'The database server cannot be reached',
  hint: 'Check that PostgreSQL runs there and takes connections, and that DATABASE_URL names the right host and port; without DATABASE_URL the program runs its own server.',
};

const denied: Failure = {
  code: 'database_access_denied',
  message: 'The database server refused the login',
  hint: "Check the user and the password in DATABASE_URL, and the server's pg_hba.conf.",
};

/** By the system's error names and PostgreSQL's (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const failures: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOENT: unreachable,
  ENOTFOUND: unreachable,
  ETIMEDOUT: unreachable,
  // 57P01 to 57P03: shutting down, crashed, starting up.
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
  '28000': denied,
  '28P01': denied,
  '3D000': {
    code: 'database_missing',
    message: 'There is no such database on the server',
    hint: 'Make it first: createdb --encoding=UTF8 NAME.',
  },
  '42501': {
    code: 'database_not_permitted',
    message: 'The database user may not do this',
    hint: 'Make the user of DATABASE_URL the owner of its database.',
  },
  '53100': {
    code: 'disk_full',
    message: 'The disk of the database is full',
    hint: 'Make room on it; nothing that was committed is lost.',
  },
  '53300': {
    code: 'database_full',
    message: 'The database server takes no more connections',
    hint: 'Raise its max_connections, or stop other programs that use it.',
  },
};
