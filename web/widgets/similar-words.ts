import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { SimilarDeal } from '../../src/contract/similar.ts';
import type { Formats } from '../format.ts';

/** Fields and measures of similar deals in words. */

const fieldWords: Readonly<Record<string, MessageDescriptor>> = {
  estimatedValue: msg`Value`,
  industry: msg`Industry`,
  source: msg`Source`,
  dealType: msg`Deal type`,
  currency: msg`Currency`,
  ownerTeam: msg`Team`,
  stakeholders: msg`Stakeholders`,
  relationshipAge: msg`Relationship age`,
};

/** What a field is called; a configured one as in the data, and of whom when it is the account's. */
export function fieldName(field: string, i18n: I18n): string {
  const known = fieldWords[field];
  if (known !== undefined) return i18n._(known);
  const [of, ...name] = field.split('.');
  const text = name.join('.');
  return of === 'account' ? i18n._(msg`${text} (account)`) : text;
}

/** A value as people write it. */
export function valueText(
  field: string,
  value: number | readonly string[],
  { formats, currency }: { readonly formats: Formats; readonly currency: string | null },
): string {
  if (typeof value !== 'number') return value.join(', ');
  if (field === 'estimatedValue') return formats.money(value, currency);
  if (field === 'relationshipAge') return formats.hours(Math.round(value) * 24);
  return formats.ratio(value).replace(/[.,]0$/, '');
}

/** Numbers are called alike when they are no more than this apart, of the range from 0 to 1. */
const near = 0.1;

/** The fields in which a deal is like the one that is looked at, and those in which it is not. */
export function likeness({ compared }: SimilarDeal) {
  return {
    alike: compared.filter(({ distance }) => distance <= near),
    different: compared.filter(({ distance }) => distance > near),
  };
}

export type Unit = 'count' | 'minutes' | 'hours' | 'percent' | 'ratio' | 'score';

/** What the comparison shows first; every other figure of the catalogue follows when asked for. */
export const firstMeasures: readonly {
  readonly measure: string;
  readonly name: MessageDescriptor;
  readonly unit: Unit;
}[] = [
  { measure: 'activities', name: msg`Activities`, unit: 'count' },
  { measure: 'meetings', name: msg`Meetings`, unit: 'count' },
  { measure: 'phoneCalls', name: msg`Phone calls`, unit: 'count' },
  { measure: 'emails', name: msg`Emails`, unit: 'count' },
  { measure: 'minutesByUs', name: msg`Time spent by us`, unit: 'minutes' },
  { measure: 'minutesByThem', name: msg`Time spent by them`, unit: 'minutes' },
  { measure: 'responseByUs.medianHours', name: msg`Our response time, median`, unit: 'hours' },
  { measure: 'responseByThem.medianHours', name: msg`Their response time, median`, unit: 'hours' },
  { measure: 'responseByUs.rate', name: msg`Our response rate`, unit: 'percent' },
  { measure: 'responseByThem.rate', name: msg`Their response rate`, unit: 'percent' },
  { measure: 'score', name: msg`Health score`, unit: 'score' },
];

/** A measure with its unit; null: there is none. */
export function measureText(value: number | null, unit: Unit, formats: Formats): string {
  if (value === null) return '–';
  if (unit === 'minutes') return formats.minutes(value);
  if (unit === 'hours') return formats.hours(value);
  if (unit === 'percent') return formats.percent(value);
  if (unit === 'ratio') return formats.ratio(value);
  return Number.isInteger(value) ? formats.count(value) : formats.points(value);
}
