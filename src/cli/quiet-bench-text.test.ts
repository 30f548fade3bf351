import { describe, expect, it } from 'vitest';
import type { BenchReport } from '../analytics/quiet-bench/report.ts';
import { benchReport } from '../analytics/quiet-bench/report.ts';
import { benchPairs, rhythmNames } from '../analytics/quiet-bench/rhythms.ts';
import { workingDayCount } from '../analytics/working-calendar.ts';
import { benchText } from './quiet-bench-text.ts';

const countDays = workingDayCount({
  hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' })),
  holidays: [],
});

describe('the answer of the bench', () => {
  it('has every rhythm, tells how far it has come, and says where our rule loses', () => {
    const steps: number[] = [];
    const report = benchReport(benchPairs(1, 100), countDays, (done) => steps.push(done));
    const text = benchText('rhythms', report);
    expect(steps.at(-1)).toBe(rhythmNames.length * 100);
    for (const name of rhythmNames) expect(text).toMatch(new RegExp(`^${name} `, 'm'));
    expect(text).toMatch(/^quarters .* loses$/m);
    expect(text).toContain('ahead of every fixed number of days');
  });

  it('does not call a tie a victory, and has nothing to compare when nothing was found', () => {
    const accuracy = { precision: 0.5, recall: 0.5 };
    const at = { ours: 0.5, fixed: 0.5 };
    const scored = (atEqualRecall: typeof at | null): BenchReport => ({
      pairs: 1,
      all: {
        questions: 2,
        quiet: 1,
        ours: accuracy,
        fixed: [{ days: 7, ...accuracy, atEqualRecall }],
      },
      byRhythm: [],
    });
    expect(benchText('ties', scored(at))).toContain('NOT ahead of: 7 days');
    expect(benchText('none', scored(null))).toContain('Nothing to compare');
  });
});
