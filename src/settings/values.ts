/** Settings as the API names and shows them, and what a change asks for in the words of the model. */

import { frequencyDays } from '../analytics/health.ts';
import { settingLimits } from '../contract/limits.ts';
import {
  type SettingName,
  type SettingsChange,
  type SettingsValues,
  settingNames,
} from '../contract/settings.ts';
import type { SettingsAnswer } from '../contract/settings-answers.ts';
import type { OrganizationState } from '../facts/organization.ts';
import { defaultOrganizationSettings } from '../model/entities.ts';
import { communicationFrequencies } from '../model/vocabulary.ts';
import { assertGradesInOrder, gradeRanges } from './grades.ts';
import { type ChangedName, changedNames, type OrganizationChange } from './write.ts';

/** Everything about the settings: values, defaults, limits, and what each grade means. */
export function presentSettings(state: OrganizationState): SettingsAnswer {
  const unset = {
    ...state,
    organization: { ...state.organization, domains: [] },
    settings: defaultOrganizationSettings,
  };
  return {
    version: state.version,
    settings: valuesOf(state),
    defaults: valuesOf(unset),
    differing: namesInApi(changedNames(unset, state)),
    gradeRanges: gradeRanges(state.settings.grades).map((range) => ({ ...range })),
    frequencies: communicationFrequencies.map((name) => ({ name, days: frequencyDays[name] })),
    limits: settingLimits,
  };
}

/** What a change comes to on top of what is set. Throws a Problem when grades would be out of order. */
export function askedFor(state: OrganizationState, change: SettingsChange): OrganizationChange {
  const { version: _, frequency, influence, internalDomains, ...rest } = change;
  const { grades = {}, exclusions = {}, retention = {}, cardDays = {}, ...others } = rest;
  const { similarFields = {}, cardsOff = {}, news = {}, ...whole } = others;
  const { settings, organization } = state;
  const wanted = merged(settings, {
    ...whole,
    communicationFrequency: frequency,
    activityInfluence: merged(settings.activityInfluence, influence ?? {}),
    grades: merged(settings.grades, grades),
    exclusions: merged(settings.exclusions, exclusions),
    retention: merged(settings.retention, retention),
    cardDays: merged(settings.cardDays, cardDays),
    similarFields: merged(settings.similarFields, similarFields),
    cardsOff: merged(settings.cardsOff, cardsOff),
    news: merged(settings.news, news),
  });
  if (change.grades !== undefined) assertGradesInOrder(wanted.grades, Object.keys(grades));
  return {
    settings: wanted,
    organization: { domains: internalDomains ?? organization.domains },
  };
}

/** What is given in the place of what is there. */
function merged<T extends object>(
  there: T,
  given: { readonly [Name in keyof T]?: T[Name] | undefined },
): T {
  const all = { ...there };
  for (const name in given) {
    const value = given[name];
    if (value !== undefined) all[name] = value;
  }
  return all;
}

/** What changed, as the API names it; what it does not know of is left out. */
export function namesInApi(names: readonly ChangedName[]): SettingName[] {
  const changed = new Set<string>(names.map(apiName));
  return settingNames.filter((name) => changed.has(name));
}

/** A setting as the API calls it. */
export function apiName(name: ChangedName): string {
  return apiNames.get(name) ?? name;
}

const apiNames: ReadonlyMap<ChangedName, SettingName> = new Map([
  ['communicationFrequency', 'frequency'],
  ['activityInfluence', 'influence'],
  ['domains', 'internalDomains'],
]);

/** Every setting as it is, by the name that the API gives it. */
export function valuesOf({ organization, settings }: OrganizationState): SettingsValues {
  const { communicationFrequency, activityInfluence, exclusions, ...rest } = settings;
  return {
    ...rest,
    frequency: communicationFrequency,
    influence: { ...activityInfluence },
    exclusions: {
      addresses: [...exclusions.addresses],
      domains: [...exclusions.domains],
      subjects: [...exclusions.subjects],
    },
    internalDomains: [...organization.domains],
    rates: rest.rates.map((rate) => ({ ...rate })),
    sharedMailboxes: [...rest.sharedMailboxes],
    holidays: rest.holidays.map((holiday) => ({ ...holiday })),
    workingHours: rest.workingHours.map((day) => ({ ...day })),
    similarFields: {
      opportunity: [...rest.similarFields.opportunity],
      account: [...rest.similarFields.account],
    },
    cardsOff: {
      seller: [...rest.cardsOff.seller],
      manager: [...rest.cardsOff.manager],
      administrator: [...rest.cardsOff.administrator],
      operations: [...rest.cardsOff.operations],
    },
  };
}
