import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { defaultSettings, type Organization, type Settings } from '../model/entities.ts';

export type OrganizationState = {
  readonly organization: Organization;
  readonly settings: Settings;
  readonly demo: boolean;
};

/** The organisation and its settings, with the defaults where the administrator set nothing. */
export async function organizationIn(session: Session): Promise<OrganizationState> {
  const [row] = await session.query<{
    name: string;
    time_zone: string;
    domains: readonly string[];
    settings: Partial<Settings>;
    demo: boolean;
  }>(sql`select name, time_zone, domains, settings, demo from organization`);
  return {
    organization: {
      name: row?.name ?? '',
      timeZone: row?.time_zone ?? 'UTC',
      domains: row?.domains ?? [],
    },
    settings: { ...defaultSettings, ...row?.settings },
    demo: row?.demo ?? false,
  };
}
