import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { scaleLinear } from 'd3-scale';
import { addDays, daysBetween } from '../days.ts';
import { AxisText, anchorOf, Drawing, ValueLines, wholeTicks } from './drawing.tsx';
import type { Mark } from './marks.tsx';
import { useWidth } from './use-width.ts';

/** A day with contact, and the working days since the one before; null for the first. */
export type ContactDay = { readonly on: string; readonly gap: number | null };

/** What is drawn: days with contact, the gap until today, and the gap up to which nothing is unusual. */
export type RhythmDrawing = {
  readonly days: readonly ContactDay[];
  readonly today: string;
  readonly presentGap: number;
  readonly usualGap: number | null;
  readonly allowedGap: number | null;
};

type Props = RhythmDrawing & {
  readonly words: {
    readonly usual: string;
    readonly allowed: string;
    readonly dayText: (on: string) => string;
    /** `null`: today. */
    readonly labelOf: (day: ContactDay | null) => string;
  };
  /** A day with contact, or the stretch since the last. */
  readonly onOpen: (span: { readonly from: string; readonly to: string }) => void;
};

const useStyles = makeStyles({
  label: {
    fontSize: '11px',
    fill: tokens.colorNeutralForeground2,
    // Readable also where a tooth stands behind it.
    stroke: 'var(--cardBackground)',
    strokeWidth: '3px',
    paintOrder: 'stroke',
  },
  limit: { fontWeight: 600, fill: 'var(--gradePoor)' },
});

const [height, top, bottom, left, right] = [168, 16, 24, 30, 8];

/**
 * Working days without contact as they passed: each tooth rises from one contact day to the next and falls there. The
 * last one is still open; what of it lies above the limit is more than the rhythm allows.
 */
export function RhythmStrip({ words, onOpen, ...drawing }: Props) {
  const styles = useStyles();
  const [frame, width] = useWidth<HTMLDivElement>();
  const { today, presentGap, allowedGap, usualGap } = drawing;
  const days = shownDays(drawing);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;

  const x = scaleLinear([0, Math.max(1, daysBetween(first.on, today))], [left, width - right]);
  const most = Math.max(presentGap, (allowedGap ?? 0) * 1.2, ...days.map(({ gap }) => gap ?? 0), 4);
  const y = scaleLinear([0, most], [height - bottom, top]).nice(3);
  const [xOf, base] = [(on: string) => x(daysBetween(first.on, on)), y(0)];
  const teeth = days.slice(1).map(({ on, gap }, place) => ({
    key: on,
    from: xOf(days[place]?.on ?? on),
    to: xOf(on),
    gap: gap ?? 0,
  }));
  const open = { from: xOf(last.on), to: xOf(today), gap: presentGap };

  const strip = (key: string, from: number, to: number, label: string): Mark => ({
    key,
    x: Math.max(0, Math.min(from, to - 8)),
    width: Math.max(8, to - from),
    label,
    tip: label,
  });
  const marks = [
    ...days.map((day, place) =>
      strip(day.on, xOf(days[place - 1]?.on ?? day.on), xOf(day.on), words.labelOf(day)),
    ),
    ...(last.on === today ? [] : [strip('now', open.from, open.to, words.labelOf(null))]),
  ];
  return (
    <Drawing
      frame={frame}
      width={width}
      height={height}
      marks={marks}
      onOpen={(key) =>
        onOpen(key === 'now' ? { from: last.on, to: today } : { from: key, to: key })
      }
    >
      <ValueLines values={wholeTicks(y, 3)} y={y} from={left} to={width} />
      {teeth.map(({ key, from, to, gap }) => (
        <path
          key={key}
          d={`M${from} ${base}L${to} ${y(gap)}V${base}Z`}
          fill="var(--kindEmailSoft)"
          stroke="var(--kindEmail)"
          strokeWidth="1"
          strokeLinejoin="round"
        />
      ))}
      <OpenTooth {...open} base={base} y={y} allowedGap={allowedGap} />
      {usualGap !== null && (
        <>
          <line
            x1={left}
            x2={width}
            y1={y(usualGap)}
            y2={y(usualGap)}
            stroke="var(--gradeNone)"
            strokeDasharray="2 4"
          />
          <text x={left + 4} y={y(usualGap) - 4} className={styles.label}>
            {words.usual}
          </text>
        </>
      )}
      {allowedGap !== null && (
        <>
          <line
            x1={left}
            x2={width}
            y1={y(allowedGap)}
            y2={y(allowedGap)}
            stroke="var(--gradePoor)"
            strokeWidth="1.5"
            strokeDasharray="6 3"
          />
          <text
            x={left + 4}
            y={y(allowedGap) - 5}
            className={mergeClasses(styles.label, styles.limit)}
          >
            {words.allowed}
          </text>
        </>
      )}
      {days.map(({ on }) => (
        <circle key={on} cx={xOf(on)} cy={base} r="3" fill="var(--kindEmail)" />
      ))}
      {ticksOf(first.on, today, width).map(({ on, anchor }) => (
        <AxisText key={on} x={xOf(on)} y={height - 6} anchor={anchor}>
          {words.dayText(on)}
        </AxisText>
      ))}
    </Drawing>
  );
}

type OpenProps = {
  readonly from: number;
  readonly to: number;
  readonly gap: number;
  readonly base: number;
  readonly y: (gap: number) => number;
  readonly allowedGap: number | null;
};

/** The stretch until today: what is above the limit is full, what is below is outlined alone. */
function OpenTooth({ from, to, gap, base, y, allowedGap }: OpenProps) {
  if (gap === 0) return null;
  const limit = allowedGap ?? gap;
  const crossing = gap <= limit ? to : from + ((to - from) * limit) / gap;
  return (
    <>
      <path
        d={`M${from} ${base}L${to} ${y(gap)}V${base}Z`}
        fill="var(--kindEmailSoft)"
        stroke="var(--kindEmail)"
        strokeWidth="1.4"
        strokeDasharray="4 3"
      />
      {gap > limit && (
        <path d={`M${crossing} ${y(limit)}L${to} ${y(gap)}V${y(limit)}Z`} fill="var(--gradePoor)" />
      )}
    </>
  );
}

/** Half a year, or as long as it takes to see a few gaps. */
const [shownAtLeast, gapsAtLeast] = [182, 8];

function shownDays({ days, today }: RhythmDrawing): readonly ContactDay[] {
  const since = addDays(today, -shownAtLeast);
  const enough = days.at(-gapsAtLeast - 1) ?? days[0];
  const start = enough !== undefined && enough.on < since ? enough.on : since;
  return days.filter(({ on }) => on >= start);
}

function ticksOf(from: string, to: string, width: number) {
  const [span, count] = [daysBetween(from, to), Math.max(1, Math.floor(width / 130))];
  return Array.from({ length: count + 1 }, (_, place) => ({
    on: addDays(from, Math.round((span * place) / count)),
    anchor: anchorOf(place, count + 1),
  }));
}
