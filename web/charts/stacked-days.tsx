import { scaleBand, scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import type { Bucket } from './buckets.ts';
import { AxisText, Drawing, ValueLines, wholeTicks } from './drawing.tsx';
import type { Mark } from './marks.tsx';
import { paintOf, type Series } from './series.ts';
import { useWidth } from './use-width.ts';

type Props = {
  readonly buckets: readonly Bucket[];
  /** Series that are shown, with their place in the counts. */
  readonly shown: readonly { readonly series: Series; readonly place: number }[];
  readonly labelOf: (bucket: Bucket) => string;
  readonly tipOf: (bucket: Bucket) => ReactNode;
  readonly dayText: (on: string) => string;
  readonly onOpen: (bucket: Bucket) => void;
};

const [height, top, bottom] = [232, 10, 24];

/** Counts per day (or week), stacked by kind and side. */
export function StackedDays({ buckets, shown, labelOf, tipOf, dayText, onOpen }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const totalOf = ({ counts }: Bucket) =>
    shown.reduce((sum, { place }) => sum + (counts[place] ?? 0), 0);
  const most = Math.max(4, ...buckets.map(totalOf));
  const y = scaleLinear([0, most], [height - bottom, top]).nice(4);
  // Room for the longest count beside its line.
  const left = Math.max(30, 13 + 7 * String(y.domain()[1] ?? 0).length);
  const x = scaleBand(
    buckets.map(({ to }) => to),
    [left, Math.max(left + 1, width)],
  ).paddingInner(0.28);
  const bar = Math.min(22, x.bandwidth());
  const shift = (x.bandwidth() - bar) / 2;

  const marks = buckets
    .filter((bucket) => totalOf(bucket) > 0)
    .map(
      (bucket): Mark => ({
        key: bucket.to,
        x: (x(bucket.to) ?? 0) - (x.step() - x.bandwidth()) / 2,
        width: x.step(),
        label: labelOf(bucket),
        tip: tipOf(bucket),
      }),
    );
  const every = Math.max(1, Math.ceil(buckets.length / Math.max(2, Math.floor(width / 110))));
  return (
    <Drawing
      frame={frame}
      width={width}
      height={height}
      marks={marks}
      onOpen={(key) => {
        const bucket = buckets.find(({ to }) => to === key);
        if (bucket !== undefined) onOpen(bucket);
      }}
    >
      <ValueLines values={wholeTicks(y, 4)} y={y} from={left} to={width} />
      {buckets.map((bucket, place) => (
        <g key={bucket.to} transform={`translate(${(x(bucket.to) ?? 0) + shift} 0)`}>
          {stackOf(bucket, shown).map(({ series, from, to }) => (
            <Segment key={series.id} series={series} width={bar} top={y(to)} base={y(from)} />
          ))}
          {(buckets.length - 1 - place) % every === 0 && (
            <AxisText
              x={bar / 2}
              y={height - 6}
              anchor={place > buckets.length - 4 ? 'end' : 'middle'}
            >
              {dayText(bucket.to)}
            </AxisText>
          )}
        </g>
      ))}
    </Drawing>
  );
}

type SegmentProps = {
  readonly series: Series;
  readonly width: number;
  readonly top: number;
  readonly base: number;
};

function Segment({ series, width, top: high, base }: SegmentProps) {
  const { fill, stroke } = paintOf(series);
  // The outline lies inside, and a hair of background separates neighbours.
  const inset = 0.6;
  return (
    <rect
      x={inset}
      y={high + inset + 0.4}
      width={Math.max(0.5, width - 2 * inset)}
      height={Math.max(0.5, base - high - 2 * inset - 0.8)}
      rx={Math.min(2, width / 4)}
      fill={fill}
      stroke={stroke}
      strokeWidth={width > 4 ? 1.2 : 0.5}
    />
  );
}

function stackOf({ counts }: Bucket, shown: Props['shown']) {
  let from = 0;
  return shown.flatMap(({ series, place }) => {
    const count = counts[place] ?? 0;
    if (count === 0) return [];
    const segment = { series, from, to: from + count };
    from += count;
    return [segment];
  });
}
