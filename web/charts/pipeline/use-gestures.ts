import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Frame, Span } from './frame.ts';
import type { ChangeView } from './use-view.ts';
import { brushed, dayAt, isFull, moved, type View, zoomed } from './view.ts';

export type Point = { readonly x: number; readonly y: number };

export type Hands = {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly frame: Frame;
  readonly view: View;
  readonly full: View;
  readonly change: ChangeView;
  /** A mouse is there, or went away. */
  readonly onPoint: (at: Point | null) => void;
  readonly onTap: (at: Point, isTouch: boolean) => void;
  /** From and to (pixels), while a part of the dates is being chosen. */
  readonly onBrush: (span: Span | null) => void;
};

type Doing =
  | { readonly kind: 'press'; readonly at: Point; readonly isBrush: boolean }
  | { readonly kind: 'pan'; readonly x: number }
  | { readonly kind: 'brush'; readonly from: number; readonly to: number }
  | { readonly kind: 'pinch'; readonly distance: number; readonly x: number };

/**
 * What mouse, pen and fingers do: drag moves the dates, drag on their strip (or with shift) chooses a part, two fingers
 * and the wheel zoom. The wheel does so only with ctrl or while the chart has the focus: else it scrolls the page.
 */
export function useGestures(hands: Hands) {
  const { element, frame, view, full, change, onPoint, onTap, onBrush } = hands;
  const fingers = useRef(new Map<number, Point>());
  const doing = useRef<Doing | null>(null);
  useWheel(hands);

  const daysOf = (pixels: number) => dayAt(pixels, view, frame) - dayAt(0, view, frame);
  const pan = (pixels: number) => change((now) => moved(now, full, -daysOf(pixels)));

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const at = pointOf(event);
    fingers.current.set(event.pointerId, at);
    const pinch = pinchOf(fingers.current);
    const isBrush = event.shiftKey || at.y > frame.bottom;
    doing.current = pinch ?? { kind: 'press', at, isBrush };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const at = pointOf(event);
    const now = doing.current;
    if (now === null || !fingers.current.has(event.pointerId)) {
      if (event.pointerType === 'mouse') onPoint(at);
      return;
    }
    fingers.current.set(event.pointerId, at);
    if (now.kind === 'press') {
      const least = event.pointerType === 'mouse' ? 4 : 9;
      if (Math.abs(at.x - now.at.x) < least) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      onPoint(null);
      doing.current = now.isBrush
        ? { kind: 'brush', from: now.at.x, to: at.x }
        : { kind: 'pan', x: at.x };
    } else if (now.kind === 'pan') {
      pan(at.x - now.x);
      doing.current = { kind: 'pan', x: at.x };
    } else if (now.kind === 'brush') {
      doing.current = { ...now, to: at.x };
      onBrush({ from: Math.min(now.from, at.x), to: Math.max(now.from, at.x) });
    } else {
      const next = pinchOf(fingers.current);
      if (next === null) return;
      const factor = next.distance / Math.max(1, now.distance);
      pan(next.x - now.x);
      change((seen) => zoomed(seen, full, { factor, around: dayAt(next.x, seen, frame) }));
      doing.current = next;
    }
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const now = doing.current;
    if (!fingers.current.delete(event.pointerId)) return;
    if (now?.kind === 'press') onTap(pointOf(event), event.pointerType === 'touch');
    if (now?.kind === 'brush') {
      onBrush(null);
      change((seen) => brushed([dayAt(now.from, seen, frame), dayAt(now.to, seen, frame)], full));
    }
    doing.current = null;
  };

  const stop = () => {
    fingers.current.clear();
    doing.current = null;
    onBrush(null);
    onPoint(null);
  };
  const onPointerLeave = (event: PointerEvent<HTMLElement>) => {
    if (doing.current === null && event.pointerType === 'mouse') onPoint(null);
  };
  return {
    ref: element,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: stop,
    onPointerLeave,
  };
}

function useWheel({ element, frame, full, change }: Hands): void {
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const onWheel = (event: WheelEvent) => {
      const isMeant = event.ctrlKey || event.metaKey || target.contains(document.activeElement);
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!isMeant && !isSideways) return;
      const x = event.clientX - target.getBoundingClientRect().left;
      change((seen) => {
        const isEnd = isFull(seen, full) && (isSideways || event.deltaY > 0);
        if (isEnd && !event.ctrlKey) return seen;
        event.preventDefault();
        if (isSideways) {
          const days = dayAt(event.deltaX, seen, frame) - dayAt(0, seen, frame);
          return moved(seen, full, days);
        }
        const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
        return zoomed(seen, full, { factor, around: dayAt(x, seen, frame) });
      });
    };
    // React listens passively, which could not keep the page from scrolling.
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [element, frame, full, change]);
}

function pointOf(event: PointerEvent<HTMLElement>): Point {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function pinchOf(fingers: ReadonlyMap<number, Point>): Extract<Doing, { kind: 'pinch' }> | null {
  const [first, second] = [...fingers.values()];
  if (first === undefined || second === undefined) return null;
  const distance = Math.hypot(first.x - second.x, first.y - second.y);
  return { kind: 'pinch', distance, x: (first.x + second.x) / 2 };
}
