import { makeStyles } from '@fluentui/react-components';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { onPaper } from '../../parts/layout.ts';
import type { Frame } from './frame.ts';
import { paint } from './paint.ts';
import { type Bubble, placedOf } from './place.ts';
import { useCalm } from './use-calm.ts';
import { useRatio } from './use-ratio.ts';
import { useStamps } from './use-stamps.ts';
import { stretch, type View } from './view.ts';

const useStyles = makeStyles({
  clip: { position: 'absolute', top: 0, overflow: 'hidden', pointerEvents: 'none' },
  // A layer of its own: moving it then paints nothing.
  canvas: {
    display: 'block',
    transformOrigin: '0 0',
    willChange: 'transform',
    // On paper a canvas is opaque, and would hide what lies behind it.
    [onPaper]: { mixBlendMode: 'multiply', willChange: 'auto' },
  },
});

type Props = {
  readonly bubbles: readonly Bubble[];
  readonly frame: Frame;
  readonly view: View;
};

/** The bubbles as pixels: those in the lanes, which stay, and those at their dates, which move. */
export function BubbleCanvas({ bubbles, frame, view }: Props) {
  const { still, moving } = useMemo(
    () => ({
      still: bubbles.filter(({ lane }) => lane !== 'dated'),
      moving: bubbles.filter(({ lane }) => lane === 'dated'),
    }),
    [bubbles],
  );
  return (
    <>
      {still.length > 0 && <Layer bubbles={still} frame={frame} view={null} />}
      <Layer bubbles={moving} frame={frame} view={view} />
    </>
  );
}

type LayerProps = {
  readonly bubbles: readonly Bubble[];
  readonly frame: Frame;
  /** null: nothing here moves. */
  readonly view: View | null;
};

const anyView: View = { first: 0, last: 1 };

/** Sharp on every screen and on paper, in the colours of the theme that is on. */
function Layer({ bubbles, frame, view }: LayerProps) {
  const styles = useStyles();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = useRatio();
  const { theme, stamps } = useStamps(canvas, ratio);
  const calmly = useCalm();
  const painted = useRef(view ?? anyView);
  const { from: left, to: right } = (view === null ? null : frame.lanes.dated) ?? {
    from: 0,
    to: frame.width,
  };
  const [width, height] = [Math.round((right - left) * ratio), Math.round(frame.height * ratio)];
  const key = useMemo(() => ({ bubbles, frame, ratio, theme }), [bubbles, frame, ratio, theme]);
  const last = useRef<typeof key | null>(null);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null) return;
    const seen = view ?? anyView;
    const { style } = context.canvas;
    const now = () => {
      if (stamps.current === null) return;
      paint(context, placedOf(bubbles, seen, frame), { stamps: stamps.current, ratio, left });
      style.transform = '';
      painted.current = seen;
    };
    // Other bubbles, sizes or colours: the picture there is would be wrong, not only early.
    if (last.current !== key) now();
    else {
      calmly(now, () => {
        const { scale, shift } = stretch(painted.current, seen, frame);
        style.transform = `matrix(${scale}, 0, 0, 1, ${shift}, 0)`;
      });
    }
    last.current = key;
  }, [key, view, bubbles, frame, ratio, left, stamps, calmly]);

  return (
    <div className={styles.clip} style={{ left, width: right - left, height: frame.height }}>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        style={{ width: right - left, height: frame.height }}
        className={styles.canvas}
      />
    </div>
  );
}
