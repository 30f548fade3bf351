/** Once a day of the organisation's zone, and soon after the settings say otherwise, what is kept no longer goes. */

import { tidySignIn } from '../access/tidy.ts';
import { dayNumbers } from '../analytics/zone.ts';
import { tidyCards } from '../cards/tidy.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { runRetention } from './run.ts';

/**
 * Does what is due on the day of an instant, unless that is done; answers whether there was a day to do. A day is over
 * when all of its work is done, so that what was broken off goes on.
 */
export async function dayOfRetention(
  database: Database,
  run: { readonly now: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const { organization, version } = await organizationIn(database);
  const today = dayNumbers(organization.timeZone)(run.now);
  const due = await database.query(
    sql`select from retention_day where day is distinct from ${today}`,
  );
  if (due.length === 0) return false;
  await runRetention(database, run);
  await database.transaction((session) => tidySignIn(session, run.now));
  await tidyCards(database, run.now);
  if (run.signal.aborted) return true;
  // Whoever has changed the settings meanwhile has asked for another run.
  await database.run(sql`
    update retention_day set day = ${today} from organization where settings_version = ${version}`);
  return true;
}
