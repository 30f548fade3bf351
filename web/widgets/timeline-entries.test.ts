import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../src/contract/figures.ts';
import type { Timeline } from '../../src/contract/timeline.ts';
import { entryKey, pastEntries, upcomingEntries } from './timeline-entries.ts';

const rowAt = (key: number, startsAt: string): LedgerRow => ({
  key,
  id: `${key}`,
  isReadable: true,
  kind: 'email',
  status: null,
  subject: null,
  startsAt,
  endsAt: null,
  durationMinutes: null,
  side: 'us',
  counted: true,
  reason: null,
  override: null,
  answeredAt: null,
  shared: null,
  flags: [],
  source: null,
  records: [],
  participants: [],
});
const standing = { score: 50, grade: 'fair' } as const;
const changeOn = (on: string) => ({ on, before: standing, after: { ...standing, grade: null } });

const page = (given: Partial<Timeline>): Timeline => ({
  asOf: '2026-11-20T12:00:00Z',
  upcoming: [],
  upcomingTotal: 0,
  past: [],
  healthChanges: [],
  next: null,
  ...given,
});
const keysOf = (pages: readonly Timeline[], settings: readonly string[] = []) =>
  pastEntries({
    pages,
    settingsChanges: settings.map((at) => ({ at })),
    timeZone: 'Europe/Berlin',
  }).map(entryKey);

describe('the timeline as one list', () => {
  it('has a change of health above what happened on its day, and below the day after', () => {
    const past = [
      rowAt(3, '2026-11-10T23:30:00Z'), // the 11th in Berlin
      rowAt(2, '2026-11-10T22:30:00Z'),
      rowAt(1, '2026-11-09T08:00:00Z'),
    ];
    expect(keysOf([page({ past, healthChanges: [changeOn('2026-11-10')] })])).toEqual([
      'activity 3',
      'health 2026-11-10',
      'activity 2',
      'activity 1',
    ]);
  });

  it('has a change of today at the top, not after the present', () => {
    const past = [rowAt(1, '2026-11-20T11:00:00Z')];
    expect(keysOf([page({ past, healthChanges: [changeOn('2026-11-20')] })])).toEqual([
      'health 2026-11-20',
      'activity 1',
    ]);
  });

  it('has changes of settings where they were made, none after the instant that is looked from', () => {
    const past = [rowAt(1, '2026-11-19T11:00:00Z')];
    const made = ['2026-11-21T00:00:00Z', '2026-11-19T12:00:00Z', '2026-11-01T00:00:00Z'];
    expect(keysOf([page({ past })], made)).toEqual([
      'settings 2026-11-19T12:00:00Z',
      'activity 1',
      'settings 2026-11-01T00:00:00Z',
    ]);
  });

  it('keeps what is older than the last activity back until the activities before it have come', () => {
    const first = page({
      past: [rowAt(2, '2026-11-10T09:00:00Z')],
      healthChanges: [changeOn('2026-11-12'), changeOn('2026-11-02')],
      next: 'more',
    });
    expect(keysOf([first])).toEqual(['health 2026-11-12', 'activity 2']);
    const second = page({ past: [rowAt(1, '2026-10-01T09:00:00Z')] });
    expect(keysOf([first, second])).toEqual([
      'health 2026-11-12',
      'activity 2',
      'health 2026-11-02',
      'activity 1',
    ]);
  });

  it('has the next of what is to come nearest to the present', () => {
    const upcoming = [1, 2, 3].map((n) => rowAt(n, `2026-12-0${n}T09:00:00Z`));
    expect(upcomingEntries(page({ upcoming }), 2).map(entryKey)).toEqual([
      'activity 2',
      'activity 1',
    ]);
  });
});
