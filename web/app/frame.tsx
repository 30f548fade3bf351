import { useLocation } from '@tanstack/react-router';
import { Outside } from '../access/outside.tsx';
import { isOutside } from '../access/own-path.ts';
import { Shell } from './shell.tsx';

/** What is around every page: the shell for who has signed in, and next to nothing for who has not. */
export function Frame() {
  const { pathname } = useLocation();
  return isOutside(pathname) ? <Outside /> : <Shell />;
}
