/** A change of settings as the audit log keeps it: what was and what is, without addresses and what people wrote. */

import type { AuditDetail, AuditDetails } from '../audit/record.ts';
import type { OrganizationState } from '../facts/organization.ts';
import { apiName, valuesOf } from './values.ts';
import type { ChangedName } from './write.ts';

/** Names of what changed, each with its values before and after; of lists that hold addresses, their lengths. */
export function changeForLog(
  before: OrganizationState,
  after: OrganizationState,
  changed: readonly ChangedName[],
): AuditDetails {
  const [from, to] = [inLog(before), inLog(after)];
  return Object.fromEntries(
    changed.map((name): [string, AuditDetail] => {
      const shown = apiName(name);
      return [shown, { from: from.get(shown) ?? null, to: to.get(shown) ?? null }];
    }),
  );
}

function inLog(state: OrganizationState): ReadonlyMap<string, AuditDetail> {
  const { exclusions, sharedMailboxes, ...values } = valuesOf(state);
  const lengths = Object.entries(exclusions).map(([name, list]) => [name, list.length] as const);
  return new Map<string, AuditDetail>([
    ...Object.entries({ ...values, timeZone: state.organization.timeZone }),
    ['name', state.organization.name],
    ['exclusions', Object.fromEntries(lengths)],
    ['sharedMailboxes', sharedMailboxes.length],
  ]);
}
