import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '../model/problem.ts';
import { jsonBody } from './routes/settings.ts';

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
