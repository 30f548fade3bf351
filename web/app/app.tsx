import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { cache } from '../data/cache.ts';
import { useMedia } from '../parts/use-media.ts';
import { AnnouncerProvider } from './announcer.tsx';
import { AppearanceProvider, useAppearance } from './appearance.tsx';
import { LanguageProvider } from './language.tsx';
import { router } from './router.tsx';
import { paperTheme, themes } from './theme.ts';

/** The whole page: appearance, language, data and addresses around whatever the address shows. */
export function App() {
  return (
    <AppearanceProvider>
      <LanguageProvider>
        <QueryClientProvider client={cache}>
          <Themed />
        </QueryClientProvider>
      </LanguageProvider>
    </AppearanceProvider>
  );
}

function Themed() {
  const { appearance } = useAppearance();
  const isOnPaper = useMedia('print');
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={isOnPaper ? paperTheme : themes[appearance]} className="page">
        <AnnouncerProvider>
          <RouterProvider router={router} />
        </AnnouncerProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

// Under a content security policy, style elements need the nonce that the server wrote into the page.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const renderer = createDOMRenderer(
  document,
  nonce === undefined || nonce === '' ? {} : { styleElementAttributes: { nonce } },
);
