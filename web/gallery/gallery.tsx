import {
  Button,
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  tokens,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { AnnouncerProvider } from '../app/announcer.tsx';
import { AppearanceProvider, useAppearance } from '../app/appearance.tsx';
import { FormatsProvider } from '../app/formats.tsx';
import { LanguageProvider } from '../app/language.tsx';
import { themes } from '../app/theme.ts';
import { aboutQuery } from '../data/queries.ts';
import { backtestExhibits } from './backtest.tsx';
import { cardExhibits } from './cards.tsx';
import type { Case, Exhibit } from './case.ts';
import { chartExhibits } from './charts.tsx';
import { formExhibits } from './forms.tsx';
import { newsExhibits } from './news.tsx';
import { partExhibits } from './parts.tsx';
import { pipelineExhibits } from './pipeline.tsx';
import { responseExhibits } from './response.tsx';
import { about } from './samples.ts';
import { similarExhibits } from './similar.tsx';
import { tieExhibits } from './ties.tsx';
import { timelineExhibits } from './timeline.tsx';

const useStyles = makeStyles({
  page: { padding: '24px', color: tokens.colorNeutralForeground1 },
  head: { display: 'flex', justifyContent: 'space-between', gap: '16px' },
  title: { fontSize: '28px', lineHeight: '36px', fontWeight: 650 },
  exhibit: { paddingTop: '28px' },
  name: { fontSize: '18px', lineHeight: '26px', fontWeight: 650 },
  cases: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: '16px' },
  case: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '6px',
    paddingTop: '10px',
    minWidth: 0,
    maxWidth: '100%',
  },
  caption: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  box: {
    boxSizing: 'border-box',
    maxWidth: '100%',
    padding: '16px',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: 'var(--cardBackground)',
    boxShadow: 'var(--cardShadow)',
  },
});

/** Every chart and part with its cases, side by side; nothing of it asks a server. */
export function Gallery() {
  return (
    <AppearanceProvider>
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <Themed />
        </QueryClientProvider>
      </LanguageProvider>
    </AppearanceProvider>
  );
}

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
});
queries.setQueryData(aboutQuery.queryKey, about);

function Themed() {
  const { appearance } = useAppearance();
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={themes[appearance]} className="page">
        <AnnouncerProvider>
          <FormatsProvider>
            <RouterProvider router={router} />
          </FormatsProvider>
        </AnnouncerProvider>
      </FluentProvider>
    </RendererProvider>
  );
}

const renderer = createDOMRenderer(document);

/** Links lead nowhere, but they must know the addresses of the application. */
const root = createRootRoute({ component: Rooms });
const list = createRoute({ getParentRoute: () => root, path: '/$collection' });
const record = createRoute({ getParentRoute: () => root, path: '/$collection/$id' });
const account = createRoute({ getParentRoute: () => root, path: '/account' });
const router = createRouter({
  routeTree: root.addChildren([list, record, account]),
  history: createMemoryHistory({ initialEntries: ['/opportunities/opp-001'] }),
});

function Rooms() {
  const styles = useStyles();
  const { appearance, choose } = useAppearance();
  const wanted = new URLSearchParams(location.search).get('only');
  const rooms = [
    ...pipelineExhibits,
    ...cardExhibits,
    ...chartExhibits,
    ...similarExhibits,
    ...partExhibits,
    ...timelineExhibits,
    ...formExhibits,
    ...tieExhibits,
    ...responseExhibits,
    ...backtestExhibits,
    ...newsExhibits,
  ];
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>Gallery</h1>
        <Button onClick={() => choose(appearance === 'dark' ? 'light' : 'dark')}>
          {appearance === 'dark' ? 'Light' : 'Dark'}
        </Button>
      </div>
      {rooms
        .filter(({ title }) => wanted === null || title === wanted)
        .map((room) => (
          <Room key={room.title} {...room} />
        ))}
    </main>
  );
}

function Room({ title, cases }: Exhibit) {
  const styles = useStyles();
  return (
    <div className={styles.exhibit}>
      <h2 className={styles.name}>{title}</h2>
      <div className={styles.cases}>
        {cases.map((one) => (
          <Shown key={one.name} title={title} {...one} />
        ))}
      </div>
    </div>
  );
}

function Shown({
  title,
  name,
  show,
  width = 320,
  isRightToLeft = false,
}: Case & { readonly title: string }) {
  const styles = useStyles();
  return (
    <figure className={styles.case}>
      <figcaption className={styles.caption}>{name}</figcaption>
      <div
        className={styles.box}
        style={{ width: width + 32 }}
        data-case={`${title}: ${name}`}
        dir={isRightToLeft ? 'rtl' : 'ltr'}
      >
        {show}
      </div>
    </figure>
  );
}
