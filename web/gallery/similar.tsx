import type { Similar } from '../../src/contract/similar.ts';
import { AgeCurve } from '../charts/age-curve.tsx';
import { QuartilePlot } from '../charts/quartile-plot.tsx';
import type { Exhibit } from './case.ts';

const nothing = () => {};

/** Activities by age of a deal beside others that had `most` in the end; without others: null. */
function curve(own: number, most: number | null, points = 30): Similar['curve'] {
  return Array.from({ length: points + 1 }, (_, n) => {
    const share = n / points;
    const other = (part: number) => (most === null ? null : Math.round(most * share ** 0.8 * part));
    return {
      ageDays: n * 4,
      own: Math.round(own * share ** 1.3),
      n: most === null ? 0 : 10,
      lowerQuartile: other(0.8),
      median: other(1),
      upperQuartile: other(1.15),
    };
  });
}

function aged(points: Similar['curve']) {
  return (
    <AgeCurve
      curve={points}
      ageText={(days) => `day ${Math.round(days)}`}
      labelOf={({ ageDays, own }) => `day ${ageDays}: ${own}`}
      onOpen={nothing}
    />
  );
}

const others = { lowerQuartile: 3, median: 5, upperQuartile: 8 };
const noOthers = { lowerQuartile: null, median: null, upperQuartile: null };

export const similarExhibits: readonly Exhibit[] = [
  {
    title: 'Curve by age',
    cases: [
      { name: 'behind others', width: 420, show: aged(curve(40, 66)) },
      { name: 'ahead of others', width: 420, show: aged(curve(90, 40)) },
      { name: 'without others', show: aged(curve(12, null)) },
      { name: 'nothing yet', show: aged(curve(0, 0)) },
      { name: 'just created', show: aged([{ ageDays: 0, own: 0, n: 1, ...others }]) },
      { name: 'narrow, right to left', width: 200, isRightToLeft: true, show: aged(curve(5, 9)) },
    ],
  },
  {
    title: 'Beside the middle half',
    cases: [
      { name: 'within', width: 150, show: <QuartilePlot own={6} {...others} /> },
      { name: 'beyond', width: 150, show: <QuartilePlot own={30} {...others} /> },
      {
        name: 'all alike',
        width: 150,
        show: <QuartilePlot own={0} lowerQuartile={2} median={2} upperQuartile={2} />,
      },
      { name: 'without others', width: 150, show: <QuartilePlot own={6} {...noOthers} /> },
      { name: 'without a value', width: 150, show: <QuartilePlot own={null} {...others} /> },
      { name: 'nothing', width: 150, show: <QuartilePlot own={null} {...noOthers} /> },
    ],
  },
];
