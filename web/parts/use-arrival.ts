import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** Goes to what the address names behind the `#` as soon as it is there: what it is made of may come later. */
export function useArrival(): void {
  const hash = useLocation({ select: ({ hash: behind }) => behind });
  const arrivedAt = useRef('');
  // After every rendering, until it was found once.
  useEffect(() => {
    if (hash === '' || arrivedAt.current === hash) return;
    const target = document.getElementById(hash);
    if (target === null) return;
    arrivedAt.current = hash;
    target.scrollIntoView({ block: 'start' });
    target.focus({ preventScroll: true });
  });
}
