import { z } from 'zod';
import { text } from './wire.ts';

/**
 * Signing in with the organisation's own account. A page links to GET /api/v1/session/openid?to=…, and the browser comes
 * back to that path signed in, or to /sign-in?problem=… with one of these or `too_many_attempts`. Browser-safe.
 */
const openIdProblems = [
  /** There is no such way in. */
  'openid_off',
  /** The provider does not answer, or not as it should. */
  'openid_away',
  /** The provider said no, or the person did so there. */
  'openid_refused',
  /** It took too long, was begun in another browser, or was done before. */
  'openid_over',
  /** What came back does not prove who it is. */
  'openid_invalid',
  /** The provider does not vouch for the person's address. */
  'openid_unverified',
  /** Nobody has let this person in. */
  'openid_unknown',
] as const;
export type OpenIdProblem = (typeof openIdProblems)[number];

/** Where to go on: a path of the page. Anything else is not gone to. */
export const openIdBeginSchema = z.object({
  to: text
    .max(2000)
    .optional()
    .meta({ description: 'A path of the page to come back to, such as /opportunities' }),
});
