import { describe, expect, it } from 'vitest';
import { listSearch, searchOfQuery } from '../../app/list-search.ts';
import { activeFilters, withBound, without } from './filters.ts';
import { isNarrowed, questionOf, usualFor, withoutFilters } from './question.ts';

const seller = usualFor({ collection: 'opportunities', roles: ['seller'], showsHealth: true });
const set = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

describe('what a list asks for', () => {
  it('is one’s own open deals, the healthiest first, when the address says nothing', () => {
    expect(set(questionOf({}, seller))).toEqual({
      status: 'open',
      whose: 'mine',
      sort: '-health.score',
    });
  });

  it('is that of their people for a manager, who may have none of their own', () => {
    const usual = usualFor({
      collection: 'leads',
      roles: ['seller', 'manager'],
      showsHealth: true,
    });
    expect(questionOf({}, usual).whose).toBe('team');
  });

  it('is everybody’s for operations, and in another order where health is hidden', () => {
    const usual = usualFor({ collection: 'contacts', roles: ['operations'], showsHealth: false });
    expect(set(questionOf({}, usual))).toEqual({ sort: '-lastInteractionAt' });
  });

  it('is exactly what a figure of the overview counts', () => {
    const query = { grade: 'poor', status: 'open', atRisk: 'true', staleDays: '14' };
    expect(set(questionOf(searchOfQuery(query), seller))).toEqual({
      grade: 'poor',
      status: 'open',
      atRisk: 'true',
      staleDays: 14,
      sort: '-health.score',
    });
  });

  it('drops what an address cannot mean', () => {
    const raw = { grade: 'great', closeFrom: '2026-02-31', staleDays: -3, view: 'x', search: 2026 };
    expect(set(listSearch(raw))).toEqual({ search: '2026' });
  });

  it('is narrowed by filters, not by whose it is', () => {
    expect(isNarrowed({ whose: 'team' }, seller)).toBe(false);
    expect(isNarrowed({ status: 'open' }, seller)).toBe(false);
    expect(isNarrowed({ status: 'won' }, seller)).toBe(true);
    expect(isNarrowed({ min: 'window.emailsSent:3' }, seller)).toBe(true);
    expect(set(withoutFilters({ whose: 'team', grade: 'poor', sort: 'name' }))).toEqual({
      whose: 'team',
      sort: 'name',
    });
  });
});

describe('filters', () => {
  const filters = {
    status: 'open',
    min: 'estimatedValue:5,health.score:40',
    max: 'health.score:60',
  };

  it('are told in their order, bounds of one figure together', () => {
    expect(activeFilters(filters, 'opportunities')).toEqual([
      'status',
      'bounds:health.score',
      'bounds:estimatedValue',
    ]);
  });

  it('are taken away one by one', () => {
    expect(without('bounds:health.score', filters)).toEqual({
      min: 'estimatedValue:5',
      max: undefined,
    });
    expect(without('status', filters)).toEqual({ status: 'all' });
    expect(withBound(undefined, 'a', '1')).toBe('a:1');
  });
});
