import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { isCollection } from '../data/collections.ts';
import { FailedPage } from '../pages/failed-page.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { listSearch, recordSearch } from './search.ts';
import { Shell } from './shell.tsx';

/** The addresses of the application. What a page shows is in its address, so that it can be passed on. */

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: FailedPage,
});

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/$collection', params: { collection: 'opportunities' }, replace: true });
  },
});

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$collection',
  params: { parse: ({ collection }) => ({ collection: collectionIn(collection) }) },
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../pages/list-page.tsx'), 'ListPage'),
});

const recordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$collection/$id',
  params: { parse: ({ collection, id }) => ({ collection: collectionIn(collection), id }) },
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import('../pages/record-page.tsx'), 'RecordPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([startRoute, listRoute, recordRoute]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function collectionIn(text: string) {
  if (!isCollection(text)) throw notFound();
  return text;
}
