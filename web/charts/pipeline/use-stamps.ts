import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useAppearance } from '../../app/appearance.tsx';
import { paletteAt, type Stamps, stampsFor } from './paint.ts';

/** Stamps in the colours that hold where an element is; made anew for another theme or screen. */
export function useStamps(
  element: RefObject<Element | null>,
  ratio: number,
): { readonly theme: string; readonly stamps: RefObject<Stamps | null> } {
  const stamps = useRef<Stamps | null>(null);
  // Fluent's themes share one class, whose variables change.
  const { appearance: theme } = useAppearance();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours behind the same variables.
  useLayoutEffect(() => {
    if (element.current !== null) stamps.current = stampsFor(paletteAt(element.current), ratio);
  }, [element, ratio, theme]);
  return { theme, stamps };
}
