/**
 * npm run fuzz: compares the core with the second implementation on as many random bundles as are asked for, and
 * shows the first on which they differ, made as small as it gets.
 *
 *   npm run fuzz -- --bundles 20000 --activities 60 --seed 7
 */

import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { analyze } from '../src/analytics/analyze.ts';
import { differences } from '../src/analytics/testing/differences.ts';
import { oracle } from '../src/analytics/testing/oracle.ts';
import { cases } from '../src/analytics/testing/random.ts';

const { values } = parseArgs({
  options: {
    bundles: { type: 'string', default: '5000' },
    activities: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const [bundles, activities, seed] = [values.bundles, values.activities, values.seed].map(Number);

/** Bundles between two lines of progress; each stride has a seed of its own, so that one can be repeated alone. */
const stride = 500;
process.stdout.write(
  `Seed ${seed}, up to ${activities} activities in each of ${bundles} bundles\n`,
);
for (let done = 0; done < (bundles ?? 0); done += stride) {
  const numRuns = Math.min(stride, (bundles ?? 0) - done);
  const result = fc.check(
    fc.property(
      cases(activities ?? 60),
      ({ bundle, question }) =>
        differences(analyze(bundle, question), oracle(bundle, question)).length === 0,
    ),
    { seed: (seed ?? 0) + done, numRuns },
  );
  const smallest = result.counterexample?.[0];
  if (smallest !== undefined) {
    const { bundle, question } = smallest;
    const found = differences(analyze(bundle, question), oracle(bundle, question));
    process.stdout.write(`${JSON.stringify({ question, bundle }, null, 1)}\n`);
    process.stdout.write(`They differ (--seed ${(seed ?? 0) + done}):\n  ${found.join('\n  ')}\n`);
    process.exit(1);
  }
  process.stdout.write(`${done + numRuns} agree\n`);
}
