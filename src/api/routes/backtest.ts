import { createRoute } from '@hono/zod-openapi';
import {
  type BacktestAnswer,
  backtestReportSchema,
  backtestSchema,
} from '../../contract/backtest.ts';
import type { Session } from '../../db/pool.ts';
import { askBacktest, backtestState } from '../../facts/backtest-state.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Api, allowed } from '../gate.ts';
import { instantOrNull } from '../head.ts';

const json = { 'application/json': { schema: backtestSchema } };

const readRoute = createRoute({
  method: 'get',
  path: '/api/v1/backtest',
  summary: 'Does the score tell anything? The last answer, and how far a new one has come',
  ...allowed(['administrator', 'operations'], 'read'),
  responses: { 200: { description: 'Figures over everybody, never of a person', content: json } },
});

const askRoute = createRoute({
  method: 'post',
  path: '/api/v1/backtest',
  summary: 'Computes it anew in the background, unless that is under way',
  ...allowed(['administrator'], 'administer'),
  responses: { 202: { description: 'As it stands now', content: json } },
});

/** GET and POST /api/v1/backtest. */
export function backtestRoutes(api: Api, { database, clock }: ApiDependencies): void {
  api.openapi(readRoute, async (context) => context.json(await answerFrom(database), 200));
  api.openapi(askRoute, async (context) => {
    await askBacktest(database, clock());
    return context.json(await answerFrom(database), 202);
  });
}

async function answerFrom(session: Session): Promise<BacktestAnswer> {
  const { askedAt, isRunning, done, total, hasFailed, report, computedAt } =
    await backtestState(session);
  return {
    state: isRunning ? 'running' : hasFailed ? 'failed' : computedAt === null ? 'never' : 'done',
    askedAt: instantOrNull(askedAt),
    progress: !isRunning || done === null || total === null ? null : { done, total },
    computedAt: instantOrNull(computedAt),
    // What an earlier version wrote in another form is computed anew.
    report: backtestReportSchema.safeParse(report).data ?? null,
  };
}
