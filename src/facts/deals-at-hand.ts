/** Deals are read before anybody asks, and what changes in them soon after: an import of many makes nobody wait. */

import type { Database } from '../db/pool.ts';
import type { KnownDeals } from './deals.ts';
import { organizationIn } from './organization.ts';

/** How long after one look the next one comes (ms). */
const everyMs = 2000;

/** Looks at what changed again and again, until it is closed; `close` waits for the look that is on its way. */
export function keepDealsAtHand(
  database: Database,
  deals: KnownDeals,
  { clock, onError }: { readonly clock: () => number; readonly onError: (error: unknown) => void },
): { readonly close: () => Promise<void> } {
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const { settings } = await organizationIn(database);
    if (settings.analyticsOn) (await deals(settings)).weightsAt(clock());
  };
  const begin = () => {
    looking = look()
      .catch(onError)
      .then(() => {
        if (isOpen) timer = setTimeout(begin, everyMs).unref();
      });
  };
  begin();
  return {
    close: () => {
      isOpen = false;
      clearTimeout(timer);
      return looking;
    },
  };
}
