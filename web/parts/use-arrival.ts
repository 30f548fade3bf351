import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * Brings whoever followed a link there, with the eyes and with the focus: to what the address names behind the `#`, as
 * soon as it is there, since what it is made of may come later. Following the same link again leads there again.
 */
export function useArrival(): void {
  const { hash, href, state } = useLocation();
  const visit = `${href} ${state.__TSR_key}`;
  const arrivedBy = useRef('');
  // After every rendering, until it was found once.
  useEffect(() => {
    if (arrivedBy.current === visit || !arriveAt(hash)) return;
    arrivedBy.current = visit;
  });
  useEffect(() => {
    // A link to where the address already points changes nothing that the router would tell of.
    const again = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a') : null;
      if (link?.href === location.href) arriveAt(hash);
    };
    document.addEventListener('click', again);
    return () => document.removeEventListener('click', again);
  }, [hash]);
}

/** Whether it is there. */
function arriveAt(hash: string): boolean {
  const target = hash === '' ? null : document.getElementById(hash);
  target?.scrollIntoView({ block: 'start' });
  target?.focus({ preventScroll: true });
  return target !== null;
}
