import { createRoute } from '@hono/zod-openapi';
import { dayMs, dayNumbers, dayText } from '../../analytics/zone.ts';
import type { Collection } from '../../contract/api.ts';
import { type FigureOfList, type Overview, overviewSchema } from '../../contract/overview.ts';
import { staleAfterDays } from '../../facts/known-until.ts';
import { organizationIn } from '../../facts/organization.ts';
import { grades, healthStates } from '../../model/vocabulary.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed, identityOf } from '../gate.ts';
import { instantOrNull } from '../head.ts';
import { type Standing, sourceStandings, standings, valueAtRisk } from '../queries/overview.ts';

const route = createRoute({
  method: 'get',
  path: '/api/v1/overview',
  summary:
    'Where the open records stand, each figure with the list of its records; never by person',
  ...allowed(['manager', 'administrator', 'operations'], 'read'),
  responses: {
    200: { description: 'Figures', content: { 'application/json': { schema: overviewSchema } } },
  },
});

const shown = [
  { type: 'opportunity', collection: 'opportunities', open: { status: 'open' } },
  { type: 'lead', collection: 'leads', open: { status: 'open' } },
  { type: 'account', collection: 'accounts', open: {} },
  { type: 'contact', collection: 'contacts', open: {} },
] as const;

/** GET /api/v1/overview: of the records that the reader may see, from the stored figures. */
export function overviewRoute(api: Api, { database, readAs, clock }: ApiDependencies): void {
  api.openapi(route, async (context) => {
    const now = clock();
    const who = identityOf(context);
    const { organization, settings } = await organizationIn(database);
    const today = dayText(dayNumbers(organization.timeZone)(now));
    const [{ records, risk }, sources] = await Promise.all([
      readAs(who, async (session) => ({
        records: await standings(session, settings),
        risk: await valueAtRisk(session, today, settings),
      })),
      sourceStandings(database, now - staleAfterDays * dayMs),
    ]);
    const stale = sources.filter((source) => source.stale);
    const answer: Overview = {
      asOf: new Date(now).toISOString(),
      types: shown.map((one) => ({
        type: one.type,
        ...figuresOf(
          records.filter(({ type }) => type === one.type),
          { ...one, usesExcellent: settings.grades.excellent !== null },
        ),
      })),
      valueAtRisk: {
        deals: figure(risk.deals, 'opportunities', { status: 'open', atRisk: 'true' }),
        value: risk.value,
        currency: settings.currency,
        withoutValue: risk.withoutValue,
        withoutRate: risk.withoutRate,
        openValue: risk.openValue,
      },
      staleSources: {
        days: staleAfterDays,
        count: stale.length,
        of: sources.length,
        sources: who.roles.includes('administrator')
          ? stale.map(({ kind, name, syncedAt, endedAt }) => ({
              kind,
              name,
              syncedAt: instantOrNull(syncedAt),
              endedAt: instantOrNull(endedAt),
            }))
          : null,
      },
    };
    return context.json(answer, 200);
  });
}

function figuresOf(
  records: readonly Standing[],
  {
    collection,
    open,
    usesExcellent,
  }: {
    readonly collection: Collection;
    readonly open: Readonly<Record<string, string>>;
    readonly usesExcellent: boolean;
  },
): Omit<Overview['types'][number], 'type'> {
  const sum = (part: readonly Standing[], of: 'records' | 'up' | 'down' = 'records') =>
    part.reduce((total, one) => total + one[of], 0);
  const listed = (count: number, filter: Readonly<Record<string, string>>) =>
    figure(count, collection, { ...open, ...filter });
  return {
    open: listed(sum(records), {}),
    grades: grades
      .filter((grade) => grade !== 'excellent' || usesExcellent)
      .map((grade) => ({
        grade,
        figure: listed(sum(records.filter((one) => one.grade === grade)), { grade }),
      })),
    unscored: healthStates.flatMap((state) => {
      const count = sum(records.filter((one) => one.state === state));
      return state === 'scored' || count === 0 ? [] : { state, figure: listed(count, { state }) };
    }),
    movedUp: listed(sum(records, 'up'), { moved: 'up' }),
    movedDown: listed(sum(records, 'down'), { moved: 'down' }),
  };
}

function figure(
  count: number,
  collection: Collection,
  query: Readonly<Record<string, string>>,
): FigureOfList {
  return { count, list: { collection, query: { ...query } } };
}
