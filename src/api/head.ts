import type { RecordHead as HeadJson } from '../contract/api.ts';
import type { HealthSign } from '../contract/figures.ts';
import { oneOf } from '../facts/activities.ts';
import type { Named, RecordHead } from '../facts/records.ts';
import { grades, healthStates, trends } from '../model/vocabulary.ts';

/** What a page says about a record beside its figures, as JSON. */
export function presentHead(head: RecordHead): HeadJson {
  return {
    type: head.type,
    id: head.id,
    name: head.name,
    owner: reference(head.owner),
    account: reference(head.account),
    contact: reference(head.contact),
    status: head.status,
    stage: head.stage,
    estimatedValue: head.value,
    currency: head.currency,
    estimatedCloseDate: head.estimatedCloseOn,
    createdAt: instantOrNull(head.createdAt),
    closedAt: instantOrNull(head.closedAt),
    jobTitle: head.jobTitle,
    industry: head.industry,
  };
}

/** Health as lists and cards show it, from the columns of stored figures. */
export function presentStoredHealth({
  state,
  score,
  grade,
  trend,
}: {
  readonly state: string;
  readonly score: number | null;
  readonly grade: string | null;
  readonly trend: string | null;
}): HealthSign {
  return {
    state: oneOf(healthStates, state) ?? 'pending',
    score,
    grade: oneOf(grades, grade),
    trend: oneOf(trends, trend),
  };
}

/** An instant (ms) as ISO 8601. */
export function instantOrNull(instant: number | null): string | null {
  return instant === null || !Number.isFinite(instant) ? null : new Date(instant).toISOString();
}

function reference(named: Named | null) {
  return named === null ? null : { id: named.id, name: named.name };
}
