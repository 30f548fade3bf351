import {
  type AnyRootRoute,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { auditSearch } from '../settings/audit-search.ts';

/** The pages of the settings, each of which is only loaded when it is opened. */
export function settingsRoutes<Root extends AnyRootRoute>(rootRoute: Root) {
  const settings = createRoute({
    getParentRoute: () => rootRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('../settings/settings-frame.tsx'), 'SettingsFrame'),
  });
  const start = createRoute({
    getParentRoute: () => settings,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/settings/analytics', replace: true });
    },
  });
  const analytics = createRoute({
    getParentRoute: () => settings,
    path: '/analytics',
    component: lazyRouteComponent(() => import('../settings/analytics-page.tsx'), 'AnalyticsPage'),
  });
  const exclusions = createRoute({
    getParentRoute: () => settings,
    path: '/exclusions',
    component: lazyRouteComponent(
      () => import('../settings/exclusions-page.tsx'),
      'ExclusionsPage',
    ),
  });
  const calendar = createRoute({
    getParentRoute: () => settings,
    path: '/calendar',
    component: lazyRouteComponent(() => import('../settings/calendar-page.tsx'), 'CalendarPage'),
  });
  const currency = createRoute({
    getParentRoute: () => settings,
    path: '/currency',
    component: lazyRouteComponent(() => import('../settings/currency-page.tsx'), 'CurrencyPage'),
  });
  const introductions = createRoute({
    getParentRoute: () => settings,
    path: '/introductions',
    component: lazyRouteComponent(
      () => import('../settings/introductions-page.tsx'),
      'IntroductionsPage',
    ),
  });
  const cards = createRoute({
    getParentRoute: () => settings,
    path: '/cards',
    component: lazyRouteComponent(() => import('../settings/cards-page.tsx'), 'CardsPage'),
  });
  const sources = createRoute({
    getParentRoute: () => settings,
    path: '/sources',
    component: lazyRouteComponent(() => import('../settings/sources-page.tsx'), 'SourcesPage'),
  });
  const news = createRoute({
    getParentRoute: () => settings,
    path: '/news',
    component: lazyRouteComponent(() => import('../settings/news-page.tsx'), 'NewsPage'),
  });
  const people = createRoute({
    getParentRoute: () => settings,
    path: '/people',
    component: lazyRouteComponent(() => import('../settings/people-page.tsx'), 'PeoplePage'),
  });
  const privacy = createRoute({
    getParentRoute: () => settings,
    path: '/privacy',
    component: lazyRouteComponent(() => import('../settings/privacy-page.tsx'), 'PrivacyPage'),
  });
  const audit = createRoute({
    getParentRoute: () => settings,
    path: '/audit',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('../settings/audit-page.tsx'), 'AuditPage'),
  });
  const backtest = createRoute({
    getParentRoute: () => settings,
    path: '/backtest',
    component: lazyRouteComponent(() => import('../settings/backtest-page.tsx'), 'BacktestPage'),
  });
  const pages = [
    start,
    analytics,
    exclusions,
    calendar,
    currency,
    introductions,
    cards,
    sources,
    news,
    people,
    privacy,
    audit,
    backtest,
  ] as const;
  return settings.addChildren(pages);
}
