import { makeStyles, tokens } from '@fluentui/react-components';
import type { Frame, Span } from './frame.ts';
import { lookColours } from './paint.ts';
import type { Placed } from './place.ts';

const useStyles = makeStyles({
  drawing: { position: 'absolute', top: 0, left: 0, display: 'block', pointerEvents: 'none' },
  halo: { fill: 'none', stroke: 'var(--cardBackground)', strokeWidth: '5px' },
  ring: { fill: 'none', stroke: tokens.colorNeutralForeground1, strokeWidth: '2px' },
  brush: {
    fill: tokens.colorBrandBackground,
    fillOpacity: 0.14,
    stroke: tokens.colorBrandStroke1,
  },
});

type Props = {
  readonly frame: Frame;
  readonly active: Placed | null;
  readonly brush: Span | null;
};

/** What lies above the bubbles: the one that is pointed at or focused, and the dates that are being chosen. */
export function Overlay({ frame, active, brush }: Props) {
  const styles = useStyles();
  const { width, height, top, bottom, lanes, gutter } = frame;
  const dated = lanes.dated ?? { from: gutter, to: width };
  const from = brush === null ? 0 : Math.max(dated.from, brush.from);
  const to = brush === null ? 0 : Math.min(dated.to, brush.to);
  return (
    <svg width={width} height={height} className={styles.drawing} aria-hidden="true">
      {active !== null && (
        <g transform={`translate(${active.x} ${active.bubble.y})`}>
          <circle r={active.bubble.r + 3.5} className={styles.halo} />
          <circle
            r={active.bubble.r}
            fill={lookColours[active.bubble.look]}
            fillOpacity={active.bubble.look === 'none' ? 0.15 : 0.55}
          />
          <circle r={active.bubble.r + 2.5} className={styles.ring} />
        </g>
      )}
      {brush !== null && (
        <rect
          x={from}
          y={top}
          width={Math.max(0, to - from)}
          height={bottom - top}
          className={styles.brush}
        />
      )}
    </svg>
  );
}
