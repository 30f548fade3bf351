/** What every answer tells the browser to refuse. The page, which needs more than an answer of the API, has its own policy. */

import type { Context, MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { arrival } from './origin.ts';

/** Powers of a browser that nothing here needs, for the page and for whatever gets into it. */
const unusedPowers = {
  accelerometer: [],
  autoplay: [],
  camera: [],
  clipboardRead: [],
  displayCapture: [],
  encryptedMedia: [],
  fullscreen: [],
  geolocation: [],
  gyroscope: [],
  hid: [],
  identityCredentialsGet: [],
  idleDetection: [],
  localFonts: [],
  magnetometer: [],
  microphone: [],
  midi: [],
  payment: [],
  pictureInPicture: [],
  publickeyCredentialsGet: [],
  screenWakeLock: [],
  serial: [],
  storageAccess: [],
  syncXhr: [],
  usb: [],
  windowManagement: [],
  xrSpatialTracking: [],
};

/** Of every answer alike. What a route has set itself stands. */
const always = {
  overwrite: false,
  // Only over TLS: see noTraces.
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
  permissionsPolicy: unusedPowers,
} as const;

/** The headers of every answer, of errors too: nothing in it runs, nobody frames it, no other origin reads it. */
export const defences: MiddlewareHandler = secureHeaders({
  ...always,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
    sandbox: [],
  },
});

/**
 * The policy of the page, with a nonce of its own for each answer. `strict-dynamic` lets a script with the nonce load
 * the parts of the page that it asks for, and nothing that markup asks for. Style attributes need no permission: React
 * sets them through the DOM.
 */
export const pagePolicy: MiddlewareHandler = secureHeaders({
  ...always,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: [NONCE, "'strict-dynamic'"],
    styleSrc: ["'self'", NONCE],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
});

/** The nonce that `pagePolicy` has put into this answer's policy. */
export function nonceOf(context: Context): string {
  return String(context.get('secureHeadersNonce'));
}

/**
 * No answer is kept in a cache unless its route says so, and a browser that came to the public name over TLS never comes
 * without it again (for two years, as the lists of https://hstspreload.org ask for). NOTE: not for localhost, where it
 * would take every other program of the machine along.
 */
export const noTraces: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  if (!arrival(context).isPublic) return;
  context.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
};
