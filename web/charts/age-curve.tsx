import { makeStyles, tokens } from '@fluentui/react-components';
import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import type { Similar } from '../../src/contract/similar.ts';
import { type Mark, Marks } from './marks.tsx';
import { useWidth } from './use-width.ts';

type Point = Similar['curve'][number];

const useStyles = makeStyles({
  chart: { position: 'relative', height: '190px' },
  drawing: { display: 'block', overflow: 'visible', direction: 'ltr' },
  text: {
    fontSize: '11px',
    fill: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
});

type Props = {
  readonly curve: readonly Point[];
  /** `day 12` */
  readonly ageText: (days: number) => string;
  readonly labelOf: (point: Point) => string;
  readonly onOpen: (ageDays: number) => void;
};

const [height, top, bottom, left, right] = [190, 10, 22, 34, 12];

/** How activities came together with a deal's age: its own line over the middle half of similar deals. */
export function AgeCurve({ curve, ageText, labelOf, onOpen }: Props) {
  const styles = useStyles();
  const [frame, width] = useWidth<HTMLDivElement>();
  const last = curve.at(-1);
  if (last === undefined) return null;
  const most = Math.max(
    1,
    ...curve.map(({ own, upperQuartile }) => Math.max(own ?? 0, upperQuartile ?? 0)),
  );
  const x = scaleLinear([0, Math.max(1e-9, last.ageDays)], [left, width - right]);
  const y = scaleLinear([0, most], [height - bottom, top]).nice(4);
  const xOf = ({ ageDays }: Point) => x(ageDays);
  const own = line<Point>()
    .x(xOf)
    .y((point) => y(point.own ?? 0))
    .curve(curveMonotoneX);
  const hasOthers = (point: Point) => point.median !== null;
  const median = line<Point>()
    .defined(hasOthers)
    .x(xOf)
    .y((point) => y(point.median ?? 0))
    .curve(curveMonotoneX);
  const half = area<Point>()
    .defined(hasOthers)
    .x(xOf)
    .y0((point) => y(point.lowerQuartile ?? 0))
    .y1((point) => y(point.upperQuartile ?? 0))
    .curve(curveMonotoneX);
  const step = curve.length > 1 ? (width - left - right) / (curve.length - 1) : 20;
  const marks = curve.map((point): Mark => {
    const label = labelOf(point);
    const from = Math.max(0, xOf(point) - step / 2);
    const to = Math.min(width, xOf(point) + step / 2);
    return {
      key: String(point.ageDays),
      x: from,
      width: Math.max(1, to - from),
      label,
      tip: label,
    };
  });
  const ticks = y.ticks(4).filter(Number.isInteger);
  return (
    <div ref={frame} className={styles.chart}>
      <svg
        width={width}
        height={height}
        className={styles.drawing}
        aria-hidden="true"
        focusable="false"
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={left}
              x2={width - right}
              y1={y(tick)}
              y2={y(tick)}
              stroke="var(--chartGrid)"
              strokeDasharray={tick === 0 ? undefined : '3 3'}
            />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end" className={styles.text}>
              {tick}
            </text>
          </g>
        ))}
        {curve.some(hasOthers) && (
          <>
            <path d={half(curve) ?? ''} fill="var(--kindEmailSoft)" fillOpacity={0.75} />
            <path
              d={median(curve) ?? ''}
              fill="none"
              stroke="var(--kindEmail)"
              strokeWidth={2}
              strokeDasharray="5 4"
            />
          </>
        )}
        <path d={own(curve) ?? ''} fill="none" stroke="var(--gradeFair)" strokeWidth={2.5} />
        <circle cx={xOf(last)} cy={y(last.own ?? 0)} r={4.5} fill="var(--gradeFair)" />
        {(last.ageDays < 1 ? [0] : [0, last.ageDays / 2, last.ageDays]).map((days, place) => (
          <text
            key={days}
            x={x(days)}
            y={height - 4}
            textAnchor={place === 0 ? 'start' : place === 1 ? 'middle' : 'end'}
            className={styles.text}
          >
            {ageText(days)}
          </text>
        ))}
      </svg>
      <Marks marks={marks} width={width} onOpen={(key) => onOpen(Number(key))} />
    </div>
  );
}
