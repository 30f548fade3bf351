/** What every way of signing in comes to: the cookies are set, an earlier session of the browser ends. */

import type { Context } from 'hono';
import { deviceMs } from '../access/devices.ts';
import { presentMe } from '../access/me.ts';
import { endSession, identityOfSession, sessionMs } from '../access/sessions.ts';
import type { Me } from '../contract/sign-in.ts';
import type { ApiDependencies } from './dependencies.ts';
import { setDeviceCookie } from './device-cookie.ts';
import type { ApiEnvironment } from './gate.ts';
import { setSessionCookie } from './session-cookie.ts';

/** Hands the browser its new session, and the sign by which it will be known (null: none); answers who that is now. */
export async function entered(
  context: Context<ApiEnvironment>,
  { token, device }: { readonly token: string; readonly device: string | null },
  { database, clock }: Pick<ApiDependencies, 'database' | 'clock'>,
): Promise<Me> {
  const now = clock();
  const before = context.get('identity');
  if (before?.by.kind === 'session') await endSession(database, before.login, before.by.key);
  const who = await identityOfSession(database, token, now);
  if (who === null) throw new Error('A session ended as it began.');
  setSessionCookie(context, token, { expiresAt: now + sessionMs });
  if (device !== null) setDeviceCookie(context, device, now + deviceMs);
  return presentMe(database, who);
}

/** What the browser says of itself, as much of it as a list of sessions shows. */
export function clientOf({ req }: Context): string | null {
  return req.header('user-agent')?.slice(0, 200) ?? null;
}
