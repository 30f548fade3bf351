import { useCallback, useRef } from 'react';

const [slowMs, restMs] = [25, 90];

/**
 * Decides whether a picture is painted now or a little later. Where painting does not fit into a frame of the screen
 * (5,000 bubbles without a graphics card), it is done again only when the movement rests, or after five times as long
 * as it took; until then `meanwhile` has to do.
 */
export function useCalm(): (paint: () => void, meanwhile: () => void) => void {
  const state = useRef({ cost: 0, paintedAt: 0, timer: 0 });
  return useCallback((paint, meanwhile) => {
    const { current } = state;
    window.clearTimeout(current.timer);
    const run = () => {
      const begin = performance.now();
      current.paintedAt = begin;
      paint();
      // The pixels are made after the script, so only the next frame knows how long it took.
      requestAnimationFrame(() => {
        current.cost = performance.now() - begin;
      });
    };
    const pause = current.cost * 5;
    if (current.cost < slowMs || performance.now() - current.paintedAt > pause) {
      run();
      return;
    }
    meanwhile();
    current.timer = window.setTimeout(run, restMs);
  }, []);
}
