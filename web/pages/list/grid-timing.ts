/** What of a list is drawn when, so that whoever sorts or scrolls waits for nothing that they do not see. */

import { useEffect, useState } from 'react';
import type { ListQuestion } from '../../data/lists.ts';
import { assigned, noSlots, type Slots } from './slots.ts';
import type { Range } from './use-viewport.ts';

/** Figures come first: scores over time are asked for when the rows have rested so long (ms). */
const rest = 200;
const noRows: Range = { first: 0, end: 0 };

/** The range at which the rows of a question rested last; none in the beginning. */
export function useRested({ first, end }: Range, of: ListQuestion): Range {
  const [rested, setRested] = useState({ range: noRows, of });
  useEffect(() => {
    const timer = setTimeout(() => setRested({ range: { first, end }, of }), rest);
    return () => clearTimeout(timer);
  }, [first, end, of]);
  return rested.of === of ? rested.range : noRows;
}

/** Rows that answer the question before are paled after so long (ms): most answers are quicker, and need no sign. */
const patience = 150;

/** True once they have waited so long. */
export function useLasting(isStale: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isStale) return;
    const timer = setTimeout(() => setLong(true), patience);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isStale]);
  return isLong;
}

/** The question whose answer is on the screen: rows that nobody sees yet are drawn anew after those that are seen. */
export function usePainted(of: ListQuestion): ListQuestion {
  const [painted, setPainted] = useState(of);
  useEffect(() => {
    if (painted === of) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setPainted(of));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [of, painted]);
  return painted;
}

/** Rows that are drawn between two frames while others are there already: more would hold up the scrolling. */
const perFrame = 3;

/** The first time only as many as fit into the window: those beyond it are not waited for. */
export function useSlots(shown: readonly number[], seen: number): Slots {
  const [state, setState] = useState({ shown: '', slots: noSlots });
  const key = shown.join();
  if (state.shown !== key) {
    const most = state.slots.rows.length === 0 ? seen : perFrame;
    setState({ shown: key, slots: assigned(state.slots, shown, most) });
  }
  const { slots } = state;
  const isWhole = slots.rows.filter((row) => row !== null).length === shown.length;
  useEffect(() => {
    if (isWhole) return;
    // The frame after the next: while the list moves, each frame takes in its own, and these would come on top.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() =>
        setState((before) => ({
          shown: before.shown,
          slots: assigned(before.slots, shown, perFrame),
        })),
      );
    });
    return () => cancelAnimationFrame(frame);
  });
  return slots;
}
