import { type ReactNode, useState } from 'react';
import { Bar } from '../charts/bar.tsx';
import { type Bucket, bucketsOf } from '../charts/buckets.ts';
import { DifferenceBar } from '../charts/difference-bar.tsx';
import { AxisText, Drawing, ValueLines } from '../charts/drawing.tsx';
import { Gauge } from '../charts/gauge.tsx';
import { HistoryCurve } from '../charts/history-curve.tsx';
import { Legend, LegendEntry, Swatch } from '../charts/legend.tsx';
import { type Mark, Marks } from '../charts/marks.tsx';
import { RhythmStrip } from '../charts/rhythm-strip.tsx';
import { paintOf, series } from '../charts/series.ts';
import { StackedDays } from '../charts/stacked-days.tsx';
import { TableSwitch } from '../charts/table-switch.tsx';
import { useWidth } from '../charts/use-width.ts';
import { addDays } from '../days.ts';
import { FigureTable } from '../parts/plain-table.tsx';
import type { Exhibit } from './case.ts';
import { dailyOf, historyOf, longName, threeGrades, thresholds, today } from './samples.ts';

const nothing = () => {};
const shown = series.map((one, place) => ({ series: one, place }));

function days(count: number, scale: number): ReactNode {
  const buckets = bucketsOf(dailyOf(count, scale), { from: addDays(today, 1 - count), to: today });
  return stacked(buckets);
}

function stacked(buckets: readonly Bucket[]): ReactNode {
  return (
    <StackedDays
      buckets={buckets}
      shown={shown}
      labelOf={({ to }) => to}
      tipOf={({ to }) => to}
      dayText={(on) => on.slice(5)}
      onOpen={nothing}
    />
  );
}

function curve(weeks: number, changedOn: readonly string[] = []): ReactNode {
  return (
    <HistoryCurve
      history={historyOf(weeks)}
      thresholds={thresholds}
      colour="var(--gradeFair)"
      changedOn={changedOn}
      labelOf={({ on, score }) => `${on}: ${score ?? '–'}`}
      onOpen={nothing}
    />
  );
}

/** Contact every so many working days over some weeks, and none for the last ones. */
function strip(every: number, weeks: number, silent: number): ReactNode {
  const count = Math.max(1, Math.floor((weeks * 5) / every));
  const daysBack = (place: number) => Math.round((silent + (count - 1 - place) * every) * 1.4);
  return (
    <RhythmStrip
      days={Array.from({ length: count }, (_, place) => ({
        on: addDays(today, -daysBack(place)),
        gap: place === 0 ? null : every,
      }))}
      today={today}
      presentGap={silent}
      usualGap={count > 2 ? every : null}
      allowedGap={count > 2 ? every * 3 : null}
      words={{
        usual: `usual: ${every}`,
        allowed: `up to ${every * 3}`,
        dayText: (on) => on.slice(5),
        labelOf: (day) => day?.on ?? 'today',
      }}
      onOpen={nothing}
    />
  );
}

const fourMarks = [0, 1, 2, 3].map(
  (place): Mark => ({
    key: `${place}`,
    x: place * 80,
    width: 80,
    label: `Mark ${place + 1}`,
    tip: `Tip ${place + 1}`,
  }),
);

function Marked() {
  return (
    <div style={{ position: 'relative', height: 80 }}>
      <p>Four strips: point, or walk with the arrow keys.</p>
      <Marks marks={fourMarks} width={320} onOpen={nothing} />
    </div>
  );
}

function Drawn() {
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <Drawing frame={frame} width={width} height={120} marks={[]} onOpen={nothing}>
      <ValueLines values={[0, 50, 100]} y={(value) => 100 - value * 0.9} from={30} to={width} />
      <AxisText x={30} y={116} anchor="start">
        first
      </AxisText>
      <AxisText x={width} y={116} anchor="end">
        last
      </AxisText>
    </Drawing>
  );
}

function Switched() {
  const [isTable, setTable] = useState(false);
  return <TableSwitch isTable={isTable} onSwitch={setTable} />;
}

const email = paintOf({ kind: 'email', side: 'us' });
const theirs = paintOf({ kind: 'email', side: 'them' });

