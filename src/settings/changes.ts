/** When settings that health depends on were changed: what the curves mark (spec §6). */

import type { SettingName } from '../contract/settings.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/**
 * Instants (ms) since `since` (ms) at which such a setting was changed, latest first; out of the audit log, without who
 * it was. What the first import brought along is none: there was nothing before it that could move.
 */
export async function healthSettingsChanges(
  session: Session,
  since: number,
): Promise<readonly number[]> {
  const rows = await session.query<{ at: string }>(sql`
    select at from audit_entry
    where action = 'settings_changed' and at >= ${new Date(since).toISOString()}
      and content::jsonb -> 'details' ?| ${moving}::text[]
      and number > coalesce((select min(number) from audit_entry where action = 'imported'), 0)
    order by number desc`);
  return rows.map(({ at }) => Date.parse(at));
}

/** As the log names them: those that scores, grades and what counts depend on. */
const moving: readonly (SettingName | 'timeZone')[] = [
  'frequency',
  'influence',
  'grades',
  'massThreshold',
  'responseGraceHours',
  'exclusions',
  'internalDomains',
  'currency',
  'rates',
  'timeZone',
];
