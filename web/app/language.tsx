import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { remember, remembered } from './remembered.ts';

/** The languages of the page, each in its own name. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

type Spoken = {
  readonly language: Language;
  /** How dates and numbers are written: the viewer's own region when it fits the language. */
  readonly locale: string;
  readonly speak: (language: Language) => void;
};

const LanguageContext = createContext<Spoken>({ language: 'en', locale: 'en', speak: () => {} });

/** Loads the catalogue of the viewer's language, and only that, before anything is shown. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [active, setActive] = useState<Language | null>(null);

  useEffect(() => {
    let isWanted = true;
    catalogues[language]().then(({ messages }) => {
      if (!isWanted) return;
      i18n.loadAndActivate({ locale: language, messages });
      document.documentElement.lang = language;
      setActive(language);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);

  if (active === null) return null;
  const speak = (next: Language) => {
    remember('language', next);
    setLanguage(next);
  };
  return (
    <LanguageContext value={{ language: active, locale: localeFor(active), speak }}>
      <I18nProvider i18n={i18n}>{children}</I18nProvider>
    </LanguageContext>
  );
}

/** Asks for the catalogue before anything is drawn. */
export function beginLanguage(): void {
  catalogues[firstLanguage()]();
}

/** The language in use, and how to choose another. */
export function useLanguage(): Spoken {
  return useContext(LanguageContext);
}

const catalogues = {
  en: () => import('../locales/en.po'),
  de: () => import('../locales/de.po'),
} as const;

function firstLanguage(): Language {
  const chosen = remembered('language', ['en', 'de']);
  if (chosen !== null) return chosen;
  const first = navigator.languages.find((tag) => /^(en|de)\b/.test(tag));
  return first?.startsWith('de') ? 'de' : 'en';
}

function localeFor(language: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}
