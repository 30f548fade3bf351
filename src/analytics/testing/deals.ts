import type { Deal } from '../deal-table.ts';
import { dayMs } from '../zone.ts';
import { now } from './cast.ts';
import { at } from './seeds.ts';

/** Deals as similarity sees them, blank but for what a test names: won yesterday, unless it is the open one. */

export const asOf = at(now);

/** A deal that was won a day ago. */
export function aDeal(given: Partial<Deal> & Pick<Deal, 'id'>): Deal {
  return {
    key: 0,
    status: 'won',
    createdAt: asOf - 90 * dayMs,
    closedAt: asOf - dayMs,
    value: null,
    industry: null,
    source: null,
    dealType: null,
    currency: null,
    ownerTeams: [],
    stakeholders: 0,
    relationshipDays: null,
    custom: {},
    ...given,
  };
}

/** The open deal that others are compared with. */
export function anOpenDeal(given: Partial<Deal>): Deal {
  return aDeal({ id: 'open', status: 'open', closedAt: null, ...given });
}
