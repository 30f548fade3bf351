import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useMedia } from '../parts/use-media.ts';
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
  // Paper is white.
  const isPrinted = useMedia('print');
  const appearance = isPrinted ? 'light' : (chosen ?? preferred);

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
  return useMedia(darkQuery) ? 'dark' : 'light';
}
