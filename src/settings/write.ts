/** The one way in which settings and the organisation's own facts change: what they decide is marked with them. */

import { isDeepStrictEqual } from 'node:util';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import {
  type OrganizationState,
  organizationIn,
  organizationToChange,
} from '../facts/organization.ts';
import {
  defaultOrganizationSettings,
  type Organization,
  type OrganizationSettings,
} from '../model/entities.ts';
import { markInfluenced } from './influenced.ts';
import { dropSubjects } from './subjects.ts';

export type OrganizationChange = {
  readonly organization?: Partial<Organization>;
  readonly settings?: Partial<OrganizationSettings>;
};

/** Names of what differs between two states of the organisation. */
export type ChangedName = keyof Organization | keyof OrganizationSettings;

/** Writes what is given, the rest stays; marks what has to be computed again. Answers the names of what changed. */
export async function writeOrganizationChange(
  session: Session,
  change: OrganizationChange,
): Promise<readonly ChangedName[]> {
  // Most imports bring what is there: they need not wait for one another.
  const seen = await organizationIn(session);
  if (changedNames(seen, changedState(seen, change)).length === 0) return [];
  const before = await organizationToChange(session);
  const after = changedState(before, change);
  const names = changedNames(before, after);
  if (names.length === 0) return [];
  const { name, timeZone, domains } = after.organization;
  await session.run(sql`
    update organization set name = ${name}, time_zone = ${timeZone}, domains = ${domains},
      settings = ${JSON.stringify(withoutDefaults(after.settings))}::jsonb, settings_version = settings_version + 1`);
  // What is kept no longer now goes with the next look at the day.
  if (names.includes('retention')) await session.run(sql`update retention_day set day = null`);
  await dropSubjects(session, { before: before.settings, after: after.settings });
  await markInfluenced(session, { before, after });
  return names;
}

/** The organisation as it would be after a change. */
export function changedState(
  before: OrganizationState,
  { organization, settings }: OrganizationChange,
): OrganizationState {
  return {
    ...before,
    organization: { ...before.organization, ...organization },
    settings: { ...before.settings, ...settings },
  };
}

/** What differs, by name. */
export function changedNames(
  before: OrganizationState,
  after: OrganizationState,
): readonly ChangedName[] {
  return [
    ...organizationNames.filter(
      (name) => !isDeepStrictEqual(before.organization[name], after.organization[name]),
    ),
    ...settingNames.filter(
      (name) => !isDeepStrictEqual(before.settings[name], after.settings[name]),
    ),
  ];
}

/** The settings that are not as they come. */
function withoutDefaults(settings: OrganizationSettings): Partial<OrganizationSettings> {
  return Object.fromEntries(
    settingNames
      .filter((name) => !isDeepStrictEqual(settings[name], defaultOrganizationSettings[name]))
      .map((name) => [name, settings[name]]),
  );
}

const organizationNames = ['name', 'timeZone', 'domains'] as const;

/** A name for each, or it does not compile. */
const settingPlaces: Readonly<Record<keyof OrganizationSettings, true>> = {
  communicationFrequency: true,
  activityInfluence: true,
  grades: true,
  massThreshold: true,
  responseGraceHours: true,
  exclusions: true,
  currency: true,
  rates: true,
  analyticsOn: true,
  showHealth: true,
  storeSubjects: true,
  sharedMailboxes: true,
  holidays: true,
  workingHours: true,
  retention: true,
  cardDays: true,
  similarFields: true,
  cardsOff: true,
  introductionTemplate: true,
  news: true,
};

function isSettingName(name: string): name is keyof OrganizationSettings {
  return name in settingPlaces;
}

const settingNames = Object.keys(settingPlaces).filter(isSettingName);
