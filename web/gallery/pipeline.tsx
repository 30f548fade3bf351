import type { Deal } from '../charts/pipeline/deal.ts';
import { PipelineChart } from '../charts/pipeline/pipeline-chart.tsx';
import { dealNamed, healthOf } from '../charts/pipeline/testing/deals.ts';
import type { Exhibit } from './case.ts';
import { dealsOf, longName, rightToLeftName, threeGrades, thresholds, today } from './samples.ts';

const open = (id: string) => {
  document.body.dataset.opened = id;
};

function show(deals: readonly Deal[], given: { readonly height?: number } = {}) {
  return (
    <PipelineChart deals={deals} today={today} thresholds={thresholds} onOpen={open} {...given} />
  );
}

/** One of each look, the largest and the smallest at the ends of the scale. */
const everyLook: readonly Deal[] = [
  dealNamed('top', { health: healthOf('excellent', 100), estimatedValue: 900_000 }),
  dealNamed('good', { health: healthOf('good', 66), estimatedCloseDate: '2027-01-15' }),
  dealNamed('fair', { health: healthOf('fair', 50), estimatedCloseDate: '2027-02-10' }),
  dealNamed('bottom', {
    health: healthOf('poor', 0),
    estimatedValue: 900_000,
    estimatedCloseDate: '2027-03-01',
  }),
  dealNamed('pending', {
    health: { state: 'pending', score: 45, grade: 'fair', trend: null },
    estimatedValue: 400_000,
    estimatedCloseDate: '2027-01-28',
  }),
  dealNamed('none', {
    health: { state: 'noClosedActivities', score: null, grade: null, trend: null },
    estimatedValue: 300_000,
    estimatedCloseDate: '2027-01-05',
  }),
  dealNamed('worthless', { estimatedValue: null, estimatedCloseDate: '2027-01-28' }),
  dealNamed('late', { health: healthOf('poor', 24), estimatedCloseDate: '2026-10-01' }),
  dealNamed('never', { health: healthOf('fair', 41), estimatedCloseDate: null }),
];

/** The same number in three currencies, of which one has no rate. */
const currencies: readonly Deal[] = [
  dealNamed('ours', { estimatedCloseDate: '2026-12-28' }),
  dealNamed('theirs', {
    currency: 'GBP',
    worth: 117_000,
    estimatedCloseDate: '2027-01-20',
  }),
  dealNamed('without a rate', {
    currency: 'USD',
    worth: null,
    estimatedCloseDate: '2027-02-20',
  }),
];

export const pipelineExhibits: readonly Exhibit[] = [
  {
    title: 'Pipeline',
    cases: [
      { name: '140 deals', width: 1040, show: show(dealsOf(140)) },
      { name: '140 deals on a phone', width: 326, show: show(dealsOf(140)) },
      { name: 'every look, at the ends of the scale', width: 640, show: show(everyLook) },
      { name: 'three currencies', width: 640, show: show(currencies) },
      {
        name: 'three grades, low',
        width: 480,
        show: (
          <PipelineChart
            deals={dealsOf(30)}
            today={today}
            thresholds={threeGrades}
            height={240}
            onOpen={open}
          />
        ),
      },
      { name: 'nothing', show: show([]) },
      { name: 'one deal', width: 480, show: show([dealNamed('only')]) },
      {
        name: 'long names, right to left',
        width: 560,
        isRightToLeft: true,
        show: show([
          dealNamed('long', { name: longName, account: longName, estimatedValue: 123_456_789_012 }),
          dealNamed('rtl', { name: rightToLeftName, estimatedCloseDate: '2027-02-01' }),
        ]),
      },
      {
        name: 'one closes in 40 years',
        width: 560,
        show: show([...dealsOf(60), dealNamed('far', { estimatedCloseDate: '2066-01-01' })]),
      },
      {
        name: 'none has a date',
        width: 480,
        show: show(dealsOf(20).map((deal) => ({ ...deal, estimatedCloseDate: null }))),
      },
    ],
  },
  {
    title: 'Pipeline, crowded',
    cases: [{ name: '5,000 deals', width: 1040, show: show(dealsOf(5000)) }],
  },
];
