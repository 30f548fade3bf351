import { createRoute } from '@hono/zod-openapi';
import { dayMs, dayNumbers, dayText } from '../../analytics/zone.ts';
import { zoneOf } from '../../cards/day.ts';
import { cardsChosenOn } from '../../cards/kept.ts';
import { type HomeCard, type HomeReason, homeSchema } from '../../contract/home.ts';
import { oneOf } from '../../facts/activities.ts';
import { organizationIn } from '../../facts/organization.ts';
import { loadRecords } from '../../facts/records.ts';
import { grades } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { instantOrNull, presentHead, presentStoredHealth } from '../head.ts';
import { ownRecordCounts, type ReasonPoints, type Urgent, urgentRecords } from '../queries/home.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/home',
  summary:
    'Of one’s own open records those to look at first, each with the reasons; without those of today’s cards',
  ...allowed('members', 'read'),
  responses: {
    200: { description: 'At most 12', content: { 'application/json': { schema: homeSchema } } },
  },
});

/** GET /api/v1/home: from the stored figures, as the reader. */
export function homeRoute(api: Api, { database, readAs, clock }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const now = clock();
    const { organization, settings } = await organizationIn(database);
    const today = dayText(dayNumbers(organization.timeZone)(now));
    const who = identityOf(context);
    const { urgent, own } = await readAs(who, async (session) => {
      const zone = await zoneOf(session, organization.timeZone);
      const carded = await cardsChosenOn(session, who.login, dayText(dayNumbers(zone)(now)));
      const without = carded.map(({ record }) => record);
      return {
        urgent: await urgentRecords(session, { settings, now, today, without }),
        own: await ownRecordCounts(session),
      };
    });
    // Whose record it is knows all that its head names: owner, account and contact (0010_access.sql).
    const heads = await loadRecords(
      database,
      urgent.map(({ key }) => key),
    );
    const headOf = new Map(heads.map((head) => [head.key, head]));
    const cards = urgent.flatMap((one): readonly HomeCard[] => {
      const head = headOf.get(one.key);
      if (head === undefined) return [];
      return [
        {
          record: presentHead(head),
          health: presentStoredHealth(one),
          lastInteractionAt: instantOrNull(one.lastAt),
          nextInteractionAt: instantOrNull(one.nextAt),
          reasons: reasonsOf(one, { now, currency: settings.currency }),
          priority: one.priority,
        },
      ];
    });
    return context.json(
      {
        asOf: new Date(now).toISOString(),
        person: own.person,
        cards,
        more: (urgent[0]?.all ?? 0) - urgent.length,
        open: {
          accounts: own.open.account,
          contacts: own.open.contact,
          leads: own.open.lead,
          opportunities: own.open.opportunity,
        },
      },
      200,
    );
  });
}

/** The reasons that have points, the most pressing first, with what a sentence about them says. */
function reasonsOf(
  one: Urgent,
  { now, currency }: { readonly now: number; readonly currency: string | null },
): HomeReason[] {
  const days = one.closesIn ?? 0;
  const on = one.closeOn ?? '';
  const told: readonly (readonly [keyof ReasonPoints, HomeReason])[] = [
    ['closeDateMissed', { code: 'closeDateMissed', on, days: -days }],
    [
      'closeDateNear',
      {
        ...{ code: 'closeDateNear', on, days, grade: oneOf(grades, one.grade) },
        nextBooked: one.nextAt !== null && one.nextAt > now,
      },
    ],
    [
      'healthDropped',
      {
        code: 'healthDropped',
        by: (one.scoreBefore ?? 0) - (one.score ?? 0),
        from: one.scoreBefore ?? 0,
        to: one.score ?? 0,
      },
    ],
    ['poorHighValue', { code: 'poorHighValue', value: one.worth ?? 0, currency }],
    [
      'waitingForUs',
      { code: 'waitingForUs', turns: one.turns, since: instantOrNull(one.lastInboundAt) ?? '' },
    ],
    [
      'noActivity',
      {
        code: 'noActivity',
        days: one.quietSince === null ? null : Math.floor((now - one.quietSince) / dayMs),
        since: instantOrNull(one.quietSince),
      },
    ],
    ['noNextInteraction', { code: 'noNextInteraction' }],
  ];
  return told
    .filter(([code]) => one[code] !== null)
    .sort(([a], [b]) => (one[b] ?? 0) - (one[a] ?? 0))
    .map(([, reason]) => reason);
}
