import type { ResponseSpread } from '../../src/contract/response.ts';
import type { Rhythm } from '../../src/contract/rhythm.ts';
import type { SummarySentence } from '../../src/contract/summary.ts';
import { Sample, SplitBar, turnPaints } from '../charts/split-bar.tsx';
import { formatsFor } from '../format.ts';
import { FigureButton } from '../parts/figure-button.tsx';
import { BasisSwitch } from '../widgets/response-switch.tsx';
import { hoursIn, SideTimes } from '../widgets/response-times.tsx';
import { RhythmSentence, RhythmState } from '../widgets/rhythm-words.tsx';
import { SentenceText } from '../widgets/summary-sentence.tsx';
import type { Exhibit } from './case.ts';

const nothing = () => {};
const formats = formatsFor('en-GB', 'UTC');
const spread: ResponseSpread = {
  meanHours: 35.3,
  medianHours: 0.4,
  percentile90Hours: 1234.5,
  kaplanMeierMedianHours: null,
};

function bar(counts: readonly [number, number, number, number]) {
  const paints = turnPaints('them');
  const states = ['answered', 'unanswered', 'pending', 'closing'] as const;
  return (
    <SplitBar
      parts={states.map((key, place) => ({ key, count: counts[place] ?? 0, ...paints[key] }))}
    />
  );
}

/** Every sentence there is. */
const sentences: readonly SummarySentence[] = [
  { code: 'nothingYet' },
  { code: 'waitingForUs', turns: 1 },
  { code: 'waitingForUs', turns: 12 },
  { code: 'goneQuiet', usualGap: 5.5, presentGap: 21, lastKnown: null },
  { code: 'goneQuiet', usualGap: 5.5, presentGap: 21, lastKnown: '2026-10-02' },
  { code: 'unansweredStreak', emails: 4 },
  { code: 'silentWindow' },
  { code: 'healthDropped', points: 29, from: 85, to: 56 },
  { code: 'healthRose', points: 5, from: 51, to: 56 },
  { code: 'singleThreaded' },
  { code: 'moreThanSimilar', measure: 'meetings', difference: 3, n: 8 },
  { code: 'fewerThanSimilar', measure: 'emails', difference: 2.5, n: 8 },
  { code: 'slowerThanSimilar', hours: 5.3, n: 8 },
  { code: 'fasterThanSimilar', hours: 60, n: 8 },
  { code: 'initiatedMoreByUs', measure: 'meetings', difference: 3 },
  { code: 'initiatedMoreByThem', measure: 'phoneCalls', difference: 1 },
  { code: 'weAnswerSlower', hours: 5.3 },
  { code: 'weAnswerFaster', hours: 60 },
];

const silent: Rhythm = {
  ...{ asOf: '2026-11-20T12:00:00Z', today: '2026-11-20', on: '2026-11-20', state: 'quiet' },
  ...{ usualGap: 5, presentGap: 29, allowedGap: 14, quietFrom: '2026-11-02', surprise: 0.99 },
  ...{ days: [], lastAt: '2026-10-12T12:00:00Z', staleSources: [], endedFiles: [] },
  organization: {
    ...{ usualGap: 4.8, contacts: 90, sampledOf: null, computedAt: '2026-11-20T00:00:00Z' },
  },
};
const mailbox = { kind: 'mail', name: null, syncedAt: '2026-11-02T08:00:00Z' };
const rhythms: Readonly<Record<string, Rhythm>> = {
  quiet: silent,
  'as of the end of a file': {
    ...silent,
    ...{
      on: '2026-10-30',
      presentGap: 14,
      endedFiles: [{ ...mailbox, endedAt: mailbox.syncedAt }],
    },
  },
  'out of sync': {
    ...silent,
    ...{ state: 'notInSync', staleSources: [{ ...mailbox, endedAt: null }] },
  },
};

export const responseExhibits: readonly Exhibit[] = [
  {
    title: 'Response times',
    cases: [
      { name: 'turns', show: bar([5, 1, 1, 2]) },
      { name: 'few of very many', show: bar([4000, 1, 0, 1]) },
      {
        name: 'paints beside names, and a figure that opens a dialog',
        show: Object.entries(turnPaints('us')).map(([state, paint]) => (
          <p key={state}>
            <Sample {...paint} /> {state}{' '}
            <FigureButton label={`5 ${state}`} onOpen={nothing}>
              5
            </FigureButton>
          </p>
        )),
      },
      { name: 'in which time', show: <BasisSwitch basis="working" onChoose={nothing} /> },
      {
        name: 'elapsed, most unanswered',
        width: 240,
        show: <SideTimes spread={spread} write={hoursIn('elapsed', formats)} onOpen={nothing} />,
      },
      {
        name: 'working hours, right to left',
        width: 240,
        isRightToLeft: true,
        show: <SideTimes spread={spread} write={hoursIn('working', formats)} onOpen={nothing} />,
      },
    ],
  },
  {
    title: 'Sentences about a rhythm',
    cases: Object.entries(rhythms).map(([name, rhythm]) => ({
      name,
      width: 480,
      show: (
        <>
          <RhythmState rhythm={rhythm} />
          <RhythmSentence rhythm={rhythm} />
        </>
      ),
    })),
  },
  {
    title: 'Sentences of the summary',
    cases: [
      {
        name: 'all',
        width: 640,
        show: (
          <ul>
            {sentences.map((sentence) => (
              <li key={JSON.stringify(sentence)}>
                <SentenceText sentence={sentence} days={60} />
              </li>
            ))}
          </ul>
        ),
      },
    ],
  },
];
