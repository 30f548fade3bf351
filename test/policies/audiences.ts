/** Whom each route is for, written from the text (spec §13, §15), without a look at what the routes say themselves. */

import { type Role, roles, type Scope } from '../../src/model/vocabulary.ts';

/** `inPerson`: for nobody's token. */
export type Audience =
  | 'everybody'
  | { readonly roles: readonly Role[]; readonly scope: Scope | 'inPerson' };

const everyRole = (scope: Scope | 'inPerson'): Audience => ({ roles, scope });
const administrators = (scope: Scope | 'inPerson'): Audience => ({
  roles: ['administrator'],
  scope,
});
/** Whoever works on records. */
const workers = (scope: Scope | 'inPerson'): Audience => ({
  roles: ['seller', 'manager', 'administrator'],
  scope,
});

export const routesFor: ReadonlyMap<string, Audience> = new Map<string, Audience>([
  // How one comes in.
  ['GET /api/v1/openapi.json', 'everybody'],
  ['GET /api/v1/session', 'everybody'],
  ['POST /api/v1/session', 'everybody'],
  ['DELETE /api/v1/session', 'everybody'],
  ['POST /api/v1/session/demo', 'everybody'],
  ['GET /api/v1/session/openid', 'everybody'],
  ['GET /api/v1/session/openid/callback', 'everybody'],
  ['POST /api/v1/set-up', 'everybody'],
  ['POST /api/v1/invitations/look', 'everybody'],
  ['POST /api/v1/invitations/accept', 'everybody'],
  // Figures: whose is decided in the database.
  ['GET /api/v1/about', everyRole('read')],
  ['GET /api/v1/counts', everyRole('read')],
  ['GET /api/v1/events', everyRole('read')],
  ['GET /api/v1/home', everyRole('read')],
  // Cards of one's own records; what one decides on them is nobody's but one's own.
  ['GET /api/v1/cards', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/cards', everyRole('read')],
  ['POST /api/v1/cards/{id}/snooze', everyRole('inPerson')],
  ['POST /api/v1/cards/{id}/dismiss', everyRole('inPerson')],
  ['POST /api/v1/cards/{id}/done', everyRole('inPerson')],
  ['POST /api/v1/cards/{id}/undo', everyRole('inPerson')],
  ['GET /api/v1/me/cards', everyRole('read')],
  ['PUT /api/v1/me/cards', everyRole('inPerson')],
  ['GET /api/v1/digests', administrators('administer')],
  // By a token that nobody can guess.
  ['POST /api/v1/digest/stop/{token}', 'everybody'],
  ['GET /api/v1/digest/stop/{token}', 'everybody'],
  ['GET /api/v1/overview', { roles: ['manager', 'administrator', 'operations'], scope: 'read' }],
  ['GET /api/v1/{collection}', everyRole('read')],
  ['GET /api/v1/{collection}/history', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/analytics', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/people', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/rhythm', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/response/turns', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/summary', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/ties', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/ties/{user}/activities', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/paths', everyRole('read')],
  ['GET /api/v1/opportunities/{id}/similar', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/introductions', everyRole('read')],
  ['POST /api/v1/{collection}/{id}/introductions', workers('inPerson')],
  ['GET /api/v1/introductions', everyRole('read')],
  ['PATCH /api/v1/introductions/{key}', workers('inPerson')],
  ['DELETE /api/v1/introductions/{key}', workers('inPerson')],
  ['GET /api/v1/{collection}/{id}/activities', everyRole('read')],
  ['GET /api/v1/{collection}/{id}/timeline', everyRole('read')],
  ['GET /api/v1/settings/changes', everyRole('read')],
  ['PATCH /api/v1/activities/{key}', workers('administer')],
  ['GET /api/v1/{collection}/{id}/notice', everyRole('read')],
  ['PUT /api/v1/{collection}/{id}/notice', workers('administer')],
  // News: public, and shown to whoever may see the account; where they come from is the administrator's to say.
  ['GET /api/v1/{collection}/{id}/news', everyRole('read')],
  ['POST /api/v1/{collection}/{id}/news/{item}/not-about-them', workers('administer')],
  ['DELETE /api/v1/{collection}/{id}/news/{item}/not-about-them', workers('administer')],
  ['GET /api/v1/feeds', administrators('administer')],
  ['POST /api/v1/feeds', administrators('administer')],
  ['PATCH /api/v1/feeds/{id}', administrators('administer')],
  ['DELETE /api/v1/feeds/{id}', administrators('administer')],
  ['POST /api/v1/feeds/{id}/fetch', administrators('administer')],
  // Views of lists: everybody saves their own; whether one may be shared depends on the role.
  ['GET /api/v1/views', everyRole('read')],
  ['POST /api/v1/views', everyRole('inPerson')],
  ['PATCH /api/v1/views/{key}', everyRole('inPerson')],
  ['DELETE /api/v1/views/{key}', everyRole('inPerson')],
  // One's own account.
  ['GET /api/v1/{collection}/export.csv', everyRole('read')],
  ['GET /api/v1/me/export', everyRole('inPerson')],
  ['GET /api/v1/me/export.csv', everyRole('inPerson')],
  ['GET /api/v1/me/opt-out', everyRole('inPerson')],
  ['PUT /api/v1/me/opt-out', everyRole('inPerson')],
  ['GET /api/v1/me/never', everyRole('inPerson')],
  ['PUT /api/v1/me/never', everyRole('inPerson')],
  ['POST /api/v1/me/private', everyRole('inPerson')],
  ['GET /api/v1/me/sessions', everyRole('inPerson')],
  ['DELETE /api/v1/me/sessions', everyRole('inPerson')],
  ['DELETE /api/v1/me/sessions/{key}', everyRole('inPerson')],
  ['POST /api/v1/me/password', everyRole('inPerson')],
  ['POST /api/v1/me/second-factor', everyRole('inPerson')],
  ['PUT /api/v1/me/second-factor', everyRole('inPerson')],
  ['DELETE /api/v1/me/second-factor', everyRole('inPerson')],
  ['GET /api/v1/me/tokens', everyRole('inPerson')],
  ['POST /api/v1/me/tokens', everyRole('inPerson')],
  ['DELETE /api/v1/me/tokens/{key}', everyRole('inPerson')],
  ['GET /api/v1/me/looks', everyRole('read')],
  ['GET /api/v1/me/notice', everyRole('read')],
  ['POST /api/v1/me/notice', everyRole('inPerson')],
  // Administration.
  ['POST /api/v1/import', administrators('import')],
  ['GET /api/v1/settings', administrators('administer')],
  ['GET /api/v1/backtest', { roles: ['administrator', 'operations'], scope: 'read' }],
  ['POST /api/v1/backtest', administrators('administer')],
  ['PATCH /api/v1/settings', administrators('administer')],
  ['GET /api/v1/settings/similar-fields', administrators('administer')],
  ['POST /api/v1/settings/preview', administrators('administer')],
  ['GET /api/v1/sources', administrators('administer')],
  ['PATCH /api/v1/sources/{id}', administrators('administer')],
  ['GET /api/v1/{collection}/{id}/export', administrators('inPerson')],
  ['GET /api/v1/{collection}/{id}/export.csv', administrators('inPerson')],
  ['GET /api/v1/{collection}/{id}/opt-out', administrators('administer')],
  ['PUT /api/v1/{collection}/{id}/opt-out', administrators('administer')],
  ['POST /api/v1/{collection}/{id}/erasure', administrators('inPerson')],
  ['GET /api/v1/activation', administrators('administer')],
  ['POST /api/v1/activation', administrators('inPerson')],
  ['GET /api/v1/people', administrators('administer')],
  ['POST /api/v1/people/{id}/hand-over', administrators('administer')],
  ['GET /api/v1/audit', administrators('administer')],
  ['GET /api/v1/audit/verification', administrators('administer')],
  ['GET /api/v1/invitations', administrators('administer')],
  ['POST /api/v1/invitations', administrators('inPerson')],
  ['DELETE /api/v1/invitations/{key}', administrators('inPerson')],
  ['GET /api/v1/logins', administrators('administer')],
  ['PATCH /api/v1/logins/{key}', administrators('inPerson')],
  ['DELETE /api/v1/logins/{key}/second-factor', administrators('inPerson')],
  ['POST /api/v1/logins/{key}/link', administrators('inPerson')],
]);

/** The roles that a route lets in. */
export function audienceOf(route: string): readonly Role[] {
  const audience = routesFor.get(route);
  if (audience === undefined) return [];
  return audience === 'everybody' ? roles : audience.roles;
}
