import type { ReactNode } from 'react';
import type { LedgerRow } from '../../src/contract/figures.ts';
import { activityKinds } from '../../src/model/vocabulary.ts';
import { KindIcon } from '../parts/kind-icon.tsx';
import type { TimelineEntry } from '../widgets/timeline-entries.ts';
import { TimelineLine } from '../widgets/timeline-line.tsx';
import type { Exhibit } from './case.ts';
import { longName, rightToLeftName, today } from './samples.ts';

const now = `${today}T12:00:00Z`;

/** An email of ours of that day; what matters is given. */
function rowOf(given: Partial<LedgerRow>): LedgerRow {
  return {
    key: 1,
    id: 'a1',
    isReadable: true,
    kind: 'email',
    status: null,
    subject: 'Figures and dates',
    startsAt: '2026-11-13T14:10:00Z',
    endsAt: null,
    durationMinutes: null,
    side: 'us',
    counted: true,
    reason: null,
    override: null,
    answeredAt: null,
    shared: false,
    flags: [],
    source: null,
    records: [],
    participants: [],
    ...given,
  };
}

function lines(...entries: readonly TimelineEntry[]): ReactNode {
  return (
    <ol>
      {entries.map((entry, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
        <TimelineLine key={place} entry={entry} now={now} />
      ))}
    </ol>
  );
}

const activity = (given: Partial<LedgerRow>, isToCome = false): TimelineEntry => ({
  kind: 'activity',
  row: rowOf(given),
  isToCome,
});
const meeting = { kind: 'appointment', durationMinutes: 45, subject: 'Rollout planning' } as const;
const call = { kind: 'phonecall', durationMinutes: 12, side: 'them' } as const;
const answeredAt = '2026-11-16T08:00:00Z';

const [good, fair, none] = [
  { grade: 'good', score: 61 },
  { grade: 'fair', score: 58 },
  { grade: null, score: null },
] as const;
const health = (on: string, before: typeof good | typeof none, after: typeof fair | typeof none) =>
  ({ kind: 'health', change: { on, before, after } }) as const;

export const timelineExhibits: readonly Exhibit[] = [
  {
    title: 'Timeline',
    cases: [
      {
        name: 'to come, taken place, answered by either side',
        show: lines(
          activity({ ...meeting, startsAt: '2026-11-27T11:00:00Z' }, true),
          activity({ ...call, subject: null, isReadable: false }),
          activity({ answeredAt }),
          activity({ side: 'them', answeredAt }),
        ),
      },
      {
        name: 'changes of health and of settings',
        show: lines(
          health('2026-11-12', good, fair),
          { kind: 'settings', at: '2026-11-03T09:00:00Z' },
          health('2026-10-20', none, fair),
          health('2026-09-02', good, none),
        ),
      },
      { name: 'long', width: 240, show: lines(activity({ subject: longName, answeredAt })) },
      {
        name: 'right to left',
        isRightToLeft: true,
        show: lines(
          activity({ subject: rightToLeftName, answeredAt }),
          health('2026-11-12', good, fair),
        ),
      },
    ],
  },
  {
    title: 'Kind icon',
    cases: activityKinds.map((kind) => ({
      name: kind,
      width: 80,
      show: <KindIcon kind={kind} size={34} />,
    })),
  },
];
