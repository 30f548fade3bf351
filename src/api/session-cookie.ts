/** The cookie that a session of a browser is known by: no script reads it, no other site's page sends it along. */

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isSecure } from './origin.ts';

/** The cookie of a session over TLS, which no other host can set, and that of plain http on loopback. */
export const sessionCookies = {
  secure: '__Host-rapport',
  loopback: 'rapport-development',
} as const;

/** Hands the browser a session's token until an instant (ms since 1970). */
export function setSessionCookie(
  context: Context,
  token: string,
  { expiresAt }: { readonly expiresAt: number },
): void {
  setCookie(context, nameFor(context), token, {
    ...attributesFor(context),
    expires: new Date(expiresAt),
  });
}

/** Makes the browser forget its session. */
export function clearSessionCookie(context: Context): void {
  deleteCookie(context, nameFor(context), attributesFor(context));
}

/** The token that the browser shows; over TLS only from the cookie that nobody else can have set. */
export function sessionTokenIn(context: Context): string | undefined {
  return getCookie(context, nameFor(context));
}

/** Keeps what a sign-in at the provider is finished with, until an instant (ms since 1970). */
export function setAttemptCookie(context: Context, secret: string, expiresAt: number): void {
  setCookie(context, `${nameFor(context)}-openid`, secret, {
    ...attributesFor(context),
    expires: new Date(expiresAt),
  });
}

/** What `setAttemptCookie` kept; the browser forgets it with this. */
export function takeAttemptCookie(context: Context): string | null {
  const name = `${nameFor(context)}-openid`;
  const secret = getCookie(context, name);
  if (secret !== undefined) deleteCookie(context, name, attributesFor(context));
  return secret ?? null;
}

function nameFor(context: Context): string {
  return isSecure(context) ? sessionCookies.secure : sessionCookies.loopback;
}

/** Lax: whoever follows a link from a mail is still signed in; writes of other sites are refused besides. */
function attributesFor(context: Context) {
  return { path: '/', httpOnly: true, secure: isSecure(context), sameSite: 'Lax' } as const;
}
