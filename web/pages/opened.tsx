import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Brings whoever followed a link to a widget of this page there, with the eyes and with the focus. */
export function Opened() {
  const { hash, href, state } = useLocation();
  const key = state.__TSR_key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: following the same link again leads there again.
  useEffect(() => {
    if (!hash.startsWith('widget-')) return;
    const target = document.getElementById(hash);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [hash, href, key]);
  return null;
}
