import { z } from 'zod';

/** GET and POST /api/v1/backtest: does the score tell anything? Browser-safe. */

const share = z.number().min(0).max(1);
const interval = z.tuple([z.number(), z.number()]);
const count = z.number().int().nonnegative();

const predictorNames = ['health', 'daysSinceInbound', 'activities90', 'coin'] as const;
export const verdicts = ['better', 'alike', 'worse'] as const;

const judgedSchema = z.object({
  cases: count,
  cameTrue: count.meta({ description: 'Cases in which it came true' }),
  clusters: count.meta({
    description: 'Contacts, which are drawn as a whole to make the intervals',
  }),
  results: z.array(
    z.object({
      predictor: z.enum(predictorNames),
      area: share.nullable().meta({ description: 'ROC AUC; null when all cases had one outcome' }),
      interval: interval.nullable().meta({ description: 'Its middle 95 % over 1,000 resamples' }),
      curve: z
        .array(z.tuple([z.number(), z.number()]))
        .meta({ description: 'Points: share called wrongly, share found' }),
      brier: z.number().nullable().meta({
        description:
          'Of chances made of the number, fitted on what was known before the period in question alone',
      }),
      foretold: count.meta({ description: 'Cases for which such chances could be made' }),
      calibration: z.array(z.object({ n: count, foretold: share, cameTrue: share })),
    }),
  ),
  against: z
    .array(
      z.object({
        baseline: z.enum(['daysSinceInbound', 'activities90', 'coin']),
        difference: z.number().meta({ description: 'ROC AUC of health less that of the baseline' }),
        interval,
        verdict: z.enum(verdicts),
      }),
    )
    .meta({ description: 'Empty when all cases had one outcome' }),
  verdict: z.enum(verdicts).nullable().meta({
    description:
      'better only when the interval of every difference lies above 0; null: too little to say',
  }),
});

const sampled = z.object({ looked: count, of: count });

export const backtestReportSchema = z
  .object({
    asOf: z
      .number()
      .meta({ description: 'Milliseconds since 1970: what came until then is known' }),
    contacts: judgedSchema.meta({
      description: 'Looked at every 30 days over two years: contact within the next 30 days?',
    }),
    deals: z
      .array(judgedSchema.extend({ ageDays: z.number().int() }))
      .meta({ description: 'Closed deals at some ages in days, while they were open: won?' }),
    sampled: z.object({ contacts: sampled, deals: sampled }).meta({
      description: 'Of how many contacts and closed deals how many were looked at',
    }),
  })
  .meta({ id: 'BacktestReport' });

export const backtestSchema = z
  .object({
    state: z.enum(['never', 'running', 'failed', 'done']),
    askedAt: z.string().nullable(),
    progress: z
      .object({ done: count, total: count })
      .nullable()
      .meta({ description: 'Of the run under way, once it has begun' }),
    computedAt: z.string().nullable(),
    report: backtestReportSchema
      .nullable()
      .meta({ description: 'The last one that was finished; null: there is none' }),
  })
  .meta({ id: 'Backtest' });

export type BacktestAnswer = z.output<typeof backtestSchema>;
export type BacktestReport = z.output<typeof backtestReportSchema>;
export type Judged = z.output<typeof judgedSchema>;
