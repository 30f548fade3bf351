/** The organisation's own facts and settings of a batch. */

import type { Session } from '../db/pool.ts';
import type { Organization, Settings } from '../model/entities.ts';
import { writeOrganizationChange } from '../settings/write.ts';

/** Writes the organisation's own facts. A change of zone moves days; other changes can move every figure. */
export async function writeOrganization(
  session: Session,
  organization: Organization,
): Promise<boolean> {
  const domains = organization.domains.map((domain) => domain.trim().toLowerCase());
  const changed = await writeOrganizationChange(session, {
    organization: { ...organization, domains },
  });
  return changed.length > 0;
}

/** Writes the settings that are given; the others stay as they are. */
export async function writeSettings(
  session: Session,
  settings: Partial<Settings>,
): Promise<boolean> {
  return (await writeOrganizationChange(session, { settings })).length > 0;
}
