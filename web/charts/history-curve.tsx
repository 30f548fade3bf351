import { makeStyles, tokens } from '@fluentui/react-components';
import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import type { About, Analytics } from '../../src/contract/api.ts';
import { useFormats } from '../app/formats.tsx';
import { daysBetween } from '../days.ts';
import { type Mark, Marks } from './marks.tsx';
import { useWidth } from './use-width.ts';

type Point = Analytics['healthHistory'][number];

const useStyles = makeStyles({
  chart: { position: 'relative', height: '128px' },
  drawing: {
    display: 'block',
    overflow: 'visible',
    direction: 'ltr',
  },
  text: {
    fontSize: '11px',
    fill: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
});

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
  const styles = useStyles();
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
    const from = Math.max(0, xOf(point) - step / 2);
    const to = Math.min(width, xOf(point) + step / 2);
    const label = labelOf(point);
    return { key: point.on, x: from, width: Math.max(1, to - from), label, tip: label };
  });
  const middle = history.length < 5 ? undefined : history[Math.floor(history.length / 2)];
  return (
    <div ref={frame} className={styles.chart}>
      <svg
        width={width}
        height={height}
        className={styles.drawing}
        aria-hidden="true"
        focusable="false"
      >
        {[0, thresholds.fair, thresholds.good, 100].map((limit) => (
          <g key={limit}>
            <line
              x1={left}
              x2={width - right}
              y1={y(limit)}
              y2={y(limit)}
              stroke="var(--chartGrid)"
              strokeDasharray={limit === 0 ? undefined : '3 3'}
            />
            <text x={left - 8} y={y(limit) + 4} textAnchor="end" className={styles.text}>
              {limit}
            </text>
          </g>
        ))}
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
            <text
              key={point.on}
              x={xOf(point)}
              y={height - 4}
              textAnchor={place === 0 ? 'start' : place === 1 ? 'middle' : 'end'}
              className={styles.text}
            >
              {formats.shortDay(point.on)}
            </text>
          ),
        )}
      </svg>
      <Marks marks={marks} width={width} onOpen={onOpen} />
    </div>
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
