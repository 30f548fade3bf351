import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../model/activity.ts';
import { sides } from '../model/vocabulary.ts';
import { bundleSnapshot } from './analyze.ts';
import { presentKpis } from './present.ts';
import {
  kaplanMeierMedian,
  type ResponseQuestion,
  responseTimes,
  workingTimes,
} from './response-hours.ts';
import { figuresOf } from './snapshot.ts';
import { ago, avery, company, dana, morgan, now } from './testing/cast.ts';
import { unlike } from './testing/differences.ts';
import { momentAt } from './testing/oracle-moment.ts';
import { worldOf } from './testing/oracle-people.ts';
import { medianWait, waitsFor } from './testing/oracle-responses.ts';
import { cases } from './testing/random.ts';
import { anEmail, at, aUser } from './testing/seeds.ts';
import { turnsOf } from './turns.ts';
import { hourMs } from './zone.ts';

describe('response times in working hours', () => {
  const friday = anEmail({ id: 'a', from: dana, to: [avery], startsAt: '2026-11-13T16:00:00Z' });
  const monday = anEmail({
    id: 'b',
    from: avery,
    to: [dana],
    startsAt: '2026-11-16T10:00:00Z',
    inReplyTo: friday.messageId,
  });

  it('are those of the person who answers: over a weekend two of 66 hours', () => {
    const times = ourTimes([friday, monday]);
    expect(times.elapsed.medianHours).toBe(66);
    expect(times.working?.medianHours).toBe(2);
  });

  it('go by the hours and the zone of that person where there are any', () => {
    const users = [
      aUser({
        id: 'avery',
        emails: [avery],
        timeZone: 'America/New_York',
        workingHours: { days: [6], from: '08:00', until: '12:00' },
      }),
    ];
    expect(ourTimes([friday, monday], { users }).working?.medianHours).toBe(4);
  });

  it('go by the hours of the addressee as long as nobody answers', () => {
    const users = [
      aUser({ id: 'avery', emails: [avery] }),
      aUser({
        id: 'morgan',
        emails: [morgan],
        workingHours: { days: [5], from: '17:00', until: '18:00' },
      }),
    ];
    const asked = anEmail({ id: 'a', from: dana, to: [morgan, avery], startsAt: ago(7) });
    const answered = [1, 3, 5].flatMap((hours, day) => [
      anEmail({ id: `b${day}`, from: dana, to: [avery], startsAt: ago(4 - day, 3) }),
      anEmail({
        id: `c${day}`,
        from: avery,
        to: [dana],
        startsAt: ago(4 - day, 3 - hours),
        inReplyTo: `<b${day}@mail.example>`,
      }),
    ]);
    const times = ourTimes([asked, ...answered], { users });
    expect([times.answered, times.unanswered]).toEqual([3, 1]);
    // Morgan's one hour of Friday evening is over before the second answer: half of the others took three hours.
    expect(times.working?.kaplanMeierMedianHours).toBe(3);
    expect(times.elapsed.kaplanMeierMedianHours).toBe(4);
  });

  it('are none where nobody has hours', () => {
    expect(workingTimes({ timeZone: 'UTC', hours: [], holidays: [] }, () => null)).toBeNull();
  });
});

describe('the censored median', () => {
  const spans = (answered: readonly number[], open: readonly number[]) => [
    ...answered.map((time) => ({ time, isAnswered: true })),
    ...open.map((time) => ({ time, isAnswered: false })),
  ];

  it('is the median when everything is answered', () => {
    expect(kaplanMeierMedian(spans([1, 2, 9], []))).toBe(2);
    expect(kaplanMeierMedian(spans([4, 1, 2, 9], []))).toBe(3);
  });

  it('is longer when turns are open, and nothing when most are', () => {
    expect(kaplanMeierMedian(spans([1, 2, 9], [5, 5]))).toBe(9);
    expect(kaplanMeierMedian(spans([1], [5, 5]))).toBeNull();
    expect(kaplanMeierMedian([])).toBeNull();
  });

  it('lets go of open turns only after the answers of the same time', () => {
    expect(kaplanMeierMedian(spans([2], [2]))).toBe(2);
    expect(kaplanMeierMedian(spans([2, 3], [2, 2]))).toBe(3);
  });
});

