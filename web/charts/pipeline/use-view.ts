import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { View } from './view.ts';

/** Changes what is seen, from what will have been seen by then. */
export type ChangeView = (change: (view: View) => View) => void;

/**
 * The dates that are seen, and how to change them: however many changes arrive, they are shown once for each frame of
 * the screen. Begins anew when `first` is another one.
 */
export function useView(first: View): readonly [View, ChangeView] {
  const key = `${first.first} ${first.last}`;
  const [shown, setShown] = useState({ key, view: first });
  const next = useRef(shown);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const change = useCallback(
    (step: (view: View) => View) => {
      const from = next.current.key === key ? next.current.view : first;
      next.current = { key, view: step(from) };
      if (frame.current !== 0) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        // In this frame, not in the one after.
        flushSync(() => setShown(next.current));
      });
    },
    [key, first],
  );
  return [shown.key === key ? shown.view : first, change];
}
