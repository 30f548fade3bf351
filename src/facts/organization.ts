import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import {
  defaultOrganizationSettings,
  type Organization,
  type OrganizationSettings,
} from '../model/entities.ts';

export type OrganizationState = {
  readonly organization: Organization;
  readonly settings: OrganizationSettings;
  /** Grows with every change of the settings or of the organisation's own facts. */
  readonly version: number;
  readonly demo: boolean;
};

/** The organisation and its settings, with the defaults where the administrator set nothing. */
export function organizationIn(session: Session): Promise<OrganizationState> {
  return readOrganization(session, sql``);
}

/** The same for whoever is about to change it: others who want to wait until the transaction ends. */
export function organizationToChange(session: Session): Promise<OrganizationState> {
  return readOrganization(session, sql`for update`);
}

async function readOrganization(session: Session, lock: Sql): Promise<OrganizationState> {
  const [row] = await session.query<{
    name: string;
    time_zone: string;
    domains: readonly string[];
    settings: Partial<OrganizationSettings>;
    settings_version: number;
    demo: boolean;
  }>(sql`
    select name, time_zone, domains, settings, settings_version, demo from organization ${lock}`);
  return {
    organization: {
      name: row?.name ?? '',
      timeZone: row?.time_zone ?? 'UTC',
      domains: row?.domains ?? [],
    },
    settings: { ...defaultOrganizationSettings, ...row?.settings },
    version: row?.settings_version ?? 1,
    demo: row?.demo ?? false,
  };
}
