import { tokens } from '@fluentui/react-components';
import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import type { About, Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { daysBetween } from '../days.ts';
import { AxisText, anchorOf, Drawing, ValueLines } from './drawing.tsx';
import { type Mark, stripAround } from './marks.tsx';
import { useWidth } from './use-width.ts';

type Point = Analytics['healthHistory'][number];

type Props = {
  readonly history: readonly Point[];
  readonly thresholds: About['grades'];
  readonly colour: string;
  /** Days on which settings changed that the scores depend on; those outside the curve are left out. */
  readonly changedOn?: readonly string[];
  readonly labelOf: (point: Point) => string;
  readonly onOpen: (on: string) => void;
};

const [height, top, bottom, left, right] = [128, 8, 20, 26, 10];

/** Score over time, with the grades' limits behind it. Days without a score are gaps. A point opens its day. */
export function HistoryCurve({
  history,
  thresholds,
  colour,
  changedOn = [],
  labelOf,
  onOpen,
}: Props) {
  const formats = useFormats();
  const [frame, width] = useWidth<HTMLDivElement>();
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) return null;

  const x = scaleLinear([0, Math.max(1, daysBetween(first.on, last.on))], [left, width - right]);
  const y = scaleLinear([0, 100], [height - bottom, top]);
  const xOf = ({ on }: Point) => x(daysBetween(first.on, on));
  const yOf = ({ score }: Point) => y(score ?? 0);
  const isScored = ({ score }: Point) => score !== null;
  const stroke = line<Point>().defined(isScored).x(xOf).y(yOf).curve(curveMonotoneX);
  const fill = area<Point>().defined(isScored).x(xOf).y0(y(0)).y1(yOf).curve(curveMonotoneX);

  const scored = history.filter(isScored);
  const step = history.length > 1 ? (width - left - right) / (history.length - 1) : 20;
  const marks = scored.map((point): Mark => {
    const label = labelOf(point);
    return { key: point.on, ...stripAround(xOf(point), step, width), label, tip: label };
  });
  const middle = history.length < 5 ? undefined : history[Math.floor(history.length / 2)];
  return (
    <Drawing frame={frame} width={width} height={height} marks={marks} onOpen={onOpen}>
      <ValueLines
        values={[0, thresholds.fair, thresholds.good, 100]}
        y={y}
        from={left}
        to={width - right}
      />
      {changedOn
        .filter((on) => on >= first.on && on <= last.on)
        .map((on) => (
          <ChangeLine key={on} x={x(daysBetween(first.on, on))} />
        ))}
      <path d={fill(history) ?? ''} fill={colour} fillOpacity={0.13} />
      <path d={stroke(history) ?? ''} fill="none" stroke={colour} strokeWidth={2} />
      {scored.map((point) => (
        <circle
          key={point.on}
          cx={xOf(point)}
          cy={yOf(point)}
          r={point === last ? 4.5 : 2}
          fill={colour}
        />
      ))}
      {[first, middle, last].map((point, place) =>
        point === undefined || (place === 2 && point === first) ? null : (
          <AxisText key={point.on} x={xOf(point)} y={height - 4} anchor={anchorOf(place, 3)}>
            {formats.shortDay(point.on)}
          </AxisText>
        ),
      )}
    </Drawing>
  );
}

/** Where settings changed: a line down to the axis, with a knob. */
function ChangeLine({ x }: { readonly x: number }) {
  return (
    <g stroke={tokens.colorNeutralForeground3} fill={tokens.colorNeutralForeground3}>
      <line x1={x} x2={x} y1={top} y2={height - bottom} strokeDasharray="2 3" />
      <rect x={x - 2.5} y={top - 2.5} width={5} height={5} stroke="none" />
    </g>
  );
}