describe('response times of random companies', () => {
  it('are those of a second, plain implementation, and agree with the KPIs', () => {
    fc.assert(
      fc.property(cases(40), ({ bundle, question }) => {
        const { asOf } = question;
        const { snapshot, keyed } = bundleSnapshot(bundle, asOf);
        const { timeZone } = bundle.organization;
        const asked = { ...question, timeZone, settings: bundle.settings };
        const world = worldOf(bundle);
        const moment = momentAt(world, asOf);
        // Every person works at a pace of their own, so that a wrong person is seen.
        const pace = (name: string | null) =>
          name === null ? 1 : 2 + name.charCodeAt(name.length - 1) / 7;
        for (const { record, kpis } of figuresOf(snapshot, asked)) {
          const turns = turnsOf(snapshot.facts, snapshot.factsOf(record.key), {
            asOf,
            responseGraceHours: bundle.settings.responseGraceHours,
          });
          for (const side of sides) {
            const times = responseTimes(snapshot.facts, turns, {
              asOf,
              side,
              isUser: keyed.people.isUser,
              workingTimeOf: (person) => (from, until) =>
                (until - from) * pace(person === null ? null : keyed.reference(person)),
            });
            const kpi = presentKpis(kpis.lifetime)[
              side === 'us' ? 'responseByUs' : 'responseByThem'
            ];
            const { answered, unanswered, closing } = times;
            const { meanHours, medianHours } = times.elapsed;
            expect(
              unlike(
                { meanHours, medianHours, answered, unanswered, closing, rate: kpi.rate },
                kpi,
              ),
            ).toEqual([]);
            const waits = waitsFor(world, moment, { record: `${record.type}:${record.id}`, side });
            const paced = (by: (name: string | null) => number) =>
              waits.map(({ from, until, isAnswered, person }) => ({
                isAnswered,
                time: ((until - from) / hourMs) * by(person),
              }));
            for (const [got, by] of [
              [times.elapsed, () => 1],
              [times.working, pace],
            ] as const) {
              const wanted = paced(by);
              expect(unlike(got?.kaplanMeierMedianHours, medianWait(wanted))).toEqual([]);
              const done = wanted.filter((one) => one.isAnswered).map(({ time }) => time);
              const within = done.filter((time) => time <= (got?.percentile90Hours ?? -1) + 1e-9);
              expect(got?.percentile90Hours === null).toBe(done.length === 0);
              expect(within.length).toBeGreaterThanOrEqual(Math.floor(0.9 * (done.length - 1)));
            }
            expect(times.answered + times.unanswered + times.pending).toBe(waits.length);
          }
        }
      }),
      { seed: 20_261_122, numRuns: 40 },
    );
  });
});

function ourTimes(activities: readonly Activity[], given: Parameters<typeof company>[0] = {}) {
  const bundle = { ...company(given), activities };
  const { snapshot, keyed } = bundleSnapshot(bundle, at(now));
  const users = new Map(bundle.users.map((user) => [user.id, user]));
  const record = snapshot.records.find(({ id }) => id === 'dana');
  const turns = turnsOf(snapshot.facts, snapshot.factsOf(record?.key ?? -1), {
    asOf: at(now),
    responseGraceHours: 72,
  });
  const workplace = {
    timeZone: 'UTC',
    hours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', until: '17:00' })),
    holidays: [],
  };
  const question: ResponseQuestion = {
    asOf: at(now),
    side: 'us',
    isUser: keyed.people.isUser,
    workingTimeOf: workingTimes(workplace, (person) => users.get(keyed.person(person).id) ?? null),
  };
  return responseTimes(snapshot.facts, turns, question);
}
