/** Random reference tokens: what a browser or a program shows, and what is stored of it. */

import { createHash, randomBytes } from 'node:crypto';

/** 256 bits by chance, as text that fits into cookies, headers and links. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. A plain hash is enough: nobody can try all of 2^256. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
