/** The cookie by which a browser is known to have signed in before: it opens nothing, it only keeps its own lane free. */

import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isSecure } from './origin.ts';

const deviceCookies = {
  secure: '__Host-rapport-device',
  loopback: 'rapport-device-development',
} as const;

/** Lets the browser be known until an instant (ms since 1970). */
export function setDeviceCookie(context: Context, device: string, expiresAt: number): void {
  // Browsers keep no cookie longer than 400 days, so that Hono sets none that is to be kept longer.
  setCookie(context, nameFor(context), device, {
    path: '/',
    httpOnly: true,
    secure: isSecure(context),
    sameSite: 'Strict',
    expires: new Date(expiresAt),
  });
}

/** What the browser shows; null when it has signed in as nobody yet. */
export function deviceIn(context: Context): string | null {
  return getCookie(context, nameFor(context)) ?? null;
}

function nameFor(context: Context): string {
  return isSecure(context) ? deviceCookies.secure : deviceCookies.loopback;
}
