import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { remember, remembered } from './remembered.ts';
import type { Appearance } from './theme.ts';

type Chosen = {
  readonly appearance: Appearance;
  readonly choose: (appearance: Appearance) => void;
};

const AppearanceContext = createContext<Chosen>({ appearance: 'light', choose: () => {} });

/** Light or dark: what the viewer chose here, else what the system prefers, also while it changes. */
export function AppearanceProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, setChosen] = useState<Appearance | null>(() =>
    remembered('appearance', ['light', 'dark']),
  );
  const preferred = usePreferredAppearance();
  const appearance = chosen ?? preferred;

  useEffect(() => {
    document.documentElement.dataset.appearance = appearance;
  }, [appearance]);

  const choose = (next: Appearance) => {
    // Choosing what the system prefers anyway means: follow the system.
    const kept = next === preferred ? null : next;
    remember('appearance', kept);
    setChosen(kept);
  };
  return <AppearanceContext value={{ appearance, choose }}>{children}</AppearanceContext>;
}

/** The appearance in use, and how to choose another. */
export function useAppearance(): Chosen {
  return useContext(AppearanceContext);
}

const darkQuery = '(prefers-color-scheme: dark)';

function usePreferredAppearance(): Appearance {
  const [isDark, setDark] = useState(() => matchMedia(darkQuery).matches);
  useEffect(() => {
    const query = matchMedia(darkQuery);
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isDark ? 'dark' : 'light';
}
