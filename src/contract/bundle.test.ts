import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Item } from '../model/bundle.ts';
import { parseItem } from './bundle.ts';
import { bundleSchema } from './bundle-schemas.ts';
import { instantMs } from './wire.ts';

const call = { id: 'a1', kind: 'phonecall', startsAt: '2026-11-20T12:00:00Z' };

function accepted(type: Item['type'], raw: unknown): Item['value'] {
  const outcome = parseItem(type, raw);
  if ('item' in outcome) return outcome.item.value;
  throw new Error(`rejected: ${JSON.stringify(outcome.rejects)}`);
}

function refused(type: Item['type'], raw: unknown): readonly string[] {
  const outcome = parseItem(type, raw);
  return 'rejects' in outcome ? outcome.rejects.map(({ field }) => field) : [];
}

describe('an object of the bundle', () => {
  it('needs its id and nothing else, except an activity', () => {
    expect(accepted('user', { id: 'u' })).toMatchObject({
      name: 'u',
      role: 'seller',
      active: true,
    });
    expect(accepted('opportunity', { id: 'o' })).toMatchObject({ status: 'open', createdAt: null });
    expect(refused('contact', { name: 'Ada' })).toEqual(['id']);
    expect(refused('contact', { id: ' ' })).toEqual(['id']);
    expect(refused('activity', { id: 'a' })).toEqual(['kind', 'startsAt']);
  });

  it('takes null and blank for missing, and ignores keys it does not know', () => {
    const account = { id: 'a', name: '', ownerId: '  ', domains: null, shoeSize: 45 };
    expect(accepted('account', account)).toMatchObject({ name: 'a', ownerId: null, domains: [] });
    expect(accepted('account', account)).not.toHaveProperty('shoeSize');
  });

  it('compares addresses trimmed and lower-cased, once each', () => {
    const emails = [' Ada@Customer.Example ', 'ada@customer.example', ''];
    expect(accepted('contact', { id: 'c', emails })).toMatchObject({
      emails: ['ada@customer.example'],
    });
    const responses = { ' ADA@customer.example': 'declined' };
    expect(accepted('activity', { ...call, responses, from: ' ' })).toMatchObject({
      responses: { 'ada@customer.example': 'declined' },
      from: null,
    });
  });

  it('keeps only the headers that decide an exclusion, under lower-case names', () => {
    const headers = { 'List-ID': '<news>', Subject: 'secret', 'Return-Path': '<>' };
    expect(accepted('activity', { ...call, headers })).toMatchObject({
      headers: { 'list-id': '<news>', 'return-path': '<>' },
    });
    expect(accepted('activity', { ...call, headers })).not.toHaveProperty('headers.subject');
  });

  it('names the field, the value and what was expected', () => {
    expect(parseItem('activity', { ...call, kind: 'fax', to: ['a@b.example', 7] })).toEqual({
      rejects: [
        { field: 'kind', value: 'fax', expected: 'one of email, appointment, phonecall, task' },
        { field: 'to[1]', value: '7', expected: 'text' },
      ],
    });
    expect(parseItem('lead', 'nobody')).toEqual({
      rejects: [{ field: '(whole)', value: 'nobody', expected: 'an object' }],
    });
  });

  it.each([
    ['an instant without offset', { startsAt: '2026-11-20T12:00:00' }, 'startsAt'],
    ['a day that does not exist', { startsAt: '2026-02-30T12:00:00Z' }, 'startsAt'],
    ['a time that does not exist', { startsAt: '2026-02-28T24:00:00Z' }, 'startsAt'],
    ['an end before the start', { endsAt: '2026-11-20T12:30:00+01:00' }, 'endsAt'],
    ['a negative duration', { durationMinutes: -1 }, 'durationMinutes'],
    ['a duration without end', { durationMinutes: Number.POSITIVE_INFINITY }, 'durationMinutes'],
    ['a regarding of another kind', { regarding: { type: 'case', id: '1' } }, 'regarding.type'],
    ['an unknown response', { responses: { 'a@b.example': 'maybe' } }, 'responses.a@b.example'],
    ['a text that PostgreSQL cannot store', { subject: 'a\0b' }, 'subject'],
    ['a list that is none', { to: 'a@b.example' }, 'to'],
  ])('refuses %s', (_, wrong, field) => {
    expect(accepted('activity', call)).toMatchObject({ id: 'a1' });
    expect(refused('activity', { ...call, ...wrong })).toEqual([field]);
  });

  it('refuses a zone nobody knows, a fixed offset as zone, and a close date that is no day', () => {
    expect(accepted('user', { id: 'u', timeZone: 'Europe/Berlin' })).toMatchObject({
      timeZone: 'Europe/Berlin',
    });
    expect(refused('user', { id: 'u', timeZone: 'Europe/Atlantis' })).toEqual(['timeZone']);
    expect(refused('organization', { timeZone: '+01:00' })).toEqual(['timeZone']);
    expect(refused('opportunity', { id: 'o', estimatedCloseDate: '2026-02-29' })).toEqual([
      'estimatedCloseDate',
    ]);
  });

  it('completes the settings it is given and leaves out those it is not', () => {
    const given = { activityInfluence: { email: 1.5 }, grades: { good: 70 }, exclusions: {} };
    expect(accepted('settings', given)).toEqual({
      activityInfluence: { email: 1.5, appointment: 1, phonecall: 1, task: 1 },
      grades: { good: 70, fair: 40, excellent: null },
      exclusions: { addresses: [], domains: [], subjects: [] },
    });
  });

  it.each([
    ['an influence outside 0.5 to 1.5', { activityInfluence: { task: 0.4 } }],
    ['grades out of order, defaults included', { grades: { good: 30 } }],
    ['an excellent below good', { grades: { good: 70, fair: 40, excellent: 60 } }],
    ['a blank excluded subject, which every subject contains', { exclusions: { subjects: [''] } }],
    ['a rate of nothing', { rates: [{ currency: 'EUR', rate: 0 }] }],
  ])('refuses settings with %s', (_, wrong) => {
    expect(refused('settings', wrong)).toHaveLength(1);
  });

  it('may be nested, but not without end', () => {
    const nested = (levels: number) =>
      JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
    expect(accepted('account', { id: 'a', custom: nested(50) })).toMatchObject({ id: 'a' });
    expect(refused('account', { id: 'a', custom: nested(100_000) })).toEqual(['(whole)']);
    expect(refused('account', { id: nested(100_000) })).toEqual(['(whole)']);
  });

  it('has schemas that JSON Schema can say', () => {
    expect(z.toJSONSchema(bundleSchema, { io: 'input' })).toHaveProperty([
      '$defs',
      'BundleActivity',
      'required',
    ]);
  });
});

describe('an instant', () => {
  it.each([
    ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T12:00+05:30', '2026-11-20T06:30:00.000Z'],
    ['2026-11-20T12:00:00.123456-0800', '2026-11-20T20:00:00.123Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['2024-02-29T23:59:59,5+01', '2024-02-29T22:59:59.500Z'],
  ])('%s is %s', (text, utc) => {
    expect(new Date(instantMs(text) ?? Number.NaN).toISOString()).toBe(utc);
  });

  it('is none without an offset, on a day of no calendar or at a time of no clock', () => {
    for (const text of ['2026-11-20T12:00', '2026-11-20', '2025-02-29T00:00Z', '2026-01-01T12:60Z'])
      expect(instantMs(text), text).toBeNull();
  });
});
