import { makeStyles, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { About } from '../../../src/contract/api.ts';
import { useFormats } from '../../app/formats.tsx';
import { GradeShape, gradeColours } from '../../parts/grade-shape.tsx';
import { gradeWords } from '../../words.ts';
import { bandsOf, type GradeBand } from './bands.ts';
import type { Lane } from './deal.ts';
import { type Frame, yOf } from './frame.ts';
import { ticksOf } from './ticks.ts';
import { dayNumber, isFull, type View, xOf } from './view.ts';

const useStyles = makeStyles({
  // Dates run from left to right in every script, and the names of the grades stand left of them.
  drawing: {
    position: 'absolute',
    top: 0,
    left: 0,
    display: 'block',
    direction: 'ltr',
    pointerEvents: 'none',
  },
  text: {
    fontSize: '11px',
    fill: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  head: { fontSize: '11px', fontWeight: 600, fill: tokens.colorNeutralForeground2 },
  lane: { fill: tokens.colorNeutralForeground1, fillOpacity: 0.035 },
});

type Props = {
  readonly frame: Frame;
  readonly view: View;
  readonly full: View;
  readonly today: string;
  readonly thresholds: About['grades'];
  readonly counts: Readonly<Record<Lane, number>>;
};

/** What lies behind the bubbles: the grades as quiet bands, the lanes, today, and the dates below. */
export function Backdrop({ frame, view, full, today, thresholds, counts }: Props) {
  const styles = useStyles();
  const formats = useFormats();
  const { t } = useLingui();
  const { lanes, gutter, width, height, top, bottom } = frame;
  const dated = lanes.dated ?? { from: gutter, to: width };
  const now = xOf(dayNumber(today), view, frame);
  const isNowSeen = now >= dated.from && now <= dated.to;
  const titles = { past: t`Past date`, undated: t`No date` };
  const span = full.last - full.first;
  const part = (day: number) => dated.from + ((day - full.first) / span) * (dated.to - dated.from);
  return (
    <svg width={width} height={height} className={styles.drawing} aria-hidden="true">
      {bandsOf(thresholds, frame).map((band) => (
        <Band key={band.grade} {...band} frame={frame} />
      ))}
      {[0, thresholds.fair, thresholds.good, thresholds.excellent, 100].map((limit) =>
        limit === null ? null : (
          <g key={limit}>
            <line
              x1={gutter}
              x2={width}
              y1={yOf(limit, frame)}
              y2={yOf(limit, frame)}
              stroke="var(--chartGrid)"
              strokeDasharray="3 3"
            />
            <text x={gutter - 8} y={yOf(limit, frame) + 4} textAnchor="end" className={styles.text}>
              {limit}
            </text>
          </g>
        ),
      )}
      {(['past', 'undated'] as const).map((lane) => {
        const place = lanes[lane];
        if (place === null) return null;
        const middle = (place.from + place.to) / 2;
        return (
          <g key={lane}>
            <rect
              x={place.from}
              y={top}
              width={place.to - place.from}
              height={bottom - top}
              rx="6"
              className={styles.lane}
            />
            <text x={middle} y={bottom + 16} textAnchor="middle" className={styles.head}>
              {titles[lane]}
            </text>
            <text x={middle} y={bottom + 31} textAnchor="middle" className={styles.text}>
              {formats.count(counts[lane])}
            </text>
          </g>
        );
      })}
      <line x1={dated.from} x2={dated.to} y1={bottom} y2={bottom} stroke="var(--chartGrid)" />
      {ticksOf(view, frame, formats.locale).map(({ key, x, text }) => (
        <g key={key}>
          <line x1={x} x2={x} y1={bottom} y2={bottom + 5} stroke="var(--chartGrid)" />
          {x > dated.from + 16 && x < dated.to - 16 && (
            <text x={x} y={bottom + 17} textAnchor="middle" className={styles.text}>
              {text}
            </text>
          )}
        </g>
      ))}
      {isNowSeen && (
        <g>
          <line
            x1={now}
            x2={now}
            y1={top - 4}
            y2={bottom}
            stroke={tokens.colorNeutralForeground3}
          />
          <text x={Math.max(now, dated.from + 4)} y={top - 10} className={styles.head}>
            {t`Today`}
          </text>
        </g>
      )}
      {!isFull(view, full) && (
        <g>
          <rect
            x={dated.from}
            y={height - 3}
            width={dated.to - dated.from}
            height="3"
            rx="1.5"
            fill="var(--chartGrid)"
          />
          <rect
            x={part(view.first)}
            y={height - 3}
            width={Math.max(6, part(view.last) - part(view.first))}
            height="3"
            rx="1.5"
            fill={tokens.colorNeutralForeground3}
          />
        </g>
      )}
    </svg>
  );
}

type BandProps = GradeBand & { readonly frame: Frame };

/** One grade from its upper to its lower edge (pixels), with its name left of it where there is room. */
function Band({ grade, from, to, middle, frame: { gutter, width } }: BandProps) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const isNamed = gutter > 40 && to - from > 40;
  return (
    <g>
      <rect
        x={gutter}
        y={from}
        width={width - gutter}
        height={to - from}
        fill={gradeColours[grade]}
        fillOpacity={grade === 'excellent' ? 0.09 : 0.05}
      />
      {isNamed ? (
        <text x={gutter - 8} y={middle + 4} textAnchor="end" className={styles.text}>
          {i18n._(gradeWords[grade])}
        </text>
      ) : (
        to - from > 34 && (
          <g transform={`translate(${gutter - 19} ${middle - 5})`}>
            <GradeShape grade={grade} size={10} />
          </g>
        )
      )}
    </g>
  );
}
