import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Hidden } from '../parts/hidden.tsx';

const AnnouncerContext = createContext<(text: string) => void>(() => {});

/** One polite live region for the whole page. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  const announce = useCallback((next: string) => setText(next), []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div role="status" aria-live="polite">
        <Hidden>{text}</Hidden>
      </div>
    </AnnouncerContext>
  );
}

/** Says a sentence to screen readers, after what they are saying. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnouncerContext);
}
