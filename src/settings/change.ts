/** An administrator's change of settings: made on the version that he saw, or not at all. */

import { type AuditActor, audit } from '../audit/record.ts';
import type { SettingName, SettingsChange } from '../contract/settings.ts';
import type { Database, Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import {
  type OrganizationState,
  organizationIn,
  organizationToChange,
} from '../facts/organization.ts';
import { changeForLog } from './for-log.ts';
import { askedFor, namesInApi } from './values.ts';
import { writeOrganizationChange } from './write.ts';

export type Changed = {
  readonly state: OrganizationState;
  readonly changed: readonly SettingName[];
  readonly waiting: { readonly activities: number; readonly records: number };
};

/**
 * Writes what is given and marks what it moves; `stale` when the settings have changed since the version that the
 * change was made on. Throws a Problem when grades would be out of order.
 */
export function changeSettings(
  database: Database,
  change: SettingsChange,
  { by, now }: { readonly by: AuditActor; readonly now: number },
): Promise<Changed | { readonly stale: OrganizationState }> {
  return database.transaction(async (session) => {
    const before = await organizationToChange(session);
    if (before.version !== change.version) return { stale: before };
    const changed = await writeOrganizationChange(session, askedFor(before, change));
    const state = await organizationIn(session);
    const waiting = await waitingIn(session);
    if (changed.length > 0) {
      const details = changeForLog(before, state, changed);
      await audit(session, { at: now, actor: by, action: 'settings_changed', details });
    }
    return { state, changed: namesInApi(changed), waiting };
  });
}

/** What is marked, without people and teams, which carry no figures. */
async function waitingIn(session: Session): Promise<Changed['waiting']> {
  const [row] = await session.query<Changed['waiting']>(sql`
    select (select count(*) from activity_mark) as activities,
      (select count(*) from record_mark where record_key in (
        select key from account union all select key from contact where not opted_out
        union all select key from lead where not opted_out union all select key from opportunity
      )) as records`);
  return row ?? { activities: 0, records: 0 };
}
