import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { isOutside, ownPath } from '../access/own-path.ts';
import { signInSearch } from '../access/sign-in-search.ts';
import { cache } from '../data/cache.ts';
import { isCollection } from '../data/collections.ts';
import { listPageQuery } from '../data/lists.ts';
import { aboutQuery } from '../data/queries.ts';
import { sessionQuery } from '../data/session.ts';
import { FailedPage } from '../pages/failed-page.tsx';
import { questionOf, usualFor } from '../pages/list/question.ts';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { Frame } from './frame.tsx';
import { listSearch } from './list-search.ts';
import { recordSearch } from './search.ts';
import { settingsRoutes } from './settings-routes.tsx';

/** The addresses of the application. What a page shows is in its address, so that it can be passed on. */

const rootRoute = createRootRoute({
  component: Frame,
  beforeLoad: async ({ location: { pathname, href } }) => {
    if (isOutside(pathname)) return;
    const { me } = await cache.ensureQueryData(sessionQuery);
    if (me !== null) return;
    throw redirect({
      to: '/sign-in',
      search: { to: ownPath(href, location.origin) },
      replace: true,
    });
  },
  notFoundComponent: NotFoundPage,
  errorComponent: FailedPage,
});

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/home/home-page.tsx'), 'HomePage'),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  component: lazyRouteComponent(
    () => import('../pages/overview/overview-page.tsx'),
    'OverviewPage',
  ),
});

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$collection',
  params: { parse: ({ collection }) => ({ collection: collectionIn(collection) }) },
  validateSearch: listSearch,
  loaderDeps: ({ search }) => search,
  // The server can begin while the page makes its way there; nothing waits for it here.
  loader: async ({ params: { collection }, deps: search }) => {
    const { me } = await cache.ensureQueryData(sessionQuery);
    // Where health is hidden, the page finds that out and asks once more, by another order.
    const showsHealth = cache.getQueryData(aboutQuery.queryKey)?.shown.health ?? true;
    const usual = usualFor({ collection, roles: me?.roles ?? [], showsHealth });
    if (search.as === undefined)
      cache.prefetchQuery(listPageQuery(collection, questionOf(search, usual), 0));
  },
  component: lazyRouteComponent(() => import('../pages/list/list-page.tsx'), 'ListPage'),
});

const recordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$collection/$id',
  params: { parse: ({ collection, id }) => ({ collection: collectionIn(collection), id }) },
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import('../pages/record-page.tsx'), 'RecordPage'),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../access/sign-in-page.tsx'), 'SignInPage'),
});

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../access/set-up-page.tsx'), 'SetUpPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../access/invitation-page.tsx'), 'InvitationPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account-page.tsx'), 'AccountPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    startRoute,
    overviewRoute,
    listRoute,
    recordRoute,
    signInRoute,
    setUpRoute,
    invitationRoute,
    accountRoute,
    settingsRoutes(rootRoute),
  ]),
  defaultPreload: 'intent',
  // Below the shell, which stays.
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
});

/**
 * Asks for what an address needs before anything is drawn: the code of the page, who is there, the house, and what the
 * page's own loader asks for.
 * NOTE: the browser has asked who is there already (index.html), and keeps the answer for whoever asks first: to ask later,
 * after somebody has come in, would be answered with what was before.
 */
export function beginEarly(): void {
  const [routes] = router.getMatchedRoutes(location.pathname);
  for (const route of routes) router.loadRouteChunk(route);
  beginAsked();
  router.load();
}

async function beginAsked(): Promise<void> {
  await cache.prefetchQuery(sessionQuery);
  const isIn = (cache.getQueryData(sessionQuery.queryKey)?.me ?? null) !== null;
  if (isIn && !isOutside(location.pathname)) cache.prefetchQuery(aboutQuery);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function collectionIn(text: string) {
  if (!isCollection(text)) throw notFound();
  return text;
}
