import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTip } from './tip.ts';
import { useWalk } from './use-walk.ts';

/** One thing of a chart that can be pointed at: a strip of its full height. */
export type Mark = {
  readonly key: string;
  /** Pixels from the left. */
  readonly x: number;
  readonly width: number;
  /** What a screen reader says. */
  readonly label: string;
  readonly tip: ReactNode;
};

const tipWidth = 190;

const useStyles = makeStyles({
  layer: { position: 'absolute', inset: 0 },
  mark: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    padding: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: 'transparent',
    cursor: 'pointer',
    ':hover': { backgroundColor: 'color-mix(in srgb, currentColor 7%, transparent)' },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-1px',
    },
  },
  tip: { bottom: 'calc(100% - 12px)', width: `${tipWidth}px` },
});

type Props = {
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly onOpen: (key: string) => void;
};

/** Real buttons over a drawing; what is pointed at or focused is told in a box that stays inside the chart. */
export function Marks({ marks, width, onOpen }: Props) {
  const styles = useStyles();
  const tip = useTip();
  // Who comes by the tab key begins at the latest.
  const { told, onFrame, onPoint } = useWalk(
    marks.map(({ key }) => key),
    marks.at(-1)?.key,
  );
  const toldMark = marks.find(({ key }) => key === told);
  const left = (mark: Mark) =>
    Math.max(0, Math.min(width - tipWidth, mark.x + mark.width / 2 - tipWidth / 2));
  return (
    <div className={styles.layer} {...onFrame}>
      {marks.map(({ key, x, width: wide, label }) => (
        <button
          key={key}
          type="button"
          className={styles.mark}
          style={{ left: x, width: wide }}
          aria-label={label}
          onClick={() => onOpen(key)}
          {...onPoint(key)}
        />
      ))}
      {toldMark !== undefined && (
        <div
          className={mergeClasses(tip, styles.tip)}
          style={{ left: left(toldMark) }}
          aria-hidden="true"
        >
          {toldMark.tip}
        </div>
      )}
    </div>
  );
}

/** The strip around a point (pixels from the left), as wide as the step between points and inside the drawing. */
export function stripAround(point: number, step: number, width: number) {
  const from = Math.max(0, point - step / 2);
  return { x: from, width: Math.max(1, Math.min(width, point + step / 2) - from) };
}
