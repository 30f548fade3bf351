/** What similarity compares deals by: spec §8's fields, and how the values of each are read from a deal. */

import type { Deal } from './deal-table.ts';

/** How the values of a field are read from a deal; of words one in common is enough. */
export type FieldKind =
  | { readonly name: string; readonly number: (deal: Deal) => number | null }
  | { readonly name: string; readonly words: (deal: Deal) => readonly string[] };

/** The fields of every deal (spec §8), in the order in which weights are shown; configured ones follow by name. */
export const usualFields: readonly FieldKind[] = [
  { name: 'estimatedValue', number: ({ value }) => logarithm(value) },
  { name: 'industry', words: ({ industry }) => one(industry) },
  { name: 'source', words: ({ source }) => one(source) },
  { name: 'dealType', words: ({ dealType }) => one(dealType) },
  { name: 'currency', words: ({ currency }) => one(currency) },
  { name: 'ownerTeam', words: ({ ownerTeams }) => ownerTeams.filter((team) => team !== '') },
  { name: 'stakeholders', number: ({ stakeholders }) => stakeholders },
  { name: 'relationshipAge', number: ({ relationshipDays }) => relationshipDays },
];

/** A configured field: compared as numbers where every deal that has it has a number, as words otherwise. */
export function customField(name: string, isOfNumbers: boolean): FieldKind {
  return isOfNumbers
    ? { name, number: ({ custom }) => numberIn(custom[name]) }
    : { name, words: ({ custom }) => wordsIn(custom[name]) };
}

/** True for a value that can be compared at all. */
export function isFilled(value: unknown): boolean {
  return isNumber(value) || wordsIn(value).length > 0;
}

/** True for a number that differences can be made of. */
export function isNumber(value: unknown): boolean {
  return numberIn(value) !== null;
}

function logarithm(value: number | null): number | null {
  return value === null || value < 0 ? null : Math.log1p(value);
}

function one(word: string | null): readonly string[] {
  return word === null || word === '' ? [] : [word];
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Objects say nothing that could be compared. */
function wordsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => wordsIn(one));
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'boolean' || isNumber(value) ? [String(value)] : [];
}
