/** When people work: the zones, hours and holidays of the organisation, of its users and of contacts (spec §13). */

import { type Worker, workingTimes } from '../analytics/response-hours.ts';
import type { WorkingRules, WorkingTime } from '../analytics/working-calendar.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { OrganizationState } from './organization.ts';

type Settled = Pick<OrganizationState, 'organization' | 'settings'>;

/** The organisation's own zone, hours and holidays: what working days are counted by. */
export function organizationCalendar({ organization, settings }: Settled): WorkingRules {
  const { workingHours, holidays } = settings;
  return { timeZone: organization.timeZone, hours: workingHours, holidays };
}

/**
 * The working time of these people (by key), each in their own zone and by their own hours where they have some, and
 * of the organisation for null; null when the organisation has no hours. Leads have neither zone nor hours.
 */
export async function workingTimesOf(
  session: Session,
  people: readonly number[],
  settled: Settled,
): Promise<((person: number | null) => WorkingTime) | null> {
  const workers = await session.query<Worker & { readonly key: number }>(sql`
    select key, time_zone as "timeZone", working_hours as "workingHours"
    from app_user where key = any(${people}::integer[])
    union all
    select key, time_zone, null::jsonb
    from contact where key = any(${people}::integer[]) and time_zone is not null`);
  const byKey = new Map(workers.map((worker) => [worker.key, worker]));
  return workingTimes(organizationCalendar(settled), (person) => byKey.get(person) ?? null);
}
