import type { Database } from '../db/pool.ts';
import type { KnownDeals } from './deals.ts';
import { organizationIn } from './organization.ts';

/**
 * One look at the deals: they are read before anybody asks, and what changed in them soon after, so that an import of many
 * makes nobody wait.
 */
export function dealsLook(
  database: Database,
  deals: KnownDeals,
  clock: () => number,
): () => Promise<void> {
  return async () => {
    const { settings } = await organizationIn(database);
    if (settings.analyticsOn) (await deals(settings)).weightsAt(clock());
  };
}
