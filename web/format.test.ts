import { describe, expect, it } from 'vitest';
import { formatsFor } from './format.ts';

const english = formatsFor('en-US', 'Europe/Berlin');
const german = formatsFor('de-DE', 'Europe/Berlin');
const plain = (text: string) => text.replaceAll(/[\u00a0\u2009\u202f]/g, ' ');

describe('dates', () => {
  it('are those of the organisation, not of the viewer', () => {
    expect(english.instantDay('2026-11-20T23:30:00Z')).toBe('Nov 21, 2026');
    expect(german.clock('2026-11-20T12:00:00Z')).toBe('13:00');
  });

  it('are counted in calendar days when told from now', () => {
    const now = '2026-11-20T12:00:00Z';
    expect(english.relative('2026-11-19T23:30:00Z', now)).toBe('today');
    expect(english.relative('2026-11-19T22:30:00Z', now)).toBe('yesterday');
    expect(english.relative('2026-11-24T08:00:00Z', now)).toBe('in 4 days');
    expect(german.relative('2026-11-09T09:00:00Z', now)).toBe('vor 11 Tagen');
    expect(english.relative('2026-05-20T09:00:00Z', now)).toBe('6 months ago');
  });

  it('span the window up to and including the day as of which is asked', () => {
    expect(plain(english.span('2026-11-20T12:00:00Z', 60))).toBe('Sep 22 – Nov 20, 2026');
    expect(plain(german.span('2026-11-20T12:00:00Z', 60))).toBe('22.09. – 20.11.2026');
  });
});

describe('durations', () => {
  it('are minutes below the hour, hours and minutes above, whole hours from 100 on', () => {
    expect(english.minutes(45)).toBe('45 min');
    expect(plain(english.minutes(249.5))).toBe('4 hr 10 min');
    expect(plain(german.minutes(120))).toBe('2 Std.');
    expect(plain(english.minutes(6010))).toBe('100 hr');
  });

  it('of an answer are minutes, hours or days', () => {
    expect(english.hours(0.4)).toBe('24 min');
    expect(plain(english.hours(26))).toBe('26 hr');
    expect(plain(english.hours(60))).toBe('2.5 days');
  });
});

describe('money', () => {
  it('has the currency of the record and no cents', () => {
    expect(english.money(210_000, 'EUR')).toBe('€210,000');
    expect(plain(german.money(210_000, 'EUR'))).toBe('210.000 €');
    expect(english.money(210_000, null)).toBe('210,000');
  });
});
