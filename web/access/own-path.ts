/**
 * An address that came from outside, as a path of this page with its search; undefined when it leads anywhere else, so
 * that no link to us sends people on to another site.
 */
export function ownPath(address: unknown, origin: string): string | undefined {
  if (typeof address !== 'string' || !address.startsWith('/')) return undefined;
  if (!URL.canParse(address, origin)) return undefined;
  const { origin: where, pathname, search, hash } = new URL(address, origin);
  // `/..//evil.example` is a path of ours that, taken as an address once more, is not.
  if (where !== origin || pathname.startsWith('//') || isOutside(pathname)) return undefined;
  return pathname === '/' ? undefined : `${pathname}${search}${hash}`;
}

/** Whether a path is for people who have not signed in. */
export function isOutside(pathname: string): boolean {
  return outsidePaths.has(pathname.replace(/\/$/, ''));
}

const outsidePaths: ReadonlySet<string> = new Set(['/sign-in', '/set-up', '/invitation']);
