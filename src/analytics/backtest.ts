/**
 * Does the score tell anything? Health against simple rules on an organisation's own history: how well each told what
 * came, and how good the chances are that are made of it. Chances are fitted on what was known before, never on the
 * period they are judged by (rolling origin).
 */

import {
  brierScore,
  type CalibrationGroup,
  calibrate,
  calibrationGroups,
  chanceOf,
  type Foretold,
} from './calibration.ts';
import {
  type CurvePoint,
  type Interval,
  intervalOf,
  resampledAreas,
  rocArea,
  rocCurve,
  type Told,
} from './roc.ts';
import { dayMs } from './zone.ts';

/** Health, and what it has to beat. */
export const predictors = ['health', 'daysSinceInbound', 'activities90', 'coin'] as const;
export type Predictor = (typeof predictors)[number];
export type Baseline = Exclude<Predictor, 'health'>;

/** One look at a contact or a deal; each predictor's number is the higher the likelier the outcome. */
export type BacktestCase = Told & {
  /** When one looked (ms), and from when on the outcome is known. */
  readonly at: number;
  readonly knownAt: number;
  readonly numbers: Readonly<Record<Predictor, number>>;
};

export type PredictorResult = {
  readonly predictor: Predictor;
  readonly area: number | null;
  readonly interval: Interval | null;
  readonly curve: readonly CurvePoint[];
  /** Over the `foretold` cases before which enough was known to make chances of numbers. */
  readonly brier: number | null;
  readonly foretold: number;
  readonly calibration: readonly CalibrationGroup[];
};

/** Health less a baseline in area, over the same resamples. */
export type Against = {
  readonly baseline: Baseline;
  readonly difference: number;
  readonly interval: Interval;
  /** `alike`: the interval holds zero; it cannot be said that health tells more. */
  readonly verdict: 'better' | 'alike' | 'worse';
};

export type Backtest = {
  readonly cases: number;
  readonly cameTrue: number;
  readonly clusters: number;
  readonly results: readonly PredictorResult[];
  /** Empty when all cases had one outcome. */
  readonly against: readonly Against[];
  /** Worse than one, else better than all; null: not to be said. */
  readonly verdict: Against['verdict'] | null;
};

/** Below so many earlier cases of either outcome no chance is foretold. */
export const leastKnown = 20;

/** Judges every predictor over some cases; the same seed gives the same intervals. */
export function backtest(
  cases: readonly BacktestCase[],
  { seed, resamples }: { readonly seed: number; readonly resamples?: number },
): Backtest {
  const numbers = predictors.map((predictor) =>
    Float64Array.from(cases, (one) => one.numbers[predictor]),
  );
  const rows = resampledAreas(cases, numbers, {
    seed,
    ...(resamples === undefined ? {} : { count: resamples }),
  });
  const results = predictors.map((predictor, place): PredictorResult => {
    const chances = foretell(cases, predictor);
    return {
      predictor,
      area: rocArea(cases, numbers[place] ?? []),
      interval: intervalOf(rows.map((row) => row[place] ?? 0)),
      curve: rocCurve(cases, numbers[place] ?? []),
      brier: brierScore(chances),
      foretold: chances.length,
      calibration: calibrationGroups(chances),
    };
  });
  const against = results.slice(1).flatMap((result, place) =>
    compare(
      [results[0], result],
      rows.map((row) => (row[0] ?? 0) - (row[place + 1] ?? 0)),
    ),
  );
  return {
    cases: cases.length,
    cameTrue: cases.filter(({ outcome }) => outcome).length,
    clusters: new Set(cases.map(({ cluster }) => cluster)).size,
    results,
    against,
    verdict: verdictOf(against),
  };
}

function compare(
  [health, baseline]: readonly [PredictorResult | undefined, PredictorResult],
  differences: readonly number[],
): readonly Against[] {
  const interval = intervalOf(differences);
  const [ours, theirs] = [health?.area ?? null, baseline.area];
  if (interval === null || ours === null || theirs === null) return [];
  if (baseline.predictor === 'health') return [];
  const verdict = interval[0] > 0 ? 'better' : interval[1] < 0 ? 'worse' : 'alike';
  return [{ baseline: baseline.predictor, difference: ours - theirs, interval, verdict }];
}

function verdictOf(against: readonly Against[]): Backtest['verdict'] {
  if (against.length === 0) return null;
  if (against.some(({ verdict }) => verdict === 'worse')) return 'worse';
  return against.every(({ verdict }) => verdict === 'better') ? 'better' : 'alike';
}

/** Chances are made anew so often. */
const refitMs = 30 * dayMs;

/**
 * The chances of a predictor, each from the cases whose outcome was known at the beginning of the thirty days in which
 * it falls; cases before enough was known are left out. A coin's chance is one half, without asking anything.
 */
function foretell(cases: readonly BacktestCase[], predictor: Predictor): readonly Foretold[] {
  const periods = Map.groupBy(cases, ({ at }) => Math.floor(at / refitMs) * refitMs);
  return [...periods].flatMap(([start, period]) => {
    const known = cases.filter(({ knownAt }) => knownAt <= start);
    const hits = known.filter(({ outcome }) => outcome).length;
    if (Math.min(hits, known.length - hits) < leastKnown) return [];
    const calibration = calibrate(
      known.map(({ numbers, outcome }) => ({ number: numbers[predictor], outcome })),
    );
    return period.map(({ numbers, outcome }) => ({
      outcome,
      chance: predictor === 'coin' ? 0.5 : chanceOf(calibration, numbers[predictor]),
    }));
  });
}
