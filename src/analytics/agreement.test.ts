import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exclusionReasons, grades, recordTypes, trends } from '../model/vocabulary.ts';
import { analyze } from './analyze.ts';
import { differences } from './testing/differences.ts';
import { oracle } from './testing/oracle.ts';
import { cases } from './testing/random.ts';

// `npm run fuzz` tries thousands of others; here they are always the same, so that a red test is red again.
const seed = 20_261_120;
const runs = 250;

describe('two independent implementations of the text', () => {
  it('agree on every number, reason and record of random bundles', () =>
    fc.assert(
      fc.property(cases(40), ({ bundle, question }) => {
        expect(differences(analyze(bundle, question), oracle(bundle, question))).toEqual([]);
      }),
      { seed, numRuns: runs },
    ));

  it('are compared on bundles in which everything that the text tells apart occurs', () => {
    const met = new Set<string>();
    for (const { bundle, question } of fc.sample(cases(40), { seed, numRuns: runs })) {
      const { records, ledger } = analyze(bundle, question);
      for (const { reason } of ledger) met.add(`reason ${reason}`);
      for (const { type, health, lifetime, ...figures } of records) {
        met.add(`${type} ${health.state}`);
        if ('trend' in health) met.add(`trend ${health.trend}`).add(`grade ${health.grade}`);
        for (const side of ['responseByUs', 'responseByThem'] as const) {
          for (const end of ['answered', 'unanswered', 'closing'] as const) {
            if (lifetime[side][end] > 0) met.add(`${side} ${end}`);
          }
        }
        if (figures.nextInteraction !== null) met.add('next interaction');
        if ('unansweredStreak' in health && health.unansweredStreak > 0) met.add('streak');
      }
    }
    expect([...met]).toEqual(
      expect.arrayContaining([
        ...[null, ...exclusionReasons].map((reason) => `reason ${reason}`),
        ...recordTypes.map((type) => `${type} scored`),
        ...recordTypes.map((type) => `${type} notEnoughInfo`),
        ...['contact', 'lead', 'opportunity'].map((type) => `${type} noClosedActivities`),
        ...['lead', 'opportunity'].map((type) => `${type} notApplicable`),
        ...trends.map((trend) => `trend ${trend}`),
        ...grades.map((grade) => `grade ${grade}`),
        ...['responseByUs', 'responseByThem'].flatMap((side) =>
          ['answered', 'unanswered', 'closing'].map((end) => `${side} ${end}`),
        ),
        'next interaction',
        'streak',
      ]),
    );
  });
});
