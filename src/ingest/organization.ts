/** The organisation's own facts and settings of a batch. */

import { type AuditEntry, audit } from '../audit/record.ts';
import type { Session } from '../db/pool.ts';
import { type OrganizationState, organizationIn } from '../facts/organization.ts';
import type { Organization, Settings } from '../model/entities.ts';
import { changeForLog } from '../settings/for-log.ts';
import { changedNames, writeOrganizationChange } from '../settings/write.ts';

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

/** Puts into the audit log what an import has changed of the settings since they were `before`, if anything. */
export async function auditImportedSettings(
  session: Session,
  before: OrganizationState,
  entry: Pick<AuditEntry, 'at' | 'actor' | 'object'>,
): Promise<void> {
  const after = await organizationIn(session);
  const changed = changedNames(before, after);
  if (changed.length === 0) return;
  const details = changeForLog(before, after, changed);
  await audit(session, { ...entry, action: 'settings_changed', details });
}
