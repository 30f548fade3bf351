import { scaleLinear } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import type { Similar } from '../../src/contract/similar.ts';
import { AxisText, anchorOf, Drawing, ValueLines, wholeTicks } from './drawing.tsx';
import { type Mark, stripAround } from './marks.tsx';
import { useWidth } from './use-width.ts';

type Point = Similar['curve'][number];

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
    return {
      key: String(point.ageDays),
      ...stripAround(xOf(point), step, width),
      label,
      tip: label,
    };
  });
  const ages = last.ageDays < 1 ? [0] : [0, last.ageDays / 2, last.ageDays];
  return (
    <Drawing
      frame={frame}
      width={width}
      height={height}
      marks={marks}
      onOpen={(key) => onOpen(Number(key))}
    >
      <ValueLines values={wholeTicks(y, 4)} y={y} from={left} to={width - right} />
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
      {ages.map((days, place) => (
        <AxisText key={days} x={x(days)} y={height - 4} anchor={anchorOf(place, 3)}>
          {ageText(days)}
        </AxisText>
      ))}
    </Drawing>
  );
}
