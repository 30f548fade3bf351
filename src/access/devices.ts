/**
 * A browser from which somebody has signed in before has a cookie that says so. It lets nobody in, but nobody else's
 * failures keep it out: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type KeyPlace, type Keys, readKeys } from '../secrets/keys.ts';
import type { Key } from '../secrets/seal.ts';
import { newToken } from './credentials.ts';

/** How long a browser stays known after the last sign-in (ms). */
export const deviceMs = 365 * 24 * 3_600_000;

/** The cookie of a browser that has just signed in as this account. */
export function newDevice(email: string, { newest }: Keys): string {
  const id = newToken();
  return `${id}.${signature(id, email, newest).toString('base64url')}`;
}

/** The same with the key from its place. */
export async function deviceFor(email: string, place: KeyPlace): Promise<string> {
  return newDevice(email, await readKeys(place));
}

/** By what a cookie is known; null when it is none that we made for this account. */
export function deviceOf(cookie: string | null, email: string, { all }: Keys): string | null {
  const [id = '', signed = ''] = (cookie ?? '').split('.');
  const given = Buffer.from(signed, 'base64url');
  const isOurs = all
    .map((key) => signature(id, email, key))
    .map((right) => given.length === right.length && timingSafeEqual(given, right))
    .includes(true);
  return isOurs ? id : null;
}

/** With a key of its own, made from the one that seals; after a rotation every browser is new again. */
function signature(id: string, email: string, { bytes }: Key): Buffer {
  const key = Buffer.from(hkdfSync('sha256', bytes, '', 'rapport device cookie 1', 32));
  return createHmac('sha256', key).update(`${id}\0${email}`).digest();
}
