import { createRoute, z } from '@hono/zod-openapi';
import type { DayCount } from '../../analytics/quiet.ts';
import { isListedAt, isOpenAt } from '../../analytics/records.ts';
import { workingDayCount } from '../../analytics/working-calendar.ts';
import { dayText } from '../../analytics/zone.ts';
import { collections } from '../../contract/api.ts';
import {
  type Rhythm,
  rhythmCollectionSchema,
  rhythmQuerySchema,
  rhythmSchema,
} from '../../contract/rhythm.ts';
import type { OutdatedSource } from '../../facts/known-until.ts';
import { organizationIn } from '../../facts/organization.ts';
import { quietOf, type RecordQuiet } from '../../facts/quiet.ts';
import { loadRecords } from '../../facts/records.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { instantOrNull } from '../head.ts';
import { assertReadable, notYet, recordKey, unknownRecord } from '../queries/record.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/{collection}/{id}/rhythm',
  summary: 'How often they get in touch, and whether they have gone quiet by their own rhythm',
  request: {
    params: z.object({ collection: rhythmCollectionSchema, id: z.string() }),
    query: rhythmQuerySchema,
  },
  ...allowed('members', 'read'),
  responses: {
    200: {
      description: 'Contact days, gaps in working days, and why it is quiet or not',
      content: { 'application/json': { schema: rhythmSchema } },
    },
  },
});

/** GET /api/v1/{collection}/{id}/rhythm: of a contact, a lead or an opportunity, as of any instant. */
export function rhythmRoute(api: Api, dependencies: ApiDependencies): void {
  const { database, readAs, clock, noteLook } = dependencies;
  api.openapi(route, async (context) => {
    const { collection, id } = context.req.valid('param');
    const { asOf: asked } = context.req.valid('query');
    const now = clock();
    const asOf = asked === undefined ? now : Date.parse(asked);
    const type = collections[collection];
    const key = await recordKey(database, type, id);
    const who = identityOf(context);
    await readAs(who, (session) => assertReadable(session, key, { type, id }));
    noteLook(who, { record: key });
    const [[head], { settings }, answer] = await Promise.all([
      loadRecords(database, [key]),
      organizationIn(database),
      quietOf(database, [key], { asOf, now }),
    ]);
    const quiet = answer.records.get(key);
    if (head === undefined || quiet === undefined) throw unknownRecord(type, id);
    if (!isListedAt(head, asOf)) throw notYet(head, asOf);
    const { workingHours: hours, holidays } = settings;
    const countDays = workingDayCount({ hours, holidays });
    const { organization } = answer;
    const isAdministrator = who.roles.includes('administrator');
    const shownSource = ({ kind, name, syncedAt, endedAt }: OutdatedSource) => ({
      kind,
      name: isAdministrator ? name : null,
      syncedAt: instantOrNull(syncedAt),
      endedAt: instantOrNull(endedAt),
    });
    return context.json(
      {
        asOf: asked ?? new Date(asOf).toISOString(),
        today: dayText(answer.today),
        state: isOpenAt(head, asOf) ? quiet.state : 'closed',
        usualGap: quiet.usualGap,
        presentGap: quiet.presentGap,
        allowedGap: quiet.allowedGap,
        quietFrom: quietFrom(quiet, countDays),
        surprise: quiet.surprise,
        days: presentDays(quiet.days, countDays),
        lastAt: instantOrNull(quiet.lastAt),
        on: dayText(quiet.on),
        staleSources: quiet.staleSources.map(shownSource),
        endedFiles: quiet.endedFiles.map(shownSource),
        organization: {
          usualGap: Math.exp(organization.mean),
          contacts: organization.contacts,
          sampledOf: organization.sampledOf,
          computedAt: new Date(organization.computedAt).toISOString(),
        },
      },
      200,
    );
  });
}

function presentDays(days: readonly number[], countDays: DayCount): Rhythm['days'] {
  return days.map((day, place) => {
    const before = days[place - 1];
    return { on: dayText(day), gap: before === undefined ? null : countDays(before, day) };
  });
}

/** Without working days there is no such day; a year of the calendar holds one of every kind of week and holiday. */
const mostDays = 366;

function quietFrom({ days, allowedGap }: RecordQuiet, countDays: DayCount): string | null {
  const last = days.at(-1);
  if (last === undefined || allowedGap === null) return null;
  const most = last + (allowedGap + 1) * mostDays;
  for (let day = last + 1; day <= most; day++)
    if (countDays(last, day) > allowedGap) return dayText(day);
  return null;
}
