import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { phone } from '../parts/layout.ts';
import { paintOf, type Series } from './series.ts';

const useStyles = makeStyles({
  // A column for each kind: ours above, theirs below.
  legend: {
    display: 'grid',
    gridTemplateRows: 'auto auto',
    gridAutoFlow: 'column',
    justifyContent: 'start',
    gap: '0 14px',
    marginLeft: '-8px',
    [phone]: {
      gap: 0,
      gridAutoFlow: 'row',
      gridTemplateColumns: 'auto auto',
      gridTemplateRows: 'none',
    },
  },
  entry: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '7px',
    minHeight: '28px',
    padding: '0 8px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  off: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
});

type Props = {
  readonly all: readonly Series[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
};

/** The series of a chart; each can be taken out and put back. */
export function Legend({ all, hidden, onToggle }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  return (
    <div className={styles.legend}>
      {all.map((series) => {
        const isOff = hidden.has(series.id);
        return (
          <LegendEntry key={series.id} isOff={isOff} onToggle={() => onToggle(series.id)}>
            <Swatch series={series} isOff={isOff} />
            {i18n._(series.title)}
          </LegendEntry>
        );
      })}
    </div>
  );
}

type EntryProps = {
  readonly isOff: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
};

/** One thing of a legend, which can be taken out of the drawing and put back. */
export function LegendEntry({ isOff, onToggle, children }: EntryProps) {
  const styles = useStyles();
  return (
    <button
      type="button"
      aria-pressed={!isOff}
      className={mergeClasses(styles.entry, isOff && styles.off)}
      onClick={onToggle}
    >
      {children}
    </button>
  );
}

type SwatchProps = { readonly series: Pick<Series, 'kind' | 'side'>; readonly isOff?: boolean };

/** A sample of how a series is painted. */
export function Swatch({ series, isOff = false }: SwatchProps) {
  const { fill, stroke } = paintOf(series);
  return (
    <svg width="11" height="11" aria-hidden="true" focusable="false">
      <rect
        x="1"
        y="1"
        width="9"
        height="9"
        rx="2"
        fill={isOff ? 'none' : fill}
        stroke={stroke}
        strokeWidth="1.4"
      />
    </svg>
  );
}
