/** The organisation's own facts and settings of a batch. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { markEveryActivity, markEveryRecord } from '../facts/marks.ts';
import type { Organization, Settings } from '../model/entities.ts';
import { touchActivities } from './touched.ts';

/** Writes the organisation's own facts. A change of zone moves days; other changes can move every figure. */
export async function writeOrganization(
  session: Session,
  organization: Organization,
): Promise<boolean> {
  const [before] = await session.query<{ time_zone: string; domains: readonly string[] }>(
    sql`select time_zone, domains from organization`,
  );
  const domains = organization.domains.map((domain) => domain.trim().toLowerCase());
  const changed = await session.run(sql`
    update organization set name = ${organization.name}, time_zone = ${organization.timeZone}, domains = ${domains}
    where (name, time_zone, domains)
      is distinct from (${organization.name}, ${organization.timeZone}, ${domains}::text[])`);
  if (changed === 0) return false;
  if (before?.time_zone !== organization.timeZone) await markEveryRecord(session);
  const moved = [
    ...domains.filter((domain) => !before?.domains.includes(domain)),
    ...(before?.domains ?? []).filter((domain) => !domains.includes(domain)),
  ];
  const addresses = await session.query<{ key: number }>(
    sql`select key from address where domain = any(${moved}::text[])`,
  );
  await touchActivities(session, { addresses: addresses.map(({ key }) => key), records: [] });
  return true;
}

/** Writes the settings that are given; the others stay as they are. */
export async function writeSettings(
  session: Session,
  settings: Partial<Settings>,
): Promise<boolean> {
  const changed = await session.run(sql`
    update organization set settings = settings || ${JSON.stringify(settings)}::jsonb
    where not settings @> ${JSON.stringify(settings)}::jsonb`);
  if (changed === 0) return false;
  await markEveryRecord(session);
  if (settings.exclusions !== undefined || settings.massThreshold !== undefined)
    await markEveryActivity(session);
  return true;
}
