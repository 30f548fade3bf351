import { roundHalfUp } from './health.ts';

/** A contact of an account that has a score; `counted` are its activities of the last 180 days. */
export type ScoredContact = { readonly score: number; readonly counted: number };

/** An open opportunity of an account that has a score, with its value in the organisation's currency. */
export type ScoredOpportunity = { readonly score: number; readonly value: number | null };

export type AccountHealth = {
  readonly score: number;
  readonly contactPart: number | null;
  readonly opportunityPart: number | null;
};

/** The health of an account: the mean of its contacts' and its open opportunities' parts (spec §7); null: no part. */
export function accountHealth(
  contacts: readonly ScoredContact[],
  opportunities: readonly ScoredOpportunity[],
): AccountHealth | null {
  const contactPart = weightedMean(contacts.map(({ score, counted }) => [score, counted]));
  const opportunityPart = weightedMean(
    opportunities.map(({ score, value }) => [score, Math.max(0, value ?? 0)]),
  );
  const parts = [contactPart, opportunityPart].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  return { score: roundHalfUp(mean), contactPart, opportunityPart };
}

/** Mean of `[value, weight]` pairs; the plain mean when nothing weighs anything; null without pairs. */
function weightedMean(pairs: readonly (readonly [number, number])[]): number | null {
  if (pairs.length === 0) return null;
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  if (total === 0) return pairs.reduce((sum, [value]) => sum + value, 0) / pairs.length;
  // NOTE: divided once, at the end: 1/12 of 41 and 11/12 of 47 add up to a little less than 46.5, which rounds up.
  return pairs.reduce((sum, [value, weight]) => sum + value * weight, 0) / total;
}
