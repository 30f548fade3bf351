import { makeStyles, useThemeClassName } from '@fluentui/react-components';
import { useLayoutEffect, useRef } from 'react';
import type { Frame } from './frame.ts';
import { paint, paletteAt, type Stamps, stampsFor } from './paint.ts';
import type { Placed } from './place.ts';
import { useRatio } from './use-ratio.ts';

const useStyles = makeStyles({
  canvas: { position: 'absolute', top: 0, left: 0, pointerEvents: 'none' },
});

type Props = { readonly placed: readonly Placed[]; readonly frame: Frame };

/** The bubbles as pixels: sharp on every screen and on paper, in the colours of the theme that is on. */
export function BubbleCanvas({ placed, frame }: Props) {
  const styles = useStyles();
  const canvas = useRef<HTMLCanvasElement>(null);
  const stamps = useRef<Stamps | null>(null);
  const ratio = useRatio();
  const theme = useThemeClassName();
  const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours behind the same variables.
  useLayoutEffect(() => {
    if (canvas.current !== null) stamps.current = stampsFor(paletteAt(canvas.current), ratio);
  }, [ratio, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme, width and height empty the canvas.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null || stamps.current === null) return;
    paint(context, placed, { frame, stamps: stamps.current, ratio });
  }, [placed, frame, ratio, theme, width, height]);

  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      style={{ width: frame.width, height: frame.height }}
      className={styles.canvas}
    />
  );
}
