import { createRoute } from '@hono/zod-openapi';
import { zoneOf } from '../../cards/day.ts';
import { cardPreferences, keepCardPreferences, kindsFor } from '../../cards/preferences.ts';
import { cardPreferencesSchema, type OwnCards, ownCardsSchema } from '../../contract/cards.ts';
import { organizationIn } from '../../facts/organization.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf, inPerson } from '../gate.ts';
import { smallJson } from '../small-json.ts';

const answer = {
  200: {
    description: 'What one wants, and what there is to be had',
    content: { 'application/json': { schema: ownCardsSchema } },
  },
};

const look = createRoute({
  method: 'get',
  path: '/api/v1/me/cards',
  summary: 'Which cards one wants, and whether by email',
  ...allowed('members', 'read'),
  responses: answer,
});

const keep = createRoute({
  method: 'put',
  path: '/api/v1/me/cards',
  summary: 'Changes which cards one wants',
  request: {
    body: { content: { 'application/json': { schema: cardPreferencesSchema } }, required: true },
  },
  ...allowed('members', 'read', inPerson, ...smallJson),
  responses: answer,
});

/** /api/v1/me/cards: one's own switches. */
export function ownCardsRoute(api: Api, { database, readAs, mailFrom }: ApiDependencies): void {
  const present = async (who: ReturnType<typeof identityOf>): Promise<OwnCards> => {
    const { organization, settings, demo } = await organizationIn(database);
    const { preferences, timeZone } = await readAs(who, async (session) => ({
      preferences: await cardPreferences(session, who.login),
      timeZone: await zoneOf(session, organization.timeZone),
    }));
    const kinds = kindsFor(who.roles, settings);
    return {
      ...preferences,
      kindsOff: preferences.kindsOff.filter((kind) => kinds.includes(kind)),
      days: { ...preferences.days },
      kinds: [...kinds],
      organizationDays: { ...settings.cardDays },
      timeZone,
      mail: demo ? 'demo' : mailFrom === null ? 'notSet' : 'ready',
    };
  };
  api.openapi(look, async (context) => context.json(await present(identityOf(context)), 200));
  api.openapi(keep, async (context) => {
    const who = identityOf(context);
    const { settings } = await organizationIn(database);
    const wanted = context.req.valid('json');
    const before = await cardPreferences(database, who.login);
    // What is out of sight meanwhile stays as it was.
    const kinds = kindsFor(who.roles, settings);
    const unseen = before.kindsOff.filter((kind) => !kinds.includes(kind));
    const kindsOff = [...new Set([...wanted.kindsOff, ...unseen])];
    await keepCardPreferences(database, who.login, { ...wanted, kindsOff });
    return context.json(await present(who), 200);
  });
}