export const chartExhibits: readonly Exhibit[] = [
  {
    title: 'Gauge',
    cases: [
      { name: '0', show: <Gauge score={0} grade="poor" thresholds={thresholds} /> },
      { name: '56', show: <Gauge score={56} grade="fair" thresholds={thresholds} /> },
      { name: '100', show: <Gauge score={100} grade="excellent" thresholds={thresholds} /> },
      { name: 'three grades', show: <Gauge score={72} grade="good" thresholds={threeGrades} /> },
      {
        name: 'narrow, right to left',
        width: 140,
        isRightToLeft: true,
        show: <Gauge score={39} grade="poor" thresholds={thresholds} />,
      },
    ],
  },
  {
    title: 'History curve',
    cases: [
      { name: 'one score', show: curve(1) },
      { name: 'two scores', show: curve(2) },
      { name: 'half a year with a gap', show: curve(26) },
      {
        name: 'settings changed twice',
        show: curve(26, [addDays(today, -100), addDays(today, -20), addDays(today, -400)]),
      },
      { name: 'five years, narrow', width: 220, show: curve(260) },
      { name: 'right to left', isRightToLeft: true, show: curve(12) },
    ],
  },
  {
    title: 'Stacked days',
    cases: [
      { name: 'empty', width: 480, show: days(60, 0) },
      { name: 'one day', width: 480, show: days(1, 1) },
      { name: '60 days', width: 640, show: days(60, 1) },
      { name: 'a year', width: 640, show: days(365, 1) },
      { name: 'thousands, on a phone', width: 326, show: days(60, 3000) },
      { name: 'right to left', width: 480, isRightToLeft: true, show: days(30, 1) },
    ],
  },
  {
    title: 'Rhythm',
    cases: [
      { name: 'one contact day', width: 480, show: strip(5, 1, 12) },
      { name: 'within', width: 640, show: strip(5, 26, 4) },
      { name: 'gone quiet', width: 640, show: strip(4, 20, 25) },
      { name: 'today, every day, on a phone', width: 326, show: strip(1, 52, 0) },
      { name: 'right to left', width: 480, isRightToLeft: true, show: strip(9, 26, 40) },
    ],
  },
  {
    title: 'Legend',
    cases: [
      {
        name: 'with one taken out',
        width: 480,
        show: <Legend all={series} hidden={new Set(['meetingsSent'])} onToggle={nothing} />,
      },
      {
        name: 'right to left',
        width: 480,
        isRightToLeft: true,
        show: <Legend all={series} hidden={new Set()} onToggle={nothing} />,
      },
      {
        name: 'an entry',
        show: (
          <LegendEntry isOff onToggle={nothing}>
            Taken out
          </LegendEntry>
        ),
      },
      {
        name: 'swatches',
        show: series.map((one) => <Swatch key={one.id} series={one} />),
      },
    ],
  },
  {
    title: 'Bar',
    cases: [
      { name: 'nothing', show: <Bar share={0} {...email} /> },
      { name: 'a trace', show: <Bar share={0.0001} {...email} /> },
      { name: 'theirs', show: <Bar share={0.4} {...theirs} /> },
      { name: 'more than all', show: <Bar share={7} {...email} /> },
    ],
  },
  {
    title: 'Difference bar',
    cases: [-2, -0.4, 0, 0.001, 0.7].map((difference) => ({
      name: `${difference}`,
      width: 160,
      show: <DifferenceBar difference={difference} />,
    })),
  },
  { title: 'Marks', cases: [{ name: 'four', show: <Marked /> }] },
  {
    title: 'Drawing',
    cases: [
      { name: 'axes', show: <Drawn /> },
      { name: 'right to left', isRightToLeft: true, show: <Drawn /> },
    ],
  },
  {
    title: 'Figure table',
    cases: [
      { name: 'switch', width: 60, show: <Switched /> },
      {
        name: 'many rows',
        width: 480,
        show: (
          <FigureTable
            label="Many rows"
            heads={['Day', 'Sent', 'Received']}
            rows={Array.from({ length: 40 }, (_, place) => ({
              key: `${place}`,
              cells: [addDays(today, -place), `${place}`, `${place * 1000}`],
            }))}
          />
        ),
      },
      {
        name: 'long names',
        show: (
          <FigureTable
            label="Long names"
            heads={['Name', 'Value']}
            rows={[{ key: '1', cells: [longName, '1'] }]}
          />
        ),
      },
    ],
  },
];
