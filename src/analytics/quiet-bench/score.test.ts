import { describe, expect, it } from 'vitest';
import { gapsOf, organizationRhythm } from '../quiet.ts';
import { workingDayCount } from '../working-calendar.ts';
import { questionsFromSilence } from './cases.ts';
import { benchPairsOf } from './lines.ts';
import { rhythmsBefore } from './organization.ts';
import { benchPairs, rhythmNames } from './rhythms.ts';
import { type Answer, answersOf, scoreOf } from './score.ts';

const countDays = workingDayCount({
  hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' })),
  holidays: [],
});

describe('the rhythms that ship', () => {
  const answers = answersOf(benchPairs(1, 200), countDays);

  it('are the same at every run', () => {
    expect(benchPairs(7, 2)).toEqual(benchPairs(7, 2));
    expect(benchPairs(7, 2)).not.toEqual(benchPairs(8, 2));
  });

  it('are told better by our rule than by 14 or 30 days, at equal recall over all of them', () => {
    for (const { atEqualRecall } of scoreOf(answers).fixed.slice(1))
      expect(atEqualRecall?.ours).toBeGreaterThan((atEqualRecall?.fixed ?? 1) + 0.02);
  });

  it('are told about as well as by 7 days, which calls nearly everybody whom our rule may call', () => {
    const [week] = scoreOf(answers).fixed;
    const { ours, fixed } = week?.atEqualRecall ?? { ours: 0, fixed: 1 };
    expect(Math.abs(ours - fixed)).toBeLessThan(0.02);
    const called = answers.filter(({ surprise }) => surprise > 0).length;
    expect(answers.filter(({ daysSince }) => daysSince > 7).length / called).toBeGreaterThan(0.95);
  });

  it('hold some that our rule loses', () => {
    const loses = rhythmNames.filter((name) =>
      scoreOf(answers.filter(({ rhythm }) => rhythm === name)).fixed.some(
        ({ atEqualRecall }) => atEqualRecall !== null && atEqualRecall.ours < atEqualRecall.fixed,
      ),
    );
    expect(loses).toEqual(expect.arrayContaining(['quarters']));
  });
});

describe('the rhythm of the organisation', () => {
  it('is that of the days before the one asked about', () => {
    const pairs = benchPairs(3, 4);
    const asked = [19_300, 19_365, 19_500, 19_500, 19_777, 20_100];
    const rhythms = rhythmsBefore(asked.toReversed(), pairs, countDays);
    expect(rhythms.size).toBe(5);
    for (const on of asked) {
      const before = pairs.map(({ days }) => days.filter((day) => day < on));
      const { mean, variance } = organizationRhythm(before.map((days) => gapsOf(days, countDays)));
      expect(rhythms.get(on)?.mean, `${on}`).toBeCloseTo(mean, 10);
      expect(rhythms.get(on)?.variance, `${on}`).toBeCloseTo(variance, 10);
    }
  });
});

describe('precision and recall', () => {
  const answer = (surprise: number, daysSince: number, isQuiet: boolean): Answer => ({
    rhythm: 'events',
    isQuiet,
    saysQuiet: surprise > 0.95,
    surprise,
    daysSince,
  });

  it('are of what was said to be quiet, and of what was; and what ranks finds at equal recall', () => {
    const { ours, fixed, questions, quiet } = scoreOf([
      answer(0.99, 20, true),
      answer(0.97, 40, false),
      answer(0.6, 35, true),
      answer(0.5, 8, false),
    ]);
    expect({ questions, quiet, ours }).toEqual({
      questions: 4,
      quiet: 2,
      ours: { precision: 0.5, recall: 0.5 },
    });
    expect(fixed[1]).toEqual({
      days: 14,
      precision: 2 / 3,
      recall: 1,
      atEqualRecall: { ours: 2 / 3, fixed: 2 / 3 },
    });
    expect(fixed[2]).toEqual({
      days: 30,
      precision: 0.5,
      recall: 0.5,
      atEqualRecall: { ours: 1, fixed: 0.5 },
    });
  });

  it('are nothing when nothing is said or is quiet', () => {
    const { ours, fixed } = scoreOf([answer(0, 3, false)]);
    expect(ours).toEqual({ precision: null, recall: null });
    expect(fixed[0]).toEqual({ days: 7, precision: null, recall: null, atEqualRecall: null });
    const unfound = scoreOf([answer(0.99, 10, true)]).fixed[2];
    expect(unfound).toEqual({ days: 30, precision: null, recall: 0, atEqualRecall: null });
  });

  it('see nothing after the question', () => {
    const pair = { pair: 'a', rhythm: 'events', questions: [{ on: 20_060, isQuiet: true }] };
    const days = [20_000, 20_007, 20_014, 20_021];
    const [one] = answersOf([{ ...pair, days }], countDays);
    const [other] = answersOf([{ ...pair, days: [...days, 20_061, 20_062] }], countDays);
    expect(other).toEqual(one);
  });
});

describe('questions about pairs whose days alone are known', () => {
  it('call quiet who stays silent for the horizon, and leave out what is not over', () => {
    const rules = { everyDays: 10, horizonDays: 20, lastDay: 75 };
    expect(questionsFromSilence([0, 5, 9, 40], rules)).toEqual([
      { on: 19, isQuiet: true },
      { on: 29, isQuiet: false },
      { on: 39, isQuiet: false },
      { on: 49, isQuiet: true },
    ]);
    expect(questionsFromSilence([0, 5], rules)).toEqual([]);
  });
});

describe('a file of events and labels', () => {
  it('is read by pair, in any order; what does not fit is rejected alone', () => {
    const { pairs, rejects } = benchPairsOf([
      '{"pair":"a","asOf":"1970-01-20","quiet":true}',
      '{"pair":"a","on":"1970-01-05"}',
      '',
      '{"pair":"a","on":"1970-01-02"}',
      '{"pair":"a","on":"1970-01-05"}',
      '{"pair":"a","on":"1970-02-30"}',
      '{"pair":"a","on":"1970-01-05","quiet":true}',
      'nonsense',
    ]);
    expect(pairs).toEqual([
      { pair: 'a', rhythm: 'events', days: [1, 4], questions: [{ on: 19, isQuiet: true }] },
    ]);
    expect(rejects.map(({ line }) => line)).toEqual([6, 7, 8]);
  });
});
