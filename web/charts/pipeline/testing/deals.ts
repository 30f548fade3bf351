import type { Grade } from '../../../../src/model/vocabulary.ts';
import type { Deal } from '../deal.ts';

/** A deal for tests and the gallery: good, of 100,000, closing in a month; what matters is given. */
export function dealNamed(id: string, given: Partial<Deal> = {}): Deal {
  const deal = {
    id,
    name: `Deal ${id}`,
    owner: 'Nora Quist',
    account: 'Saltmarsh Ferries',
    estimatedValue: 100_000,
    currency: 'EUR',
    estimatedCloseDate: '2026-12-20',
    health: healthOf('good', 70),
    lastInteractionAt: '2026-11-17T10:00:00Z',
    nextInteractionAt: null,
    ...given,
  };
  return { worth: deal.estimatedValue, ...deal };
}

/** A scored health. */
export function healthOf(grade: Grade, score: number): Deal['health'] {
  return { state: 'scored', score, grade, trend: 'steady' };
}
