import { makeStyles, tokens } from '@fluentui/react-components';
import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  drawing: { display: 'block', width: '100%', maxWidth: '340px', height: 'auto', direction: 'ltr' },
  text: {
    fontSize: '11px',
    fill: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
});

const [size, left, bottom, edge] = [334, 50, 40, 20];
const ticks = [0, 0.25, 0.5, 0.75, 1];

type Scale = (share: number) => number;

type Props = {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly percent: (share: number) => string;
  readonly children: (scales: { readonly x: Scale; readonly y: Scale }) => ReactNode;
};

/** A square of shares from 0 to 1 both ways, with its diagonal. What it shows stands beside it in words. */
export function SquarePlot({ xTitle, yTitle, percent, children }: Props) {
  const styles = useStyles();
  const x = scaleLinear([0, 1], [left, size - edge]);
  const y = scaleLinear([0, 1], [size - bottom, edge]);
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      className={styles.drawing}
      aria-hidden="true"
      focusable="false"
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} stroke="var(--chartGrid)" />
          <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} stroke="var(--chartGrid)" />
          <text x={x(tick)} y={y(0) + 15} textAnchor="middle" className={styles.text}>
            {percent(tick)}
          </text>
          <text x={left - 6} y={y(tick) + 4} textAnchor="end" className={styles.text}>
            {percent(tick)}
          </text>
        </g>
      ))}
      <line
        x1={x(0)}
        y1={y(0)}
        x2={x(1)}
        y2={y(1)}
        stroke="var(--gradeNone)"
        strokeDasharray="1 4"
      />
      {children({ x, y })}
      <text x={(x(0) + x(1)) / 2} y={size - 5} textAnchor="middle" className={styles.text}>
        {xTitle}
      </text>
      <text
        transform={`translate(13 ${(y(0) + y(1)) / 2}) rotate(-90)`}
        textAnchor="middle"
        className={styles.text}
      >
        {yTitle}
      </text>
    </svg>
  );
}
