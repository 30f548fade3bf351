import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode, RefObject } from 'react';
import { type Mark, Marks } from './marks.tsx';

const useStyles = makeStyles({
  // What was drawn for a wide window must not keep a narrower one wide.
  chart: { position: 'relative', contain: 'inline-size' },
  drawing: { display: 'block', overflow: 'visible', direction: 'ltr' },
  text: {
    fontSize: '11px',
    fill: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
});

type Props = {
  /** Both from `useWidth`. */
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly onOpen: (key: string) => void;
  readonly children: ReactNode;
};

/** A drawing over time in all the width there is, with buttons over what of it opens. */
export function Drawing({ frame, width, height, marks, onOpen, children }: Props) {
  const styles = useStyles();
  return (
    <div ref={frame} className={styles.chart} style={{ height }}>
      <svg
        width={width}
        height={height}
        className={styles.drawing}
        aria-hidden="true"
        focusable="false"
      >
        {children}
      </svg>
      <Marks marks={marks} width={width} onOpen={onOpen} />
    </div>
  );
}

type LinesProps = {
  readonly values: readonly number[];
  readonly y: (value: number) => number;
  readonly from: number;
  readonly to: number;
};

/** A line across at each value, with the value before it. */
export function ValueLines({ values, y, from, to }: LinesProps) {
  return values.map((value) => (
    <g key={value}>
      <line
        x1={from}
        x2={to}
        y1={y(value)}
        y2={y(value)}
        stroke="var(--chartGrid)"
        strokeDasharray={value === 0 ? undefined : '3 3'}
      />
      <AxisText x={from - 8} y={y(value) + 4} anchor="end">
        {value}
      </AxisText>
    </g>
  ));
}

type TextProps = {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly children: ReactNode;
};

/** What stands along an axis. */
export function AxisText({ x, y, anchor, children }: TextProps) {
  const styles = useStyles();
  return (
    <text x={x} y={y} textAnchor={anchor} className={styles.text}>
      {children}
    </text>
  );
}

/** How the texts along an axis stand, so that the first and the last stay inside. */
export function anchorOf(place: number, count: number): TextProps['anchor'] {
  if (place === 0) return 'start';
  return place === count - 1 ? 'end' : 'middle';
}

/** The whole numbers that an axis of counts names. */
export function wholeTicks(y: { ticks(count: number): number[] }, count: number) {
  return y.ticks(count).filter(Number.isInteger);
}
