/**
 * What the organisation does not show, kept off every route at once: health while it is hidden, and all figures while
 * analytics are off. A route that forgets about it shows nothing instead of everything.
 */

import type { MiddlewareHandler } from 'hono';
import { Problem } from '../model/problem.ts';
import type { ApiEnvironment } from './gate.ts';
import { asksForHealth, withoutHealth } from './hidden-health.ts';

/** For every route of the API, after it is known who asks. */
export function onlyWhatIsShown(): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const { path, method } = context.req;
    const state = context.get('organization');
    // Nobody is told anything about the settings before the gate has let them in.
    if (state === null) return next();
    const { settings } = state;
    if (!settings.analyticsOn && isOfFigures(path)) throw analyticsOff();
    if (settings.showHealth) return next();
    const asked = asksForHealth(path, method === 'GET' ? context.req.query() : {});
    if (asked !== null) throw healthHidden(asked);
    await next();
    const isJson = context.res.headers.get('content-type')?.startsWith('application/json') === true;
    if (!isJson || !context.res.ok || showsSettings.test(path)) return;
    const shown = withoutHealth(await context.res.json());
    context.res = new Response(JSON.stringify(shown), context.res);
  };
}

/** Grades in settings are what a score would be called, of no record. */
const showsSettings = /^\/api\/v1\/(?:settings|openapi\.json)$/;

/** Everything of records but what people's rights and notices are about, and whatever else is computed. */
function isOfFigures(path: string): boolean {
  if (/^\/api\/v1\/(?:home|cards|overview|backtest|settings\/preview)(?:\/|$)/.test(path))
    return true;
  const [, rest] =
    /^\/api\/v1\/(?:accounts|contacts|leads|opportunities)(?:\/(.*))?$/.exec(path) ?? [];
  if (rest === undefined)
    return /^\/api\/v1\/(?:accounts|contacts|leads|opportunities)$/.test(path);
  return !/^[^/]+\/(?:notice|erasure|opt-out|export|export\.csv)$/.test(rest);
}

function analyticsOff(): Problem {
  return new Problem({
    code: 'analytics_off',
    message:
      'The organisation has turned relationship analytics off: nothing is computed or shown.',
    hint: 'An administrator turns them on in the settings.',
  });
}

function healthHidden(field: string): Problem {
  return new Problem({
    code: 'health_hidden',
    message: 'The organisation does not show the health of relationships.',
    field,
    hint: 'Sort and filter by something else, or let an administrator show it.',
  });
}
