/** What runs inside the page. Each function is sent there as text: it may use nothing from outside itself. */

/** Marks `rows painted` when the first rows of a list have been painted and the page has time again. */
export function firstPaint(): void {
  const look = new MutationObserver(() => {
    if (document.querySelector('[data-row]') === null) return;
    look.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark('rows painted')));
  });
  look.observe(document, { subtree: true, childList: true });
}

/** Clicks on a heading; answers after how many ms the rows in the new order are painted. */
export function paintedAfter(heading: string): Promise<number> {
  const button = [...document.querySelectorAll('thead button')].find(
    (one) => one.getAttribute('aria-label') === heading,
  );
  if (!(button instanceof HTMLElement)) throw new Error(`There is no column ${heading}.`);
  const isSorted = () =>
    button.closest('th')?.getAttribute('aria-sort') !== 'none' &&
    document.querySelector('[role=grid]')?.getAttribute('aria-busy') === 'false';
  return new Promise((resolve) => {
    const begin = performance.now();
    const look = () => {
      if (!isSorted()) requestAnimationFrame(look);
      // What a frame calls before it is painted sees the rows; a timer that begins there ends after the paint.
      else setTimeout(() => resolve(performance.now() - begin));
    };
    button.click();
    requestAnimationFrame(look);
  });
}

/**
 * Scrolls for so many seconds: four tenths of the time as one reads over a list, three as one hurries, and for the
 * rest drags the scroll bar down to the end.
 */
export function scrolled(seconds: number): Promise<{
  readonly framesPerSecond: number;
  readonly longestTaskMs: number;
  readonly longestFrameMs: number;
}> {
  const box = document.querySelector('[role=grid]')?.parentElement;
  if (box === null || box === undefined) throw new Error('There is no list.');
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const [reading, hurrying] = [1500, 8000];
  return new Promise((resolve) => {
    const begin = performance.now();
    let [before, frames, longest, dragFrom] = [begin, 0, 0, 0];
    const step = (now: number) => {
      frames += 1;
      longest = Math.max(longest, now - before);
      const share = (now - begin) / (seconds * 1000);
      const passed = (now - before) / 1000;
      before = now;
      if (share < 0.4) box.scrollTop += reading * passed;
      else if (share < 0.7) {
        box.scrollTop += hurrying * passed;
        dragFrom = box.scrollTop;
      } else {
        const end = box.scrollHeight - box.clientHeight;
        box.scrollTop = dragFrom + (end - dragFrom) * Math.min(1, (share - 0.7) / 0.3);
      }
      if (share < 1) {
        requestAnimationFrame(step);
        return;
      }
      setTimeout(() => {
        observer.disconnect();
        resolve({
          framesPerSecond: (frames * 1000) / (now - begin),
          longestTaskMs: Math.max(0, ...tasks),
          longestFrameMs: longest,
        });
      }, 300);
    };
    requestAnimationFrame((now) => {
      before = now;
      step(now);
    });
  });
}
