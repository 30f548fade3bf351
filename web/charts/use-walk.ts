import { type KeyboardEvent, useEffect, useState } from 'react';

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/**
 * Buttons that stand for the points of a drawing, as one stop for the tab key: arrows, Home and End walk through them
 * in the order of the page. `told` is the one pointed at or focused; Escape lets go of it and leaves the focus where it
 * is (WCAG 1.4.13). `onFrame` belongs to the element around the buttons, `onPoint` to each of them.
 */
export function useWalk(keys: readonly string[], first: string | undefined) {
  const [entry, setEntry] = useState<string | null>(null);
  const [told, setTold] = useState<string | null>(null);
  useEscape(told !== null, setTold);
  const stop = entry !== null && keys.includes(entry) ? entry : first;
  return {
    told,
    onFrame: { onKeyDown: walk, onMouseLeave: () => setTold(null) },
    onPoint: (key: string) => ({
      tabIndex: key === stop ? 0 : -1,
      onMouseEnter: () => setTold(key),
      onFocus: () => {
        setEntry(key);
        setTold(key);
      },
      onBlur: () => setTold(null),
    }),
  };
}

/** On the whole page, because what is pointed at has no focus; before a dialog around it hears of the key. */
function useEscape(isTold: boolean, setTold: (key: null) => void): void {
  useEffect(() => {
    if (!isTold) return;
    const letGo = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setTold(null);
    };
    document.addEventListener('keydown', letGo, { capture: true });
    return () => document.removeEventListener('keydown', letGo, { capture: true });
  }, [isTold, setTold]);
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  // Alt with an arrow is the browser's way back.
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = nextOf(event.key, buttons);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function nextOf(key: string, buttons: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  const step = steps[key];
  if (step === undefined) return undefined;
  return buttons[buttons.findIndex((button) => button.matches(':focus')) + step];
}
