import { createRoute, z } from '@hono/zod-openapi';
import { audit } from '../../audit/record.ts';
import { activityChangedSchema, activityChangeSchema } from '../../contract/api.ts';
import { Problem } from '../../model/problem.ts';
import { type ExclusionReason, liftableReasons } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { bigintKey } from '../described.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { decidable, isParticipant, overridesOf, overrule, share } from '../queries/overrule.ts';
import { jsonBody } from '../small-json.ts';

const route = createRoute({
  method: 'patch',
  path: '/api/v1/activities/{key}',
  summary:
    'Overrules whether an activity counts, or shows it to the owner of the record it is about',
  description:
    '`override`: who works on one of its records may leave it out, or lift the reasons that can be lifted (bounce, calendar_response, automatic_reply, bulk, all_day, declined, mass); null takes the decision back. What it changes is computed at once. `shared`: who takes part in it may let the owner of the record that it is regarding read it.',
  ...allowed(['seller', 'manager', 'administrator'], 'administer', jsonBody),
  request: {
    params: z.object({ key: bigintKey }),
    body: { content: { 'application/json': { schema: activityChangeSchema } }, required: true },
  },
  responses: {
    200: {
      description: 'What was decided',
      content: { 'application/json': { schema: activityChangedSchema } },
    },
  },
});

/** PATCH /api/v1/activities/{key}: what people decide about a single activity. */
export function activityRoute(api: Api, { database, readAs, clock }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const { key } = context.req.valid('param');
    const { override, shared } = context.req.valid('json');
    const who = identityOf(context);
    const seen = await readAs(who, async (session) => ({
      activity: await decidable(session, key),
      isParticipant: await isParticipant(session, key),
    }));
    if (seen.activity === null) throw unknownActivity(key);
    if (override !== undefined && !seen.activity.isTheirs) throw notTheirs(key);
    if (shared !== undefined && (!seen.isParticipant || who.user === null)) throw notPartOf(key);
    if (override === 'include') assertLiftable(seen.activity.reason);

    const now = clock();
    const overrides = await database.transaction(async (session) => {
      if (override !== undefined) {
        await overrule(session, key, { override, login: who.login, now });
      }
      if (shared !== undefined && who.user !== null) {
        await share(session, key, { user: who.user.key, shared, now });
      }
      const decided = await overridesOf(session, [key]);
      await audit(session, {
        at: now,
        actor: who,
        action: override === undefined ? 'record_shared' : 'overruled',
        object: { type: 'activity', id: String(key) },
        details: { override: override ?? null, shared: shared ?? null },
      });
      return decided;
    });
    return context.json({ key, override: overrides.get(key) ?? null, shared: shared ?? null }, 200);
  });
}

/** Only a reason of the kind that a machine may have got wrong can be lifted (spec §3). */
function assertLiftable(reason: ExclusionReason | null): void {
  if (reason === null || reason === 'overruled' || liftableReasons.some((one) => one === reason))
    return;
  throw new Problem({
    code: 'reason_stands',
    message: 'This reason cannot be overruled.',
    field: 'override',
    value: reason,
    hint: `These can: ${liftableReasons.join(', ')}.`,
  });
}

function unknownActivity(key: number): Problem {
  return new Problem({
    code: 'activity_unknown',
    message: 'There is no such activity on your records.',
    field: 'key',
    value: key,
    hint: 'The ledger of a record names the keys of its activities.',
  });
}

function notTheirs(key: number): Problem {
  return new Problem({
    code: 'not_allowed',
    message: 'Whether it counts is decided by those who work on its record.',
    field: 'key',
    value: key,
    hint: 'Ask the owner of the record.',
  });
}

function notPartOf(key: number): Problem {
  return new Problem({
    code: 'not_allowed',
    message: 'Only who takes part in an activity can show it to somebody else.',
    field: 'key',
    value: key,
    hint: 'Ask one of those who take part.',
  });
}
