import type { Context, MiddlewareHandler, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '../model/problem.ts';

const mostBytes = 32 * 1024;

/** For routes that everybody can call, or whose body is a form: not large, and JSON. */
export const smallJson: readonly MiddlewareHandler[] = [
  bodyLimit({
    maxSize: mostBytes,
    onError: () => {
      throw new Problem({
        code: 'body_too_large',
        message: 'The body of the request is too large.',
        field: 'body',
        hint: `At most ${mostBytes} bytes.`,
      });
    },
  }),
  jsonBody,
];

/** Refuses a body that is not JSON, before anybody takes it for an error of our own. */
export async function jsonBody({ req }: Context, next: Next): Promise<void> {
  await req.json().catch((cause: unknown) => {
    throw new Problem({
      code: 'request_invalid',
      message: 'The body of the request is not JSON.',
      field: 'body',
      hint: 'Send an object with content-type: application/json.',
      cause,
    });
  });
  await next();
}
