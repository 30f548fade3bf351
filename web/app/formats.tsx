import { useSuspenseQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { aboutQuery } from '../data/queries.ts';
import { type Formats, formatsFor } from '../format.ts';
import { useLanguage } from './language.tsx';

const FormatsContext = createContext<Formats>(formatsFor('en', 'UTC'));

/** Writes in the viewer's locale and the organisation's zone below here. */
export function FormatsProvider({ children }: { readonly children: ReactNode }) {
  const { locale } = useLanguage();
  const { timeZone } = useSuspenseQuery(aboutQuery).data;
  const formats = useMemo(() => formatsFor(locale, timeZone), [locale, timeZone]);
  return <FormatsContext value={formats}>{children}</FormatsContext>;
}

/** How dates, numbers and money are written here. */
export function useFormats(): Formats {
  return useContext(FormatsContext);
}
