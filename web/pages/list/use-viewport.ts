import { type RefObject, useEffect, useState } from 'react';

/** Rows from `first` up to, not including, `end`. */
export type Range = { readonly first: number; readonly end: number };

/** Rows drawn beyond what is seen, where the scrolling goes and where it comes from: each is painted in every frame. */
const spare = { ahead: 8, behind: 2 } as const;
/** Nobody reads rows that fly past: they are drawn when the scrolling has become calm for so long (ms). */
const calm = 70;
/** The range moves on in steps of so many rows, not with every pixel. */
const step = 2;

/** The rows that are drawn. */
export type View = Range & {
  /** The first one that is seen. */
  readonly top: number;
  /** How many fit into the box. */
  readonly seen: number;
};

/** Which rows of a scrolled box are seen, with some to spare. There may be fewer. */
export function useViewport(box: RefObject<HTMLElement | null>, rowHeight: number): View {
  const [view, setView] = useState({ first: 0, seen: 20, isUpward: false });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let height = element.clientHeight;
    let last = -1;
    let isUpward = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      const seen = Math.max(1, Math.floor(height / rowHeight));
      setView((before) =>
        before.first === last && before.seen === seen ? before : { first: last, seen, isUpward },
      );
    };
    const look = () => {
      const first = Math.floor(element.scrollTop / rowHeight / step) * step;
      const passed = last === -1 ? 0 : Math.abs(first - last);
      if (first !== last) isUpward = first < last;
      last = first;
      const isFast = passed > height / rowHeight / 4 || (timer !== undefined && passed > step / 2);
      clearTimeout(timer);
      if (isFast) timer = setTimeout(show, calm);
      else show();
    };
    look();
    const resized = new ResizeObserver(() => {
      height = element.clientHeight;
      look();
    });
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      clearTimeout(timer);
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, rowHeight]);
  const [above, below] = view.isUpward ? [spare.ahead, spare.behind] : [spare.behind, spare.ahead];
  return {
    first: Math.max(0, view.first - above),
    end: view.first + view.seen + below + step,
    top: view.first,
    seen: view.seen,
  };
}

/** Whether somebody looking at the list sees the row, wholly or in part. */
export function isSeen({ top, seen }: View, index: number): boolean {
  return index >= top && index <= top + seen + step;
}
