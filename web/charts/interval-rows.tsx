import { makeStyles, tokens } from '@fluentui/react-components';
import { scaleLinear } from 'd3-scale';
import { useWidth } from './use-width.ts';

const useStyles = makeStyles({
  rows: { display: 'grid', gap: '4px' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, 200px) minmax(0, 1fr) 116px',
    alignItems: 'center',
    gap: '12px',
    '@media (max-width: 560px)': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      '& > :nth-child(2)': { gridColumn: '1 / -1', gridRow: 2 },
    },
  },
  name: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    lineHeight: '18px',
    overflowWrap: 'anywhere',
  },
  sample: { flexShrink: 0 },
  words: { minWidth: 0 },
  value: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  soft: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  drawing: { display: 'block', direction: 'ltr' },
});

type Row = {
  readonly key: string;
  readonly name: string;
  readonly look: { readonly stroke: string; readonly width: number; readonly dash?: string };
  readonly value: number;
  readonly interval: readonly [number, number];
  readonly text: string;
  readonly range: string;
};

/** Values between 0 and 1 with their intervals, one below the other; a line marks one half. */
export function IntervalRows({ rows }: { readonly rows: readonly Row[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <li key={row.key} className={styles.row}>
          <span className={styles.name}>
            <svg
              width="26"
              height="10"
              className={styles.sample}
              aria-hidden="true"
              focusable="false"
            >
              <line
                x1="0"
                x2="26"
                y1="5"
                y2="5"
                stroke={row.look.stroke}
                strokeWidth={row.look.width}
                strokeDasharray={row.look.dash}
              />
            </svg>
            <span className={styles.words}>{row.name}</span>
          </span>
          <Whisker row={row} />
          <span className={styles.value}>
            {row.text} <span className={styles.soft}>{row.range}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

const height = 22;

function Whisker({ row }: { readonly row: Row }) {
  const { look, value } = row;
  const [low, high] = row.interval;
  const styles = useStyles();
  const [frame, width] = useWidth<HTMLDivElement>();
  const x = scaleLinear([0, 1], [6, Math.max(7, width - 6)]);
  return (
    <div ref={frame}>
      <svg
        width={width}
        height={height}
        className={styles.drawing}
        aria-hidden="true"
        focusable="false"
      >
        <line x1={x(0)} x2={x(1)} y1={height / 2} y2={height / 2} stroke="var(--chartGrid)" />
        <line x1={x(0.5)} x2={x(0.5)} y1="2" y2={height - 2} stroke="var(--gradeNone)" />
        <line
          x1={x(low)}
          x2={x(high)}
          y1={height / 2}
          y2={height / 2}
          stroke={look.stroke}
          strokeWidth="3"
        />
        <circle cx={x(value)} cy={height / 2} r="5" fill={look.stroke} />
      </svg>
    </div>
  );
}
