/** Failures as RFC 9457 problem details. */

import type { Context } from 'hono';
import type { z } from 'zod';
import { Problem, shown } from '../model/problem.ts';

/** Problems that are the caller's to mend, with the status that says so. */
const statuses: Readonly<Record<string, 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429>> = {
  request_invalid: 400,
  cursor_invalid: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  second_factor_needed: 401,
  second_factor_wrong: 401,
  foreign_request: 403,
  not_allowed: 403,
  password_wrong: 403,
  code_wrong: 403,
  record_not_yours: 403,
  record_unknown: 404,
  activity_unknown: 404,
  record_not_yet: 404,
  route_unknown: 404,
  link_over: 404,
  login_unknown: 404,
  user_unknown: 404,
  session_unknown: 404,
  token_unknown: 404,
  source_unknown: 404,
  view_unknown: 404,
  card_unknown: 404,
  introduction_unknown: 404,
  feed_unknown: 404,
  news_unknown: 404,
  import_running: 409,
  demo_over: 409,
  demo_login: 409,
  last_administrator: 409,
  login_exists: 409,
  user_taken: 409,
  password_none: 409,
  second_factor_on: 409,
  second_factor_not_begun: 409,
  settings_changed: 409,
  view_exists: 409,
  view_limit: 409,
  introduction_waits: 409,
  feed_exists: 409,
  feed_limit: 409,
  notice_changed: 409,
  analytics_off: 409,
  not_activated: 409,
  body_too_large: 413,
  format_unknown: 415,
  too_many_attempts: 429,
};

/** The answer to a failed request. What is not the caller's fault says nothing of the inside. */
export function problemResponse(context: Context, error: Problem | Error): Response {
  const problem =
    error instanceof Problem
      ? error
      : new Problem({
          code: 'internal',
          message: 'Something went wrong inside.',
          hint: 'Try again; the log of the server says more.',
        });
  const status = problem.code === 'internal' ? 500 : (statuses[problem.code] ?? 422);
  const { code, message: detail, field, value, hint } = problem;
  return context.json(
    {
      type: `https://rapport.invalid/problems/${code}`,
      title: code.replaceAll('_', ' '),
      status,
      detail,
      code,
      ...(field === null ? {} : { field }),
      ...(value === null ? {} : { value }),
      ...(hint === null ? {} : { hint }),
    },
    status,
    {
      'content-type': 'application/problem+json',
      // https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
      ...(code === 'too_many_attempts' ? { 'retry-after': value ?? '60' } : {}),
    },
  );
}

/** A request that does not fit its schema: the first thing wrong, with what stood there. */
export function invalidRequest(issues: readonly z.core.$ZodIssue[], input: unknown): Problem {
  const issue = issues[0];
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    input,
  );
  return new Problem({
    code: 'request_invalid',
    message: `${path.join('.') || 'The request'} does not fit.`,
    field: path.join('.'),
    ...(path.some((part) => secretFields.has(part)) ? {} : { value: valueShown(value) }),
    hint: issue?.message ?? 'See /api/v1/openapi.json.',
  });
}

/** Fields whose value no answer repeats: it would stand in the developer tools, in logs, in pictures of the screen. */
const secretFields: ReadonlySet<PropertyKey> = new Set([
  'password',
  'current',
  'next',
  'token',
  'code',
]);

function valueShown(value: unknown): string {
  const told = JSON.stringify(value ?? null, (key, inner: unknown) =>
    secretFields.has(key) ? '…' : inner,
  );
  return typeof value === 'string' ? shown(value) : shown(told);
}
