/** When people work: the zones, hours and holidays of the organisation, of its users and of contacts (spec §13). */

import { workingTimes } from '../analytics/response-hours.ts';
import type { WorkingRules, WorkingTime } from '../analytics/working-calendar.ts';
import type { OrganizationState } from './organization.ts';
import type { StoredPeople } from './snapshot.ts';

type Settled = Pick<OrganizationState, 'organization' | 'settings'>;

/** The organisation's own zone, hours and holidays: what working days are counted by. */
function organizationCalendar({ organization, settings }: Settled): WorkingRules {
  const { workingHours, holidays } = settings;
  return { timeZone: organization.timeZone, hours: workingHours, holidays };
}

/**
 * The working time of people (by key), each in their own zone and by their own hours where they have some, and of the
 * organisation for null; null when the organisation has no hours. Leads have neither zone nor hours.
 */
export function workingTimesOf(
  { workerOf }: Pick<StoredPeople, 'workerOf'>,
  settled: Settled,
): ((person: number | null) => WorkingTime) | null {
  return workingTimes(organizationCalendar(settled), workerOf);
}
