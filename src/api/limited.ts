/** Limits as routes ask for them. */

import type { Context, MiddlewareHandler } from 'hono';
import { type LimitName, type Limits, networkOf, tooManyAttempts } from '../access/limits.ts';
import type { ApiEnvironment } from './gate.ts';
import { clientAddress } from './origin.ts';

/** Bounds how often anybody writes, whatever it is (ASVS 5, 2.4.1). */
export function writesLimited(limits: Limits): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      const by = context.get('identity')?.by;
      const who = by === undefined ? networkOf(clientAddress(context)) : `${by.kind} ${by.key}`;
      const seconds = await limits.take('write', who);
      if (seconds !== null) throw tooManyAttempts(seconds);
    }
    await next();
  };
}

/**
 * Answers what a try comes to; null is a failure, and only failures count. Many tries at once count before they are
 * known to be none. Throws `too_many_attempts`.
 */
export async function tried<T>(
  work: () => Promise<T | null>,
  { name, by }: { readonly name: LimitName; readonly by: string },
  limits: Limits,
): Promise<T | null> {
  const seconds = await limits.take(name, by);
  if (seconds !== null) throw tooManyAttempts(seconds);
  const answer = await work();
  if (answer !== null) await limits.giveBack(name, by);
  return answer;
}

/** From where links are tried: they are none of anybody's account. */
export function linksOf(context: Context): { readonly name: 'link'; readonly by: string } {
  return { name: 'link', by: networkOf(clientAddress(context)) };
}
