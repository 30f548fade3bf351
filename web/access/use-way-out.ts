import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionQuery } from '../data/session.ts';
import { ownPath } from './own-path.ts';

/** Leads to the sign-in page when the session has ended while its page is open, and remembers the way back. */
export function useWayOut(): void {
  const { data } = useQuery(sessionQuery);
  const { href } = useLocation();
  const navigate = useNavigate();
  const isOver = data !== undefined && data.me === null;
  useEffect(() => {
    if (!isOver) return;
    const search = { to: ownPath(href, location.origin), over: true } as const;
    navigate({ to: '/sign-in', search, replace: true });
  }, [isOver, href, navigate]);
}
