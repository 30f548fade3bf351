/** The HTTP interface: routes under /api/v1, each one checked, asked and presented. */

import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { identityOfSession, identityOfToken } from '../access/sessions.ts';
import { organizationIn } from '../facts/organization.ts';
import { Problem } from '../model/problem.ts';
import { defences, noTraces } from './defences.ts';
import type { ApiDependencies } from './dependencies.ts';
import { type Api, type ApiEnvironment, allowed, assertDeclared, identified } from './gate.ts';
import { writesLimited } from './limited.ts';
import { arriving } from './origin.ts';
import { onlyOwnPages } from './own-pages.ts';
import { invalidRequest, problemResponse } from './problems.ts';
import { aboutRoute } from './routes/about.ts';
import { activationRoute } from './routes/activation.ts';
import { activitiesRoute } from './routes/activities.ts';
import { activityRoute } from './routes/activity.ts';
import { analyticsRoute } from './routes/analytics.ts';
import { auditRoutes } from './routes/audit.ts';
import { backtestRoutes } from './routes/backtest.ts';
import { cardsRoute } from './routes/cards.ts';
import { countsRoute } from './routes/counts.ts';
import { digestsRoute } from './routes/digests.ts';
import { erasureRoute } from './routes/erasure.ts';
import { eventsRoute } from './routes/events.ts';
import { feedsRoute } from './routes/feeds.ts';
import { heldRoutes } from './routes/held.ts';
import { historyRoute } from './routes/history.ts';
import { homeRoute } from './routes/home.ts';
import { importRoute } from './routes/import.ts';
import { introductionRoutes } from './routes/introductions.ts';
import { invitationsRoute } from './routes/invitations.ts';
import { listRoute } from './routes/list.ts';
import { listExportRoute } from './routes/list-export.ts';
import { loginsRoute } from './routes/logins.ts';
import { meRoute } from './routes/me.ts';
import { newsRoute } from './routes/news.ts';
import { noticesRoute } from './routes/notices.ts';
import { openIdRoutes } from './routes/oidc.ts';
import { optOutRoutes } from './routes/opt-out.ts';
import { overviewRoute } from './routes/overview.ts';
import { ownCardsRoute } from './routes/own-cards.ts';
import { ownRulesRoutes } from './routes/own-rules.ts';
import { peopleRoute } from './routes/people.ts';
import { peopleOfRecordRoute } from './routes/people-of-record.ts';
import { rhythmRoute } from './routes/rhythm.ts';
import { secondFactorRoute } from './routes/second-factor.ts';
import { sessionRoute } from './routes/session.ts';
import { setUpRoute } from './routes/set-up.ts';
import { settingsRoute } from './routes/settings.ts';
import { similarRoute } from './routes/similar.ts';
import { sourcesRoute } from './routes/sources.ts';
import { summaryRoute } from './routes/summary.ts';
import { tiePathsRoute } from './routes/tie-paths.ts';
import { tiesRoute } from './routes/ties.ts';
import { tieActivitiesRoute } from './routes/ties-activities.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { tokensRoute } from './routes/tokens.ts';
import { turnsRoute } from './routes/turns.ts';
import { viewsRoute } from './routes/views.ts';
import { sessionCookies } from './session-cookie.ts';
import { onlyWhatIsShown } from './shown.ts';

const descriptionRoute = createRoute({
  method: 'get',
  path: '/api/v1/openapi.json',
  summary: 'This description',
  ...allowed('everybody', 'read'),
  responses: {
    200: { description: 'OpenAPI 3.1' },
  },
});

/** The application; the web page is put beside it by whoever composes the program. */
export function createApi(dependencies: ApiDependencies): Api {
  const { database, clock, door } = dependencies;
  const api: Api = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error.issues, inputOf(result));
    },
  });
  api.use(arriving(door), defences, noTraces, onlyOwnPages);
  api.use(
    '/api/*',
    identified(
      ({ kind, token }) =>
        (kind === 'token' ? identityOfToken : identityOfSession)(database, token, clock()),
      () => organizationIn(database),
    ),
  );
  api.use('/api/*', writesLimited(dependencies.limits), onlyWhatIsShown());
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookies.secure,
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
  });
  api.openapi(descriptionRoute, () => Response.json(openApiDocument(api)));
  sessionRoute(api, dependencies);
  openIdRoutes(api, dependencies);
  setUpRoute(api, dependencies);
  invitationsRoute(api, dependencies);
  meRoute(api, dependencies);
  secondFactorRoute(api, dependencies);
  tokensRoute(api, dependencies);
  loginsRoute(api, dependencies);
  aboutRoute(api, dependencies);
  countsRoute(api, dependencies);
  eventsRoute(api, dependencies);
  importRoute(api, dependencies);
  settingsRoute(api, dependencies);
  activityRoute(api, dependencies);
  sourcesRoute(api, dependencies);
  auditRoutes(api, dependencies);
  activationRoute(api, dependencies);
  noticesRoute(api, dependencies);
  peopleRoute(api, dependencies);
  homeRoute(api, dependencies);
  cardsRoute(api, dependencies);
  ownCardsRoute(api, dependencies);
  digestsRoute(api, dependencies);
  overviewRoute(api, dependencies);
  backtestRoutes(api, dependencies);
  viewsRoute(api, dependencies);
  feedsRoute(api, dependencies);
  newsRoute(api, dependencies);
  historyRoute(api, dependencies);
  heldRoutes(api, dependencies);
  optOutRoutes(api, dependencies);
  ownRulesRoutes(api, dependencies);
  erasureRoute(api, dependencies);
  introductionRoutes(api, dependencies);
  listExportRoute(api, dependencies);
  listRoute(api, dependencies);
  analyticsRoute(api, dependencies);
  turnsRoute(api, dependencies);
  summaryRoute(api, dependencies);
  activitiesRoute(api, dependencies);
  timelineRoutes(api, dependencies);
  peopleOfRecordRoute(api, dependencies);
  rhythmRoute(api, dependencies);
  tiesRoute(api, dependencies);
  tieActivitiesRoute(api, dependencies);
  tiePathsRoute(api, dependencies);
  similarRoute(api, dependencies);
  assertDeclared(api);
  api.all('/api/*', ({ req }) => {
    throw new Problem({
      code: 'route_unknown',
      message: `There is no ${req.method} ${req.path}.`,
      hint: 'All routes stand in /api/v1/openapi.json.',
    });
  });
  api.onError((error, context) => {
    if (!(error instanceof Problem)) dependencies.onError(error);
    return problemResponse(context, error);
  });
  return api;
}

/** What was checked: the validator hands it on beside the error, though its type does not say so. */
function inputOf(result: object): unknown {
  return 'data' in result ? result.data : null;
}

/** The description of all routes, from their schemas. */
export function openApiDocument(api: Api) {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: '1',
      description:
        'Relationship analytics: figures of accounts, contacts, leads and opportunities, and the activities behind them. Errors are problem details (RFC 9457) with the field, the value and a hint.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  });
}
